// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.FrameLayout;
import org.jwasm.runtime.V128;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/** The kind of each static slot of a function's frame; a slot keeps its kind. */
public final class SlotKinds {

    public static final byte I32 = 0;
    public static final byte I64 = 1;
    public static final byte F32 = 2;
    public static final byte F64 = 3;
    public static final byte OBJECT = 4;
    /** The lower half of a vector; the upper half is in the next slot, which is an {@link #I64}. */
    public static final byte V128 = 5;

    @CompilationFinal(dimensions = 1) private final byte[] kinds;

    public SlotKinds(byte[] kinds) {
        this.kinds = kinds;
    }

    /** The kind of slot that a value of a type needs. */
    public static byte of(ValueType type) {
        return switch (type.kind()) {
            case I32 -> I32;
            case I64 -> I64;
            case F32 -> F32;
            case F64 -> F64;
            case V128 -> V128;
            default -> OBJECT;
        };
    }

    /** Copies every slot, for the transfer into a loop that was compiled while it ran. */
    @ExplodeLoop
    void copy(Frame from, VirtualFrame to) {
        for (int slot = 0; slot < kinds.length; slot++) {
            switch (kinds[slot]) {
                case I32 -> to.setIntStatic(slot, from.getIntStatic(slot));
                case I64, V128 -> to.setLongStatic(slot, from.getLongStatic(slot));
                case F32 -> to.setFloatStatic(slot, from.getFloatStatic(slot));
                case F64 -> to.setDoubleStatic(slot, from.getDoubleStatic(slot));
                default -> to.setObjectStatic(slot, from.getObjectStatic(slot));
            }
        }
    }

    /** Puts the locals, then the operands of a loop, into arrays by their numbers: bits into the one, objects into the other. */
    void unload(Frame frame, LoopEntry loop, long[] numbers, Object[] objects) {
        int slot = FrameLayout.LOCALS;
        for (int place = 0; place < loop.locals(); place++) {
            unload(frame, slot, place, numbers, objects);
            slot += kinds[slot] == V128 ? 2 : 1;
        }
        int[] operands = loop.operands();
        for (int i = 0; i < operands.length; i++) {
            unload(frame, operands[i], loop.locals() + i, numbers, objects);
        }
    }

    private void unload(Frame frame, int slot, int place, long[] numbers, Object[] objects) {
        switch (kinds[slot]) {
            case I32 -> numbers[place] = frame.getIntStatic(slot);
            case I64 -> numbers[place] = frame.getLongStatic(slot);
            case F32 -> numbers[place] = Float.floatToRawIntBits(frame.getFloatStatic(slot));
            case F64 -> numbers[place] = Double.doubleToRawLongBits(frame.getDoubleStatic(slot));
            case V128 -> objects[place] = new V128(frame.getLongStatic(slot), frame.getLongStatic(slot + 1));
            default -> objects[place] = frame.getObjectStatic(slot);
        }
    }

    /** Gives every slot from {@code start} on its default, so that the compiler knows a value for it on every path. */
    @ExplodeLoop
    void initialize(VirtualFrame frame, int start) {
        for (int slot = start; slot < kinds.length; slot++) {
            reset(frame, slot, kinds[slot]);
        }
    }

    /** Gives a slot the default of its kind. */
    public static void reset(VirtualFrame frame, int slot, byte kind) {
        switch (kind) {
            case I32 -> frame.setIntStatic(slot, 0);
            case I64, V128 -> frame.setLongStatic(slot, 0);
            case F32 -> frame.setFloatStatic(slot, 0);
            case F64 -> frame.setDoubleStatic(slot, 0);
            default -> frame.setObjectStatic(slot, null);
        }
    }

    /**
     * Puts the arguments of a call into the slots of the parameters, which are the first locals.
     *
     * @return the slot behind those of the parameters
     */
    @ExplodeLoop
    int receive(VirtualFrame frame, long[] numbers, Object[] objects, int firstLocal, int params) {
        int number = 0;
        int object = 0;
        int slot = firstLocal;
        for (int param = 0; param < params; param++, slot++) {
            switch (kinds[slot]) {
                case I32 -> frame.setIntStatic(slot, (int) numbers[number++]);
                case I64 -> frame.setLongStatic(slot, numbers[number++]);
                case F32 -> frame.setFloatStatic(slot, Float.intBitsToFloat((int) numbers[number++]));
                case F64 -> frame.setDoubleStatic(slot, Double.longBitsToDouble(numbers[number++]));
                case V128 -> {
                    V128 vector = (V128) objects[object++];
                    frame.setLongStatic(slot, vector.low());
                    frame.setLongStatic(++slot, vector.high());
                }
                default -> frame.setObjectStatic(slot, objects[object++]);
            }
        }
        return slot;
    }
}
