// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.util.List;

/**
 * A type definition with its declared supertypes. Spec: Structure, Types, Recursive Types.
 *
 * @param described the type whose structures have those of this type as their descriptors, or null; proposal: Custom
 *            Descriptors
 * @param descriptor the type of the descriptors of this type's structures, or null if they have none
 */
public record SubType(boolean isFinal, List<DefinedType> supertypes, DefinedType described, DefinedType descriptor, CompositeType composite) {

    public SubType {
        supertypes = List.copyOf(supertypes);
    }

    /** A definition without descriptors. */
    public SubType(boolean isFinal, List<DefinedType> supertypes, CompositeType composite) {
        this(isFinal, supertypes, null, null, composite);
    }
}
