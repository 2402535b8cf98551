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

/** Stores to memory 0 at a constant effective address. Spec: Execution, Memory Instructions, t.store. */
final class ConstantStoreNodes {

    private ConstantStoreNodes() {
    }

    static WasmNode create(Opcode op, long address, WasmNode value, int codeOffset) {
        return switch (op.operands().charAt(1)) {
            case 'i' -> i32(op, address, (I32Node) value, codeOffset);
            case 'l' -> i64(op, address, (I64Node) value, codeOffset);
            case 'f' -> new F32Store(address, (F32Node) value, codeOffset);
            default -> new F64Store(address, (F64Node) value, codeOffset);
        };
    }

    private static WasmNode i32(Opcode op, long address, I32Node value, int codeOffset) {
        return switch (op) {
            case I32_STORE -> new I32Store(address, value, codeOffset);
            case I32_STORE8 -> new I32Store8(address, value, codeOffset);
            case I32_STORE16 -> new I32Store16(address, value, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private static WasmNode i64(Opcode op, long address, I64Node value, int codeOffset) {
        return switch (op) {
            case I64_STORE -> new I64Store(address, value, codeOffset);
            case I64_STORE8 -> new I64Store8(address, value, codeOffset);
            case I64_STORE16 -> new I64Store16(address, value, codeOffset);
            case I64_STORE32 -> new I64Store32(address, value, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private abstract static class Access extends WasmNode {
        final long address;
        final int codeOffset;

        Access(long address, int codeOffset) {
            this.address = address;
            this.codeOffset = codeOffset;
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

        I32Access(long address, I32Node value, int codeOffset) {
            super(address, codeOffset);
            this.value = value;
        }
    }

    private abstract static class I64Access extends Access {
        @Child I64Node value;

        I64Access(long address, I64Node value, int codeOffset) {
            super(address, codeOffset);
            this.value = value;
        }
    }

    private abstract static class F32Access extends Access {
        @Child F32Node value;

        F32Access(long address, F32Node value, int codeOffset) {
            super(address, codeOffset);
            this.value = value;
        }
    }

    private abstract static class F64Access extends Access {
        @Child F64Node value;

        F64Access(long address, F64Node value, int codeOffset) {
            super(address, codeOffset);
            this.value = value;
        }
    }

    /** {@code i32.store} */
    static final class I32Store extends I32Access {
        I32Store(long address, I32Node value, int codeOffset) {
            super(address, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            int stored = value.executeInt(frame);
            memory(frame).storeInt(address, stored, this);
        }
    }

    /** {@code i32.store8} */
    static final class I32Store8 extends I32Access {
        I32Store8(long address, I32Node value, int codeOffset) {
            super(address, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            byte stored = (byte) value.executeInt(frame);
            memory(frame).storeByte(address, stored, this);
        }
    }

    /** {@code i32.store16} */
    static final class I32Store16 extends I32Access {
        I32Store16(long address, I32Node value, int codeOffset) {
            super(address, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            short stored = (short) value.executeInt(frame);
            memory(frame).storeShort(address, stored, this);
        }
    }

    /** {@code i64.store} */
    static final class I64Store extends I64Access {
        I64Store(long address, I64Node value, int codeOffset) {
            super(address, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long stored = value.executeLong(frame);
            memory(frame).storeLong(address, stored, this);
        }
    }

    /** {@code i64.store8} */
    static final class I64Store8 extends I64Access {
        I64Store8(long address, I64Node value, int codeOffset) {
            super(address, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            byte stored = (byte) value.executeLong(frame);
            memory(frame).storeByte(address, stored, this);
        }
    }

    /** {@code i64.store16} */
    static final class I64Store16 extends I64Access {
        I64Store16(long address, I64Node value, int codeOffset) {
            super(address, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            short stored = (short) value.executeLong(frame);
            memory(frame).storeShort(address, stored, this);
        }
    }

    /** {@code i64.store32} */
    static final class I64Store32 extends I64Access {
        I64Store32(long address, I64Node value, int codeOffset) {
            super(address, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            int stored = (int) value.executeLong(frame);
            memory(frame).storeInt(address, stored, this);
        }
    }

    /** {@code f32.store} */
    static final class F32Store extends F32Access {
        F32Store(long address, F32Node value, int codeOffset) {
            super(address, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            float stored = value.executeFloat(frame);
            memory(frame).storeFloat(address, stored, this);
        }
    }

    /** {@code f64.store} */
    static final class F64Store extends F64Access {
        F64Store(long address, F64Node value, int codeOffset) {
            super(address, value, codeOffset);
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            double stored = value.executeDouble(frame);
            memory(frame).storeDouble(address, stored, this);
        }
    }
}
