// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Values in local variables. A vector is two numbers of 64 bits there, so that nothing is allocated for what only goes from one instruction to the next;
 * it is an object on the JVM's stack, and wherever values are packed.
 */
final class Variables {

    /** How far the variable of the upper half is from that of the lower one. */
    static final int HIGH = 2;
    private static final MethodTypeDesc HALF = MethodTypeDesc.of(ConstantDescs.CD_long);
    private static final MethodTypeDesc VECTOR = MethodTypeDesc.of(Kind.V128.descriptor(), ConstantDescs.CD_long, ConstantDescs.CD_long);

    private Variables() {
    }

    /** Pushes a value. */
    static void load(CodeBuilder code, Kind kind, int variable) {
        if (kind == Kind.V128) {
            code.lload(variable).lload(variable + HIGH);
            pack(code);
        } else {
            code.loadLocal(kind.typeKind(), variable);
        }
    }

    /** Makes a vector of its halves. */
    static void pack(CodeBuilder code) {
        code.invokestatic(NumericEmitter.SUPPORT, "vector", VECTOR);
    }

    /** Pops a value. */
    static void store(CodeBuilder code, Kind kind, int variable) {
        if (kind == Kind.V128) {
            code.dup().invokevirtual(Kind.V128.descriptor(), "low", HALF).lstore(variable);
            code.invokevirtual(Kind.V128.descriptor(), "high", HALF).lstore(variable + HIGH);
        } else {
            code.storeLocal(kind.typeKind(), variable);
        }
    }

    static void copy(CodeBuilder code, Kind kind, int from, int to) {
        if (from == to) {
            return;
        }
        if (kind == Kind.V128) {
            code.lload(from).lstore(to).lload(from + HIGH).lstore(to + HIGH);
        } else {
            code.loadLocal(kind.typeKind(), from).storeLocal(kind.typeKind(), to);
        }
    }
}
