// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.Arrays;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.nodes.LocalNodes;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.control.SlotKinds;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;

/** Gives out the frame slots of a function: the fixed ones, the locals, then a temporary for each stack height and kind in use. */
final class Slots {

    private static final int KINDS = SlotKinds.V128 + 1;

    private byte[] kinds = new byte[16];
    private int count;
    private int[] locals = new int[16];
    private int localCount;
    private final int[][] temporaries = new int[KINDS][];

    Slots() {
        for (int i = 0; i < FrameLayout.LOCALS; i++) {
            add(SlotKinds.OBJECT);
        }
        Arrays.fill(temporaries, new int[0]);
    }

    private int add(byte kind) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * count);
        }
        int slot = count++;
        kinds[slot] = kind;
        if (kind == SlotKinds.V128) {
            add(SlotKinds.I64);
        }
        return slot;
    }

    void addLocal(ValueType type) {
        if (localCount == locals.length) {
            locals = Arrays.copyOf(locals, 2 * localCount);
        }
        locals[localCount++] = add(SlotKinds.of(type));
    }

    /** A further slot for a reference. */
    int reference() {
        return add(SlotKinds.OBJECT);
    }

    int local(int index) {
        return locals[index];
    }

    /** The kinds of all slots from that of a local on to that of the last local. */
    byte[] localKinds(int first) {
        int last = locals[localCount - 1];
        int end = last + (kinds[last] == SlotKinds.V128 ? 2 : 1);
        return Arrays.copyOfRange(kinds, locals[first], end);
    }

    /** The slot in which an operand at a stack height waits. */
    int temporary(int height, ValueType type) {
        byte kind = SlotKinds.of(type);
        int[] known = temporaries[kind];
        if (height >= known.length) {
            known = Arrays.copyOf(known, Math.max(height + 1, 2 * known.length));
            temporaries[kind] = known;
        }
        if (known[height] == 0) {
            known[height] = add(kind);
        }
        return known[height];
    }

    /** A slot for the call that the function ends in. */
    int tailCall() {
        return add(SlotKinds.OBJECT);
    }

    WasmNode getTemporary(int height, ValueType type) {
        return LocalNodes.get(type, temporary(height, type));
    }

    WasmNode setTemporary(int height, WasmNode value, ValueType type) {
        return LocalNodes.set(temporary(height, type), value);
    }

    SlotKinds kinds() {
        return new SlotKinds(Arrays.copyOf(kinds, count));
    }

    FrameDescriptor descriptor() {
        FrameDescriptor.Builder builder = FrameDescriptor.newBuilder(count);
        builder.addSlots(count, FrameSlotKind.Static);
        return builder.build();
    }
}
