package org.jwasm.structure;

/**
 * A type that a module defines, canonical: two definitions are the same type exactly if they are the same object, also
 * across modules. Spec: Structure, Types, Defined Types; Validation, Types, rolling up.
 */
public final class DefinedType implements HeapType {

    private final int index;
    private SubType unrolled;

    private DefinedType(int index) {
        this.index = index;
    }

    /** The canonical type of a lone, final function type definition without supertypes. */
    public static DefinedType of(FunctionType type) {
        return CanonicalTypes.function(type);
    }

    static DefinedType lone(CompositeType composite) {
        DefinedType type = new DefinedType(0);
        type.unrolled = new SubType(true, java.util.List.of(), composite);
        return type;
    }

    /** The position in its recursion group. */
    public int index() {
        return index;
    }

    public SubType unrolled() {
        return unrolled;
    }

    public CompositeType composite() {
        return unrolled.composite();
    }

    public boolean isFunction() {
        return composite() instanceof FunctionType;
    }

    /** The function type; only to be asked of a function type. */
    public FunctionType functionType() {
        return (FunctionType) composite();
    }

    @Override
    public boolean matches(HeapType other) {
        if (this == other) {
            return true;
        }
        if (other instanceof AbstractHeapType) {
            return composite().abstractType().matches(other);
        }
        for (DefinedType supertype : unrolled.supertypes()) {
            if (supertype.matches(other)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return composite().toString();
    }
}
