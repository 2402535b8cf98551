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

/** Loads of memory 0 at {@code i32} addresses. Spec: Execution, Memory Instructions, t.load. */
final class LoadNodes {

    private LoadNodes() {
    }

    static WasmNode create(Opcode op, I32Node address, long offset, int codeOffset) {
        return switch (op) {
            case I32_LOAD -> new I32Load(address, offset, codeOffset);
            case I32_LOAD8_S -> new I32Load8S(address, offset, codeOffset);
            case I32_LOAD8_U -> new I32Load8U(address, offset, codeOffset);
            case I32_LOAD16_S -> new I32Load16S(address, offset, codeOffset);
            case I32_LOAD16_U -> new I32Load16U(address, offset, codeOffset);
            case I64_LOAD -> new I64Load(address, offset, codeOffset);
            case I64_LOAD8_S -> new I64Load8S(address, offset, codeOffset);
            case I64_LOAD8_U -> new I64Load8U(address, offset, codeOffset);
            case I64_LOAD16_S -> new I64Load16S(address, offset, codeOffset);
            case I64_LOAD16_U -> new I64Load16U(address, offset, codeOffset);
            case I64_LOAD32_S -> new I64Load32S(address, offset, codeOffset);
            case I64_LOAD32_U -> new I64Load32U(address, offset, codeOffset);
            case F32_LOAD -> new F32Load(address, offset, codeOffset);
            case F64_LOAD -> new F64Load(address, offset, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private abstract static class I32Access extends I32Node {
        @Child I32Node address;
        final long offset;
        final int codeOffset;

        I32Access(I32Node address, long offset, int codeOffset) {
            this.address = address;
            this.offset = offset;
            this.codeOffset = codeOffset;
        }

        final long address(VirtualFrame frame) {
            return MemoryAccess.effective(address.executeInt(frame), offset);
        }

        final WasmMemory memory(VirtualFrame frame) {
            return MemoryAccess.memory(frame);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private abstract static class I64Access extends I64Node {
        @Child I32Node address;
        final long offset;
        final int codeOffset;

        I64Access(I32Node address, long offset, int codeOffset) {
            this.address = address;
            this.offset = offset;
            this.codeOffset = codeOffset;
        }

        final long address(VirtualFrame frame) {
            return MemoryAccess.effective(address.executeInt(frame), offset);
        }

        final WasmMemory memory(VirtualFrame frame) {
            return MemoryAccess.memory(frame);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private abstract static class F32Access extends F32Node {
        @Child I32Node address;
        final long offset;
        final int codeOffset;

        F32Access(I32Node address, long offset, int codeOffset) {
            this.address = address;
            this.offset = offset;
            this.codeOffset = codeOffset;
        }

        final long address(VirtualFrame frame) {
            return MemoryAccess.effective(address.executeInt(frame), offset);
        }

        final WasmMemory memory(VirtualFrame frame) {
            return MemoryAccess.memory(frame);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private abstract static class F64Access extends F64Node {
        @Child I32Node address;
        final long offset;
        final int codeOffset;

        F64Access(I32Node address, long offset, int codeOffset) {
            this.address = address;
            this.offset = offset;
            this.codeOffset = codeOffset;
        }

        final long address(VirtualFrame frame) {
            return MemoryAccess.effective(address.executeInt(frame), offset);
        }

        final WasmMemory memory(VirtualFrame frame) {
            return MemoryAccess.memory(frame);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code i32.load} */
    static final class I32Load extends I32Access {
        I32Load(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadInt(address(frame), this);
        }
    }

    /** {@code i32.load8_s} */
    static final class I32Load8S extends I32Access {
        I32Load8S(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadByte(address(frame), this);
        }
    }

    /** {@code i32.load8_u} */
    static final class I32Load8U extends I32Access {
        I32Load8U(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadByte(address(frame), this) & 0xFF;
        }
    }

    /** {@code i32.load16_s} */
    static final class I32Load16S extends I32Access {
        I32Load16S(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadShort(address(frame), this);
        }
    }

    /** {@code i32.load16_u} */
    static final class I32Load16U extends I32Access {
        I32Load16U(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadShort(address(frame), this) & 0xFFFF;
        }
    }

    /** {@code i64.load} */
    static final class I64Load extends I64Access {
        I64Load(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadLong(address(frame), this);
        }
    }

    /** {@code i64.load8_s} */
    static final class I64Load8S extends I64Access {
        I64Load8S(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadByte(address(frame), this);
        }
    }

    /** {@code i64.load8_u} */
    static final class I64Load8U extends I64Access {
        I64Load8U(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadByte(address(frame), this) & 0xFFL;
        }
    }

    /** {@code i64.load16_s} */
    static final class I64Load16S extends I64Access {
        I64Load16S(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadShort(address(frame), this);
        }
    }

    /** {@code i64.load16_u} */
    static final class I64Load16U extends I64Access {
        I64Load16U(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadShort(address(frame), this) & 0xFFFFL;
        }
    }

    /** {@code i64.load32_s} */
    static final class I64Load32S extends I64Access {
        I64Load32S(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadInt(address(frame), this);
        }
    }

    /** {@code i64.load32_u} */
    static final class I64Load32U extends I64Access {
        I64Load32U(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadInt(address(frame), this) & 0xFFFFFFFFL;
        }
    }

    /** {@code f32.load} */
    static final class F32Load extends F32Access {
        F32Load(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return memory(frame).loadFloat(address(frame), this);
        }
    }

    /** {@code f64.load} */
    static final class F64Load extends F64Access {
        F64Load(I32Node address, long offset, int codeOffset) {
            super(address, offset, codeOffset);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return memory(frame).loadDouble(address(frame), this);
        }
    }
}
