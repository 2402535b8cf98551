// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.MemoryAccess;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/**
 * Stores to memory 0 whose address is a local plus a constant, wrapped to 32 bits before the offset is added.
 *
 * <p>Spec: Execution, Memory Instructions, t.store.
 */
final class LocalStoreNodes {

    private LocalStoreNodes() {
    }

    static WasmNode create(Opcode op, int slot, int constant, long offset, WasmNode value, int codeOffset) {
        return switch (op.operands().charAt(1)) {
            case 'i' -> i32(op, slot, constant, offset, (I32Node) value, codeOffset);
            case 'l' -> i64(op, slot, constant, offset, (I64Node) value, codeOffset);
            case 'f' -> new F32Store(slot, constant, offset, (F32Node) value, codeOffset);
            default -> new F64Store(slot, constant, offset, (F64Node) value, codeOffset);
        };
    }

    private static WasmNode i32(Opcode op, int slot, int constant, long offset, I32Node value, int codeOffset) {
        return switch (op) {
            case I32_STORE -> new I32Store(slot, constant, offset, value, codeOffset);
            case I32_STORE8 -> new I32Store8(slot, constant, offset, value, codeOffset);
            case I32_STORE16 -> new I32Store16(slot, constant, offset, value, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private static WasmNode i64(Opcode op, int slot, int constant, long offset, I64Node value, int codeOffset) {
        return switch (op) {
            case I64_STORE -> new I64Store(slot, constant, offset, value, codeOffset);
            case I64_STORE8 -> new I64Store8(slot, constant, offset, value, codeOffset);
            case I64_STORE16 -> new I64Store16(slot, constant, offset, value, codeOffset);
            case I64_STORE32 -> new I64Store32(slot, constant, offset, value, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private abstract static class Access extends WasmNode {
        final int slot;
        final int constant;
        final long offset;
        final int codeOffset;

        Access(int slot, int constant, long offset, int codeOffset) {
            this.slot = slot;
            this.constant = constant;
            this.offset = offset;
            this.codeOffset = codeOffset;
        }

        final long address(VirtualFrame frame) {
            return MemoryAccess.effective(frame.getIntStatic(slot) + constant, offset);
        }

        final WasmMemory memory(VirtualFrame frame) {
            return MemoryAccess.memory(frame);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private abstract static class I32Access extends Access {
        @Child I32Node value;

        I32Access(int slot, int constant, long offset, I32Node value, int codeOffset) {
            super(slot, constant, offset, codeOffset);
            this.value = value;
        }
    }

    private abstract static class I64Access extends Access {
        @Child I64Node value;

        I64Access(int slot, int constant, long offset, I64Node value, int codeOffset) {
            super(slot, constant, offset, codeOffset);
            this.value = value;
        }
    }

    private abstract static class F32Access extends Access {
        @Child F32Node value;

        F32Access(int slot, int constant, long offset, F32Node value, int codeOffset) {
            super(slot, constant, offset, codeOffset);
            this.value = value;
        }
    }

    private abstract static class F64Access extends Access {
        @Child F64Node value;

        F64Access(int slot, int constant, long offset, F64Node value, int codeOffset) {
            super(slot, constant, offset, codeOffset);
            this.value = value;
        }
    }

    /** {@code i32.store} */
    static final class I32Store extends I32Access {
        I32Store(int slot, int constant, long offset, I32Node value, int codeOffset) {
            super(slot, constant, offset, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            int stored = value.executeInt(frame);
            memory(frame).storeInt(to, stored, this);
        }
    }

    /** {@code i32.store8} */
    static final class I32Store8 extends I32Access {
        I32Store8(int slot, int constant, long offset, I32Node value, int codeOffset) {
            super(slot, constant, offset, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            byte stored = (byte) value.executeInt(frame);
            memory(frame).storeByte(to, stored, this);
        }
    }

    /** {@code i32.store16} */
    static final class I32Store16 extends I32Access {
        I32Store16(int slot, int constant, long offset, I32Node value, int codeOffset) {
            super(slot, constant, offset, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            short stored = (short) value.executeInt(frame);
            memory(frame).storeShort(to, stored, this);
        }
    }

    /** {@code i64.store} */
    static final class I64Store extends I64Access {
        I64Store(int slot, int constant, long offset, I64Node value, int codeOffset) {
            super(slot, constant, offset, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            long stored = value.executeLong(frame);
            memory(frame).storeLong(to, stored, this);
        }
    }

    /** {@code i64.store8} */
    static final class I64Store8 extends I64Access {
        I64Store8(int slot, int constant, long offset, I64Node value, int codeOffset) {
            super(slot, constant, offset, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            byte stored = (byte) value.executeLong(frame);
            memory(frame).storeByte(to, stored, this);
        }
    }

    /** {@code i64.store16} */
    static final class I64Store16 extends I64Access {
        I64Store16(int slot, int constant, long offset, I64Node value, int codeOffset) {
            super(slot, constant, offset, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            short stored = (short) value.executeLong(frame);
            memory(frame).storeShort(to, stored, this);
        }
    }

    /** {@code i64.store32} */
    static final class I64Store32 extends I64Access {
        I64Store32(int slot, int constant, long offset, I64Node value, int codeOffset) {
            super(slot, constant, offset, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            int stored = (int) value.executeLong(frame);
            memory(frame).storeInt(to, stored, this);
        }
    }

    /** {@code f32.store} */
    static final class F32Store extends F32Access {
        F32Store(int slot, int constant, long offset, F32Node value, int codeOffset) {
            super(slot, constant, offset, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            float stored = value.executeFloat(frame);
            memory(frame).storeFloat(to, stored, this);
        }
    }

    /** {@code f64.store} */
    static final class F64Store extends F64Access {
        F64Store(int slot, int constant, long offset, F64Node value, int codeOffset) {
            super(slot, constant, offset, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            double stored = value.executeDouble(frame);
            memory(frame).storeDouble(to, stored, this);
        }
    }
}
