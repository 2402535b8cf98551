// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.Immediates;
import org.jwasm.structure.Opcode;

/**
 * Where a method lets others in: where it begins, and in one of many rounds of its loops, since a look each time makes HotSpot forget
 * what it knows of the instance and its memory. What takes long in a round lets others in by itself: {@link Support}.
 *
 * <p>A loop has two ways back to its head, of which HotSpot sees that one is rare, so that the other is a loop without calls to it.
 */
final class Polls {

    /** How many rounds of small loops pass between two polls; of larger ones there are fewer. */
    private static final int ROUNDS = 256;
    /** In bytes of code. Larger functions aren't looked at. */
    private static final int SMALL = 256;
    /** What a round of a large loop counts at most: of those that are interpreters, rounds are short ways through much code. */
    private static final int MOST_WEIGHT = 16;

    private final CodeBuilder code;
    /** Counts rounds down; -1 if there are no loops. */
    private final int rounds;
    private final boolean atStart;

    Polls(FunctionContext context, CodeBuilder code, Operands operands) {
        this.code = code;
        boolean loops = true;
        boolean calls = true;
        if (context.module().codeSize(context.function()) < SMALL) {
            loops = false;
            calls = false;
            CodeReader reader = context.reader();
            while (reader.position() < reader.end()) {
                Opcode opcode = reader.readOpcode();
                loops |= opcode == Opcode.LOOP;
                calls |= opcode.isCall() || isBulk(opcode);
                Immediates.skip(reader, opcode);
            }
        }
        this.rounds = loops ? operands.newVariable(Kind.I32) : -1;
        this.atStart = loops || calls;
    }

    /** What may take as long as hundreds of others. */
    private static boolean isBulk(Opcode opcode) {
        return switch (opcode) {
            case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT, TABLE_FILL, TABLE_COPY, TABLE_INIT -> true;
            default -> false;
        };
    }

    /** Emits what comes before everything else in a method. */
    void begin() {
        if (rounds >= 0) {
            code.loadConstant(ROUNDS).istore(rounds);
        }
    }

    /** Emits the poll of a function that begins; of one that only calculates, whoever calls it lets others in. */
    void start() {
        if (atStart) {
            poll();
        }
    }

    /**
     * Emits the ways from the end of a round, where nothing comes from above, to the head of the loop.
     *
     * @param size of the loop, in bytes of code
     */
    void round(Label end, Label head, int size) {
        int weight = Math.clamp(size / SMALL, 1, MOST_WEIGHT);
        code.labelBinding(end).iinc(rounds, -weight).iload(rounds).ifgt(head);
        poll();
        begin();
        code.goto_(head);
    }

    private void poll() {
        code.invokestatic(NumericEmitter.SUPPORT, "poll", MethodTypeDesc.of(ConstantDescs.CD_void));
    }
}
