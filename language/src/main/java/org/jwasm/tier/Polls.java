// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;

/**
 * Where a method lets others in: where it begins, and in one of many rounds of its loops, since a look each time makes HotSpot forget
 * what it knows of the instance and its memory. What takes long in a round lets others in by itself: {@link Support}.
 *
 * <p>A loop has two ways back to its head, of which HotSpot sees that one is rare, so that the other is a loop without calls to it. A loop each of whose
 * rounds calls a function that lets others in where it begins needs only one: counting rounds is a fifth of the time of a small recursive function.
 */
final class Polls {

    /** How many rounds of small loops pass between two polls; of larger ones there are fewer. */
    private static final int ROUNDS = 256;
    /** In bytes of code. Larger functions aren't looked at. */
    private static final int SMALL = 256;
    /** What a round of a large loop counts at most: of those that are interpreters, rounds are short ways through much code. */
    private static final int MOST_WEIGHT = 16;

    private final CodeBuilder code;
    private final Module module;
    /** Counts rounds down; -1 if there are no loops. */
    private final int rounds;
    private final boolean atStart;
    /** How many loops are open. */
    private int open;
    /** In how many of these, from the outermost on, all ways from the head to here have made a call that lets others in. */
    private int called;

    Polls(FunctionContext context, CodeBuilder code, Operands operands) {
        this.code = code;
        this.module = context.module();
        boolean straight = isSmall(module, context.function()) && !Instructions.any(module, context.function(), opcode -> opcode == Opcode.LOOP);
        this.rounds = straight ? -1 : operands.newVariable(Kind.I32);
        this.atStart = !straight || beginsWithPoll(module, context.function());
    }

    private static boolean isSmall(Module module, int function) {
        return module.codeSize(function) < SMALL;
    }

    private static boolean beginsWithPoll(Module module, int function) {
        return !isSmall(module, function) || Instructions.any(module, function, opcode -> opcode == Opcode.LOOP || opcode.isCall() || isBulk(opcode));
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

    void loopBegins(Scope loop) {
        loop.loop = open++;
    }

    void loopEnds() {
        open--;
        called = Math.min(called, open);
    }

    /** A call of a function of the module was emitted. */
    void call(int function) {
        if (called < open && beginsWithPoll(module, function)) {
            called = open;
        }
    }

    /** Takes note of a jump to where branches go. */
    void branch(Scope scope) {
        scope.used = true;
        scope.called = Math.min(scope.called, called);
        scope.counts |= scope.loop >= called;
    }

    /** What was called where a construct begins holds wherever control comes to another side of it. */
    void begins(Scope scope) {
        scope.calledBefore = called;
    }

    void nextSide(Scope scope) {
        called = scope.calledBefore;
    }

    /** A construct has ended, and control comes from the branches to there and, perhaps, from above. */
    void ends(Scope scope, boolean fallsThrough) {
        called = Math.min(open, fallsThrough ? Math.min(called, scope.called) : scope.called);
    }

    /**
     * Emits the ways from the end of a round, where nothing comes from above, to the head of the loop.
     *
     * @param size of the loop, in bytes of code
     */
    void round(Scope loop, Label head, int size) {
        code.labelBinding(loop.target);
        if (!loop.counts) {
            code.goto_(head);
            return;
        }
        int weight = Math.clamp(size / SMALL, 1, MOST_WEIGHT);
        code.iinc(rounds, -weight).iload(rounds).ifgt(head);
        poll();
        begin();
        code.goto_(head);
    }

    private void poll() {
        code.invokestatic(NumericEmitter.SUPPORT, "poll", MethodTypeDesc.of(ConstantDescs.CD_void));
    }
}
