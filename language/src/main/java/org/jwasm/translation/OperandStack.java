// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.nodes.LocalNodes;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.numeric.NumericNodes;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.nodes.NodeUtil;

/**
 * The operand stack at translation time: trees that wait to become part of a larger tree. When a statement is emitted,
 * the trees that must not be evaluated after it are evaluated first, into temporaries.
 */
final class OperandStack {

    // Bounds the Java stack that one expression needs, and what the compiler inlines for it.
    private static final int MAX_DEPTH = 48;
    // Twice what the largest function body of plain instructions makes.
    private static final long MAX_NODES = 8_000_000;
    // Bounds what a statement looks at; no compiler leaves so many operands waiting.
    private static final int MAX_WAITING = 256;

    private final List<Operand> operands = new ArrayList<>();
    private final Slots slots;
    private Block block;
    /** What makes statements visible to instruments, or null. */
    private Statements statements;
    private int slotWrite;
    /** Below this height all are constants or in their own temporaries: there is nothing left to spill. */
    private int settled;
    /** What the operands from there on do and read, all together: a superset. */
    private int pendingEffects;
    private long pendingReads;
    private long created;

    OperandStack(Slots slots) {
        this.slots = slots;
    }

    /** Lets instruments know which instructions operands come from. */
    void instrument(Statements by) {
        statements = by;
    }

    /** The operand on top as a tree, or null if there is none. */
    WasmNode top() {
        return operands.isEmpty() ? null : operands.getLast().node();
    }

    /** The block that statements go to. */
    void emitTo(Block target) {
        this.block = target;
        this.slotWrite = target.handler == null ? Effects.NONE : Effects.WRITE_LOCALS;
    }

    int height() {
        return operands.size();
    }

    /** Slots of all operands, which are spilled, for somebody who goes on from here; constants, which stay what they are, get there too. */
    int[] temporaries() {
        int[] temporaries = new int[operands.size()];
        for (int i = 0; i < temporaries.length; i++) {
            Operand operand = operands.get(i);
            temporaries[i] = slots.temporary(i, operand.type());
            if (operand.isConstant()) {
                count(1);
                block.add(LocalNodes.set(temporaries[i], NodeUtil.cloneNode(operand.node())));
            }
        }
        return temporaries;
    }

    void push(WasmNode node, ValueType type, int effects, long reads, int depth) {
        Operand operand = made(new Operand(node, type, effects, reads, depth));
        if (depth > MAX_DEPTH) {
            int height = operands.size();
            statement(LocalNodes.set(slots.temporary(height, type), node), effects, Operand.slotBit(slots.temporary(height, type)));
            operand = temporary(height, type);
        }
        add(operand);
    }

    private Operand made(Operand operand) {
        if (statements != null) {
            statements.made(operand.node());
        }
        return operand;
    }

    private void add(Operand operand) {
        count(1);
        operands.add(operand);
        pendingEffects |= operand.effects();
        pendingReads |= operand.reads();
    }

    /**
     * Takes note of nodes made.
     *
     * @throws WasmException exhaustion if there are too many: some bytes of code can make a call of a thousand operands
     */
    void count(int nodes) {
        created += nodes;
        if (created > MAX_NODES) {
            throw WasmException.of(FailureType.EXHAUSTION, "function too large to be translated");
        }
    }

    /** Pushes the content of a slot. */
    void pushSlot(int slot, ValueType type) {
        add(made(get(slot, type)));
    }

    /** Pushes the temporary of the next height. */
    void pushTemporary(ValueType type) {
        add(temporary(operands.size(), type));
    }

    private Operand temporary(int height, ValueType type) {
        return get(slots.temporary(height, type), type);
    }

    private static Operand get(int slot, ValueType type) {
        return new Operand(LocalNodes.get(type, slot), type, Effects.NONE, Operand.slotBit(slot), 1);
    }

    Operand pop() {
        Operand popped = operands.removeLast();
        settled = Math.min(settled, operands.size());
        return popped;
    }

    /** Pops operands; the last on top. */
    Operand[] pop(int count) {
        Operand[] popped = new Operand[count];
        for (int i = count - 1; i >= 0; i--) {
            popped[i] = pop();
        }
        return popped;
    }

    /** Emits a statement after what must come before it. */
    void statement(WasmNode node, int effects, long writes) {
        settle(effects, writes);
        block.add(node);
    }

    /** Emits a write of a slot. */
    void assign(int slot, Operand value) {
        statement(NumericNodes.setLocal(slot, value.node()), value.effects() | slotWrite, Operand.slotBit(slot));
    }

    /** Evaluates into temporaries the operands that conflict with something to come, and those that conflict with these. */
    private void settle(int effects, long writes) {
        if (!Effects.conflict(pendingEffects, effects) && (pendingReads & writes) == 0) {
            return;
        }
        if (operands.size() - settled > MAX_WAITING) {
            spillBelow(operands.size() - MAX_WAITING / 2);
        }
        int laterEffects = effects;
        long laterWrites = writes;
        pendingEffects = Effects.NONE;
        pendingReads = 0;
        boolean[] needed = null;
        for (int i = operands.size() - 1; i >= settled; i--) {
            Operand operand = operands.get(i);
            if (Effects.conflict(operand.effects(), laterEffects) || (operand.reads() & laterWrites) != 0) {
                if (needed == null) {
                    needed = new boolean[operands.size() - settled];
                }
                needed[i - settled] = true;
                laterEffects |= operand.effects();
                laterWrites |= Operand.slotBit(slots.temporary(i, operand.type()));
            } else {
                pendingEffects |= operand.effects();
                pendingReads |= operand.reads();
            }
        }
        if (needed != null) {
            for (int i = 0; i < needed.length; i++) {
                if (needed[i]) {
                    spill(settled + i);
                    pendingReads |= operands.get(settled + i).reads();
                }
            }
        }
    }

    /** Evaluates the lower operands into temporaries, except constants. */
    private void spillBelow(int height) {
        for (int i = settled; i < height; i++) {
            if (!operands.get(i).isConstant()) {
                spill(i);
            }
        }
        settled = height;
    }

    private void spill(int height) {
        Operand operand = operands.get(height);
        int slot = slots.temporary(height, operand.type());
        if (!(isSlot(operand, slot))) {
            block.add(LocalNodes.set(slot, operand.node()), operand.node());
            operands.set(height, get(slot, operand.type()));
        }
    }

    private static boolean isSlot(Operand operand, int slot) {
        return operand.node() instanceof LocalNodes.Get get && get.slot() == slot;
    }

    /** Evaluates all operands into temporaries, except constants: before control can leave, or come from elsewhere to their use. */
    void spillAll() {
        spillTop(0);
    }

    /** The same, with the upper operands in the temporaries of their heights even if they are constants. */
    void spillTop(int count) {
        int first = operands.size() - count;
        for (int i = Math.min(settled, first); i < operands.size(); i++) {
            if (i >= first || !operands.get(i).isConstant()) {
                spill(i);
            }
        }
        settled = operands.size();
        pendingEffects = Effects.NONE;
        pendingReads = 0;
    }

    /** Evaluates the upper operands into the temporaries of their heights if one of them could throw. */
    void spillThrowing(int count) {
        for (int i = operands.size() - count; i < operands.size(); i++) {
            if ((operands.get(i).effects() & Effects.READ_LOCALS) != 0) {
                spillTop(count);
                return;
            }
        }
    }

    /** Takes operands off down to a height; what they do is still done. */
    void dropTo(int height) {
        for (int i = height; i < operands.size(); i++) {
            if (Effects.isObservable(operands.get(i).effects())) {
                block.add(operands.get(i).node(), operands.get(i).node());
            }
        }
        truncate(height);
    }

    /** Takes operands off without evaluating them, where control does not come from above. */
    void truncate(int height) {
        while (operands.size() > height) {
            operands.removeLast();
        }
        settled = Math.min(settled, height);
    }
}
