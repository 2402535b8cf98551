// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.memory;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.MemoryAccess;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Stores to any memory, at {@code i64} addresses or {@code i32} ones that were extended. Spec: Execution, Memory Instructions, t.store. */
final class GeneralStoreNodes {

    private GeneralStoreNodes() {
    }

    static WasmNode create(Opcode op, I64Node address, long offset, int memory, WasmNode value, int codeOffset) {
        return switch (op.operands().charAt(1)) {
            case 'i' -> i32(op, address, offset, memory, (I32Node) value, codeOffset);
            case 'l' -> i64(op, address, offset, memory, (I64Node) value, codeOffset);
            case 'f' -> new F32Store(address, offset, memory, (F32Node) value, codeOffset);
            default -> new F64Store(address, offset, memory, (F64Node) value, codeOffset);
        };
    }

    private static WasmNode i32(Opcode op, I64Node address, long offset, int memory, I32Node value, int codeOffset) {
        return switch (op) {
            case I32_STORE -> new I32Store(address, offset, memory, value, codeOffset);
            case I32_STORE8 -> new I32Store8(address, offset, memory, value, codeOffset);
            case I32_STORE16 -> new I32Store16(address, offset, memory, value, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private static WasmNode i64(Opcode op, I64Node address, long offset, int memory, I64Node value, int codeOffset) {
        return switch (op) {
            case I64_STORE -> new I64Store(address, offset, memory, value, codeOffset);
            case I64_STORE8 -> new I64Store8(address, offset, memory, value, codeOffset);
            case I64_STORE16 -> new I64Store16(address, offset, memory, value, codeOffset);
            case I64_STORE32 -> new I64Store32(address, offset, memory, value, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private abstract static class Access extends WasmNode {
        @Child I64Node address;
        final long offset;
        final int memory;
        final int codeOffset;

        Access(I64Node address, long offset, int memory, int codeOffset) {
            this.address = address;
            this.offset = offset;
            this.memory = memory;
            this.codeOffset = codeOffset;
        }

        final long address(VirtualFrame frame) {
            return MemoryAccess.effective(address.executeLong(frame), offset);
        }

        final WasmMemory memory(VirtualFrame frame) {
            return MemoryAccess.memory(frame, memory);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private abstract static class I32Access extends Access {
        @Child I32Node value;

        I32Access(I64Node address, long offset, int memory, I32Node value, int codeOffset) {
            super(address, offset, memory, codeOffset);
            this.value = value;
        }
    }

    private abstract static class I64Access extends Access {
        @Child I64Node value;

        I64Access(I64Node address, long offset, int memory, I64Node value, int codeOffset) {
            super(address, offset, memory, codeOffset);
            this.value = value;
        }
    }

    private abstract static class F32Access extends Access {
        @Child F32Node value;

        F32Access(I64Node address, long offset, int memory, F32Node value, int codeOffset) {
            super(address, offset, memory, codeOffset);
            this.value = value;
        }
    }

    private abstract static class F64Access extends Access {
        @Child F64Node value;

        F64Access(I64Node address, long offset, int memory, F64Node value, int codeOffset) {
            super(address, offset, memory, codeOffset);
            this.value = value;
        }
    }

    /** {@code i32.store} */
    static final class I32Store extends I32Access {
        I32Store(I64Node address, long offset, int memory, I32Node value, int codeOffset) {
            super(address, offset, memory, value, codeOffset);
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
        I32Store8(I64Node address, long offset, int memory, I32Node value, int codeOffset) {
            super(address, offset, memory, value, codeOffset);
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
        I32Store16(I64Node address, long offset, int memory, I32Node value, int codeOffset) {
            super(address, offset, memory, value, codeOffset);
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
        I64Store(I64Node address, long offset, int memory, I64Node value, int codeOffset) {
            super(address, offset, memory, value, codeOffset);
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
        I64Store8(I64Node address, long offset, int memory, I64Node value, int codeOffset) {
            super(address, offset, memory, value, codeOffset);
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
        I64Store16(I64Node address, long offset, int memory, I64Node value, int codeOffset) {
            super(address, offset, memory, value, codeOffset);
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
        I64Store32(I64Node address, long offset, int memory, I64Node value, int codeOffset) {
            super(address, offset, memory, value, codeOffset);
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
        F32Store(I64Node address, long offset, int memory, F32Node value, int codeOffset) {
            super(address, offset, memory, value, codeOffset);
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
        F64Store(I64Node address, long offset, int memory, F64Node value, int codeOffset) {
            super(address, offset, memory, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long to = address(frame);
            double stored = value.executeDouble(frame);
            memory(frame).storeDouble(to, stored, this);
        }
    }
}
