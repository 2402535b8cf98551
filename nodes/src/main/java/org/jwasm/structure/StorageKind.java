// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * What tells the storage types apart for who moves values. To be switched over in place of the types: a switch over classes and
 * constants of several enums makes Java generate a class for it at every start, some milliseconds each.
 */
public enum StorageKind {
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    V128,
    REF
}
