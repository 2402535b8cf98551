// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** A reference to a heap type, with or without null. Spec: Structure, Types, Reference Types. */
public record ReferenceType(boolean nullable, HeapType heapType) implements ValueType {

    public static final ReferenceType FUNCREF = new ReferenceType(true, AbstractHeapType.FUNC);
    public static final ReferenceType EXTERNREF = new ReferenceType(true, AbstractHeapType.EXTERN);
    public static final ReferenceType EXNREF = new ReferenceType(true, AbstractHeapType.EXN);

    @Override
    public StorageKind kind() {
        return StorageKind.REF;
    }

    @Override
    public boolean isReference() {
        return true;
    }

    @Override
    public boolean isDefaultable() {
        return nullable;
    }

    @Override
    public boolean matches(ValueType other) {
        return this == other || other instanceof ReferenceType reference
                        && (reference.nullable || !nullable) && heapType.matches(reference.heapType);
    }

    @Override
    public String toString() {
        if (nullable && heapType instanceof AbstractHeapType type) {
            return switch (type) {
                case NONE -> "nullref";
                case NOFUNC -> "nullfuncref";
                case NOEXTERN -> "nullexternref";
                case NOEXN -> "nullexnref";
                default -> type + "ref";
            };
        }
        // Only the kind of a defined type: its text could be endless.
        String referred = heapType instanceof DefinedType type ? "<" + type.composite().abstractType() + " type>" : heapType.toString();
        return nullable ? "(ref null " + referred + ")" : "(ref " + referred + ")";
    }
}
