// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** What a field of a structure, or an element of an array, holds. Spec: Structure, Types, Storage Types. */
public sealed interface StorageType permits ValueType, PackedType {

    /** The type of the operands that the content is made of and read as. */
    ValueType unpacked();

    /** What it is, for a switch. */
    StorageKind kind();
}
