package org.jwasm.structure;

/** What a field of a structure, or an element of an array, holds. Spec: Structure, Types, Storage Types. */
public sealed interface StorageType permits ValueType, PackedType {

    /** The type of the operands that the content is made of and read as. */
    ValueType unpacked();
}
