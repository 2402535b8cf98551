// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** What a type definition describes. Spec: Structure, Types, Composite Types. */
public sealed interface CompositeType permits FunctionType, StructType, ArrayType {

    /** The abstract type that every type of this shape matches. */
    AbstractHeapType abstractType();

    /** Whether a type of this shape can declare one of {@code other} as its supertype. Spec: Validation, Matching, Composite Types. */
    boolean matches(CompositeType other);
}
