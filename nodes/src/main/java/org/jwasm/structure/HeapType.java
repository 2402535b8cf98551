// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** What a reference points to. Spec: Structure, Types, Heap Types. */
public sealed interface HeapType permits AbstractHeapType, DefinedType, ExactType {

    /** Whether a reference to this can be used as a reference to {@code other}. Spec: Validation, Matching, Heap Types. */
    boolean matches(HeapType other);
}
