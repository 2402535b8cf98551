// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.runtime.V128;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.frame.VirtualFrame;

/**
 * Reads and writes of frame slots: locals and the temporaries that hold operands across statements.
 *
 * <p>A vector takes two slots, one after the other, for its halves: so it is never an object that lives on.
 *
 * <p>Spec: Execution, Variable Instructions.
 */
public final class LocalNodes {

    /** What reads a slot. */
    public interface Get {

        int slot();
    }

    private LocalNodes() {
    }

    /** The content of a slot. */
    public static WasmNode get(ValueType type, int slot) {
        return switch (type.kind()) {
            case I32 -> new I32Get(slot);
            case I64 -> new I64Get(slot);
            case F32 -> new F32Get(slot);
            case F64 -> new F64Get(slot);
            case V128 -> new V128Get(slot);
            default -> new RefGet(slot);
        };
    }

    /** A statement that puts a value into a slot. */
    public static WasmNode set(int slot, WasmNode value) {
        return switch (value.kind()) {
            case I32 -> new I32Set(slot, (I32Node) value);
            case I64 -> new I64Set(slot, (I64Node) value);
            case F32 -> new F32Set(slot, (F32Node) value);
            case F64 -> new F64Set(slot, (F64Node) value);
            case V128 -> new V128Set(slot, (V128Node) value);
            case REF -> new RefSet(slot, (RefNode) value);
            case I8, I16 -> throw new IllegalArgumentException(value.toString());
        };
    }

    /** {@code local.get} of i32 */
    public static final class I32Get extends I32Node implements Get {
        final int slot;

        public I32Get(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return frame.getIntStatic(slot);
        }
    }

    /** {@code local.set} of i32 */
    public static final class I32Set extends WasmNode {
        final int slot;
        @Child I32Node value;

        public I32Set(int slot, I32Node value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            frame.setIntStatic(slot, value.executeInt(frame));
        }
    }

    /** {@code local.get} of i64 */
    public static final class I64Get extends I64Node implements Get {
        final int slot;

        public I64Get(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return frame.getLongStatic(slot);
        }
    }

    /** {@code local.set} of i64 */
    public static final class I64Set extends WasmNode {
        final int slot;
        @Child I64Node value;

        public I64Set(int slot, I64Node value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            frame.setLongStatic(slot, value.executeLong(frame));
        }
    }

    /** {@code local.get} of f32 */
    public static final class F32Get extends F32Node implements Get {
        final int slot;

        public F32Get(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return frame.getFloatStatic(slot);
        }
    }

    /** {@code local.set} of f32 */
    public static final class F32Set extends WasmNode {
        final int slot;
        @Child F32Node value;

        public F32Set(int slot, F32Node value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            frame.setFloatStatic(slot, value.executeFloat(frame));
        }
    }

    /** {@code local.get} of f64 */
    public static final class F64Get extends F64Node implements Get {
        final int slot;

        public F64Get(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return frame.getDoubleStatic(slot);
        }
    }

    /** {@code local.set} of f64 */
    public static final class F64Set extends WasmNode {
        final int slot;
        @Child F64Node value;

        public F64Set(int slot, F64Node value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            frame.setDoubleStatic(slot, value.executeDouble(frame));
        }
    }

    /** {@code local.get} of v128 */
    public static final class V128Get extends V128Node implements Get {
        final int slot;

        public V128Get(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            return new V128(frame.getLongStatic(slot), frame.getLongStatic(slot + 1));
        }
    }

    /** {@code local.set} of v128 */
    public static final class V128Set extends WasmNode {
        final int slot;
        @Child V128Node value;

        public V128Set(int slot, V128Node value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            V128 vector = value.executeVector(frame);
            frame.setLongStatic(slot, vector.low());
            frame.setLongStatic(slot + 1, vector.high());
        }
    }

    /** {@code local.get} of a reference */
    public static final class RefGet extends RefNode implements Get {
        final int slot;

        public RefGet(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            return frame.getObjectStatic(slot);
        }
    }

    /** {@code local.set} of a reference */
    public static final class RefSet extends WasmNode {
        final int slot;
        @Child RefNode value;

        public RefSet(int slot, RefNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            frame.setObjectStatic(slot, value.executeObject(frame));
        }
    }
}
