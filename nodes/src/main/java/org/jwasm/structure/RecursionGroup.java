package org.jwasm.structure;

import java.util.List;

/**
 * Types that are defined together and can refer to each other. Two groups are equal if they are the same but for which
 * group it is that their members refer to, so that equality decides what one canonical group stands for.
 *
 * <p>Types outside of the group that the definitions refer to must be canonical. Spec: Structure, Types, Recursive Types;
 * Validation, Types, rolling up.
 */
public final class RecursionGroup {

    private final DefinedType[] members;
    private int hash;

    /** A group of so many types, which are to be defined in order by {@link DefinedType#define}. */
    public RecursionGroup(int size) {
        members = new DefinedType[size];
        for (int i = 0; i < size; i++) {
            members[i] = new DefinedType(this, i);
        }
    }

    public int size() {
        return members.length;
    }

    public DefinedType member(int index) {
        return members[index];
    }

    /** The one group that stands for all that are equal to this one, whose members are all defined. */
    public RecursionGroup canonical() {
        return CanonicalTypes.canonical(this);
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof RecursionGroup group) || members.length != group.members.length || hashCode() != group.hashCode()) {
            return false;
        }
        for (int i = 0; i < members.length; i++) {
            if (!same(members[i].unrolled(), group.members[i].unrolled(), group)) {
                return false;
            }
        }
        return true;
    }

    private boolean same(SubType mine, SubType theirs, RecursionGroup group) {
        if (mine.isFinal() != theirs.isFinal() || mine.supertypes().size() != theirs.supertypes().size()) {
            return false;
        }
        for (int i = 0; i < mine.supertypes().size(); i++) {
            if (!same(mine.supertypes().get(i), theirs.supertypes().get(i), group)) {
                return false;
            }
        }
        return switch (mine.composite()) {
            case FunctionType function -> theirs.composite() instanceof FunctionType other
                            && sameValues(function.params(), other.params(), group)
                            && sameValues(function.results(), other.results(), group);
            case StructType struct -> theirs.composite() instanceof StructType other && sameFields(struct.fields(), other.fields(), group);
            case ArrayType array -> theirs.composite() instanceof ArrayType other && same(array.element(), other.element(), group);
        };
    }

    private boolean sameValues(List<ValueType> mine, List<ValueType> theirs, RecursionGroup group) {
        boolean same = mine.size() == theirs.size();
        for (int i = 0; same && i < mine.size(); i++) {
            same = same(mine.get(i), theirs.get(i), group);
        }
        return same;
    }

    private boolean sameFields(List<FieldType> mine, List<FieldType> theirs, RecursionGroup group) {
        boolean same = mine.size() == theirs.size();
        for (int i = 0; same && i < mine.size(); i++) {
            same = same(mine.get(i), theirs.get(i), group);
        }
        return same;
    }

    private boolean same(FieldType mine, FieldType theirs, RecursionGroup group) {
        return mine.mutable() == theirs.mutable() && same(mine.storage(), theirs.storage(), group);
    }

    private boolean same(StorageType mine, StorageType theirs, RecursionGroup group) {
        if (mine instanceof ReferenceType reference && theirs instanceof ReferenceType other) {
            return reference.nullable() == other.nullable() && same(reference.heapType(), other.heapType(), group);
        }
        return mine == theirs;
    }

    private boolean same(HeapType mine, HeapType theirs, RecursionGroup group) {
        if (mine instanceof DefinedType type && type.group() == this) {
            return theirs instanceof DefinedType other && other.group() == group && other.index() == type.index();
        }
        return mine == theirs;
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            for (DefinedType member : members) {
                known = 31 * known + hash(member.unrolled());
            }
            hash = known;
        }
        return known;
    }

    private int hash(SubType type) {
        int result = type.isFinal() ? 1 : 0;
        for (DefinedType supertype : type.supertypes()) {
            result = 31 * result + hash(supertype);
        }
        switch (type.composite()) {
            case FunctionType function -> {
                for (ValueType param : function.params()) {
                    result = 31 * result + hash(param);
                }
                result = 31 * result + 7;
                for (ValueType value : function.results()) {
                    result = 31 * result + hash(value);
                }
            }
            case StructType struct -> {
                for (FieldType field : struct.fields()) {
                    result = 31 * result + hash(field);
                }
                result = 31 * result + 11;
            }
            case ArrayType array -> result = 31 * result + hash(array.element()) + 13;
        }
        return result;
    }

    private int hash(FieldType field) {
        return 2 * hash(field.storage()) + (field.mutable() ? 1 : 0);
    }

    private int hash(StorageType type) {
        return type instanceof ReferenceType reference ? 2 * hash(reference.heapType()) + (reference.nullable() ? 1 : 0)
                        : System.identityHashCode(type);
    }

    private int hash(HeapType type) {
        return type instanceof DefinedType defined && defined.group() == this ? defined.index() : System.identityHashCode(type);
    }
}
