package org.jwasm.runtime;

import org.jwasm.structure.DefinedType;

/** A structure that has a descriptor, which is a structure itself. Proposal: Custom Descriptors. */
public final class DescribedStruct extends WasmStruct {

    private WasmStruct descriptor;

    /** A structure of zeros and nulls that still needs its descriptor. */
    public DescribedStruct(DefinedType type, int numberCount, int referenceCount) {
        super(type, numberCount, referenceCount);
    }

    public WasmStruct descriptor() {
        return descriptor;
    }

    /** Sets the descriptor, once, before anyone else sees the structure. */
    public void setDescriptor(WasmStruct value) {
        descriptor = value;
    }

    /** Whether any reference is to a structure with a descriptor. */
    public static boolean isDescribedBy(Object reference, Object descriptor) {
        return reference instanceof DescribedStruct struct && struct.descriptor == descriptor;
    }
}
