// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;

/** A condition that is on the JVM's stack as what is compared, not yet as 0 or 1. */
record Condition(Opcode jump, int places) {

    static final Condition NOT_ZERO = new Condition(Opcode.IFNE, 1);

    Condition negated() {
        return new Condition(switch (jump) {
            case IFEQ -> Opcode.IFNE;
            case IFNE -> Opcode.IFEQ;
            case IFLT -> Opcode.IFGE;
            case IFGE -> Opcode.IFLT;
            case IFGT -> Opcode.IFLE;
            case IFLE -> Opcode.IFGT;
            case IF_ICMPEQ -> Opcode.IF_ICMPNE;
            case IF_ICMPNE -> Opcode.IF_ICMPEQ;
            case IF_ICMPLT -> Opcode.IF_ICMPGE;
            case IF_ICMPGE -> Opcode.IF_ICMPLT;
            case IF_ICMPGT -> Opcode.IF_ICMPLE;
            case IF_ICMPLE -> Opcode.IF_ICMPGT;
            case IFNULL -> Opcode.IFNONNULL;
            case IFNONNULL -> Opcode.IFNULL;
            default -> throw new IllegalArgumentException(jump.name());
        }, places);
    }

    /** Jumps if it holds. */
    void jump(CodeBuilder code, Label target) {
        code.branch(jump, target);
    }

    /** Puts 0 or 1 on the stack. */
    void materialize(CodeBuilder code) {
        Label whenTrue = code.newLabel();
        Label end = code.newLabel();
        jump(code, whenTrue);
        code.iconst_0().goto_(end).labelBinding(whenTrue).iconst_1().labelBinding(end);
    }
}
