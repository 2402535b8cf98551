// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import org.jwasm.structure.DefinedType;

/** A structure that has a descriptor, which is a structure itself. Proposal: Custom Descriptors. */
public final class DescribedStruct extends WasmStruct {

    private WasmStruct descriptor;

    /** A structure of zeros and nulls that still needs its descriptor. */
    public DescribedStruct(DefinedType type, int numberCount, int referenceCount) {
        super(type, numberCount, referenceCount);
    }

    /**
     * A structure of zeros and nulls with a descriptor. The result's type is the superclass, so that verifying who calls this
     * doesn't load this class: as long as nothing does, casts to the superclass are exact.
     */
    public static WasmStruct of(DefinedType type, int numberCount, int referenceCount, WasmStruct descriptor) {
        DescribedStruct struct = new DescribedStruct(type, numberCount, referenceCount);
        struct.descriptor = descriptor;
        return struct;
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
