// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * A heap type of what was made as a type that a module defines, not as one of its subtypes.
 *
 * <p>Proposal: Custom Descriptors, Exact Types.
 */
public record ExactType(DefinedType type) implements HeapType {

    @Override
    public boolean matches(HeapType other) {
        return other instanceof ExactType exact ? type == exact.type : type.matches(other);
    }

    @Override
    public String toString() {
        // Only the kind: the text of the type could be endless.
        return "(exact <" + type.composite().abstractType() + " type>)";
    }
}
