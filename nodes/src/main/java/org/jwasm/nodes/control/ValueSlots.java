// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import java.util.List;

import org.jwasm.runtime.V128;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/** The frame slots that several values go to. */
public final class ValueSlots {

    @CompilationFinal(dimensions = 1) private final byte[] kinds;
    @CompilationFinal(dimensions = 1) private final int[] slots;

    public ValueSlots(List<ValueType> types, int[] slots) {
        this.slots = slots;
        this.kinds = new byte[slots.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = SlotKinds.of(types.get(i));
        }
    }

    /** Fills the slots from arrays of the shape that {@link org.jwasm.runtime.Arguments} describes. */
    @ExplodeLoop
    public void store(VirtualFrame frame, long[] numbers, Object[] objects) {
        int number = 0;
        int object = 0;
        for (int i = 0; i < slots.length; i++) {
            int slot = slots[i];
            switch (kinds[i]) {
                case SlotKinds.I32 -> frame.setIntStatic(slot, (int) numbers[number++]);
                case SlotKinds.I64 -> frame.setLongStatic(slot, numbers[number++]);
                case SlotKinds.F32 -> frame.setFloatStatic(slot, Float.intBitsToFloat((int) numbers[number++]));
                case SlotKinds.F64 -> frame.setDoubleStatic(slot, Double.longBitsToDouble(numbers[number++]));
                case SlotKinds.V128 -> {
                    V128 vector = (V128) objects[object++];
                    frame.setLongStatic(slot, vector.low());
                    frame.setLongStatic(slot + 1, vector.high());
                }
                default -> frame.setObjectStatic(slot, objects[object++]);
            }
        }
    }
}
