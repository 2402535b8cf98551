// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import org.jwasm.structure.DefinedType;
import org.jwasm.structure.RecursionGroup;
import org.jwasm.structure.StructType;
import org.jwasm.structure.SubType;

/** The rules of {@code describes} and {@code descriptor} clauses. Proposal: Custom Descriptors, Custom Descriptor Definitions. */
final class DescriptorClauses {

    private DescriptorClauses() {
    }

    /** Fails unless the clauses of a group's members, which refer to members, agree. */
    static void check(RecursionGroup group, int at) {
        for (int i = 0; i < group.size(); i++) {
            checkAgreement(group.member(i), at);
        }
        for (int i = 0; i < group.size(); i++) {
            SubType type = group.member(i).unrolled();
            boolean isStruct = type.composite() instanceof StructType;
            if (type.descriptor() != null && !isStruct) {
                throw ModuleError.invalid("descriptor type must be a struct, not " + type.composite(), at);
            }
            if (type.described() != null && !isStruct) {
                throw ModuleError.invalid("described type must be a struct, not " + type.composite(), at);
            }
        }
    }

    private static void checkAgreement(DefinedType type, int at) {
        DefinedType described = type.unrolled().described();
        if (described != null) {
            if (described.descriptor() != type) {
                throw ModuleError.invalid("described type is not described by descriptor", at);
            }
            if (described.index() >= type.index()) {
                throw ModuleError.invalid("forward use of described type", at);
            }
        }
        if (type.descriptor() != null && type.descriptor().unrolled().described() != type) {
            throw ModuleError.invalid("type is not described by its descriptor", at);
        }
    }

    /** Fails unless the clauses of a type, of index {@code index}, allow it to have a supertype. */
    static void checkSupertype(int index, int superIndex, DefinedType type, DefinedType supertype, int at) {
        int base = index - type.index();
        DefinedType described = type.unrolled().described();
        DefinedType superDescribed = supertype.unrolled().described();
        DefinedType descriptor = type.descriptor();
        if ((described == null) != (superDescribed == null) || descriptor == null && supertype.descriptor() != null) {
            throw ModuleError.invalid("sub type " + index + " does not match super type " + superIndex
                            + ": only one of them has a " + ((described == null) != (superDescribed == null) ? "described type" : "descriptor"), at);
        }
        if (described != null && !described.matches(superDescribed)) {
            throw ModuleError.invalid("described type " + (base + described.index()) + " does not match that of super type " + superIndex, at);
        }
        if (descriptor != null && supertype.descriptor() != null && !descriptor.matches(supertype.descriptor())) {
            throw ModuleError.invalid("descriptor type " + (base + descriptor.index()) + " does not match that of super type " + superIndex, at);
        }
    }
}
