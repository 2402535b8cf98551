// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
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
    private long hash;

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
        if (!(other instanceof RecursionGroup group) || members.length != group.members.length || hash() != group.hash()) {
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
        if (!sameOrNone(mine.described(), theirs.described(), group) || !sameOrNone(mine.descriptor(), theirs.descriptor(), group)) {
            return false;
        }
        return switch (mine.composite()) {
            case FunctionType function -> theirs.composite() instanceof FunctionType other
                            && sameValues(function.params(), other.params(), group)
                            && sameValues(function.results(), other.results(), group);
            case StructType struct -> theirs.composite() instanceof StructType other && sameFields(struct.fields(), other.fields(), group);
            case ArrayType array -> theirs.composite() instanceof ArrayType other && same(array.element(), other.element(), group);
        };
    }

    private boolean sameOrNone(DefinedType mine, DefinedType theirs, RecursionGroup group) {
        return mine == null || theirs == null ? mine == theirs : same(mine, theirs, group);
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
        if (mine instanceof ExactType exact) {
            return theirs instanceof ExactType other && same(exact.type(), other.type(), group);
        }
        if (mine instanceof DefinedType type && type.group() == this) {
            return theirs instanceof DefinedType other && other.group() == group && other.index() == type.index();
        }
        return mine == theirs;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash());
    }

    private long hash() {
        long known = hash;
        if (known == 0) {
            StructuralHash sum = new StructuralHash();
            for (DefinedType member : members) {
                add(member.unrolled(), sum);
            }
            known = sum.result();
            hash = known;
        }
        return known;
    }

    private void add(SubType type, StructuralHash sum) {
        sum.add(type.isFinal());
        sum.add(type.supertypes().size());
        for (DefinedType supertype : type.supertypes()) {
            add(supertype, sum);
        }
        addOrNone(type.described(), sum);
        addOrNone(type.descriptor(), sum);
        // No switches here: each over types would cost every start some milliseconds.
        if (type.composite() instanceof FunctionType function) {
            sum.add(0);
            addValues(function.params(), sum);
            addValues(function.results(), sum);
        } else if (type.composite() instanceof StructType struct) {
            sum.add(1);
            sum.add(struct.fields().size());
            for (FieldType field : struct.fields()) {
                add(field, sum);
            }
        } else {
            sum.add(2);
            add(((ArrayType) type.composite()).element(), sum);
        }
    }

    private void addValues(List<ValueType> types, StructuralHash sum) {
        sum.add(types.size());
        for (ValueType type : types) {
            add(type, sum);
        }
    }

    private void add(FieldType field, StructuralHash sum) {
        sum.add(field.mutable());
        add(field.storage(), sum);
    }

    private void add(StorageType type, StructuralHash sum) {
        if (type instanceof ReferenceType reference) {
            sum.add(reference.nullable() ? 1 : 0);
            add(reference.heapType(), sum);
        } else {
            addEnum(2, type.kind(), sum);
        }
    }

    private void addOrNone(DefinedType type, StructuralHash sum) {
        sum.add(type != null);
        if (type != null) {
            add(type, sum);
        }
    }

    private void add(HeapType type, StructuralHash sum) {
        if (type instanceof AbstractHeapType abstractType) {
            addEnum(6, abstractType, sum);
        } else if (type instanceof ExactType exact) {
            sum.add(7);
            add(exact.type(), sum);
        } else {
            DefinedType defined = (DefinedType) type;
            boolean outside = defined.group() != this;
            sum.add(outside ? 8 : 9);
            sum.add(defined.index());
            if (outside) {
                sum.add(defined.group().hash());
            }
        }
    }

    private static void addEnum(int kind, Enum<?> value, StructuralHash sum) {
        sum.add(kind);
        sum.add(value.ordinal());
    }
}
