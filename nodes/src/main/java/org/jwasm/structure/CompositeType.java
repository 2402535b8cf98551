package org.jwasm.structure;

/** What a type definition describes. Spec: Structure, Types, Composite Types. */
public sealed interface CompositeType permits FunctionType {

    /** The abstract type that every type of this shape matches. */
    AbstractHeapType abstractType();
}
