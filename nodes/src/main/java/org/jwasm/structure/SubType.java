package org.jwasm.structure;

import java.util.List;

/** A type definition with its declared supertypes. Spec: Structure, Types, Recursive Types. */
public record SubType(boolean isFinal, List<DefinedType> supertypes, CompositeType composite) {

    public SubType {
        supertypes = List.copyOf(supertypes);
    }
}
