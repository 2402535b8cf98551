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
 * Loads of memory 0 whose address is a local plus a constant, wrapped to 32 bits before the offset is added.
 *
 * <p>Spec: Execution, Memory Instructions, t.load.
 */
final class LocalLoadNodes {

    private LocalLoadNodes() {
    }

    static WasmNode create(Opcode op, int slot, int constant, long offset, int codeOffset) {
        return switch (op) {
            case I32_LOAD -> new I32Load(slot, constant, offset, codeOffset);
            case I32_LOAD8_S -> new I32Load8S(slot, constant, offset, codeOffset);
            case I32_LOAD8_U -> new I32Load8U(slot, constant, offset, codeOffset);
            case I32_LOAD16_S -> new I32Load16S(slot, constant, offset, codeOffset);
            case I32_LOAD16_U -> new I32Load16U(slot, constant, offset, codeOffset);
            case I64_LOAD -> new I64Load(slot, constant, offset, codeOffset);
            case I64_LOAD8_S -> new I64Load8S(slot, constant, offset, codeOffset);
            case I64_LOAD8_U -> new I64Load8U(slot, constant, offset, codeOffset);
            case I64_LOAD16_S -> new I64Load16S(slot, constant, offset, codeOffset);
            case I64_LOAD16_U -> new I64Load16U(slot, constant, offset, codeOffset);
            case I64_LOAD32_S -> new I64Load32S(slot, constant, offset, codeOffset);
            case I64_LOAD32_U -> new I64Load32U(slot, constant, offset, codeOffset);
            case F32_LOAD -> new F32Load(slot, constant, offset, codeOffset);
            case F64_LOAD -> new F64Load(slot, constant, offset, codeOffset);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private abstract static class I32Access extends I32Node {
        final int slot;
        final int constant;
        final long offset;
        final int codeOffset;

        I32Access(int slot, int constant, long offset, int codeOffset) {
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

    private abstract static class I64Access extends I64Node {
        final int slot;
        final int constant;
        final long offset;
        final int codeOffset;

        I64Access(int slot, int constant, long offset, int codeOffset) {
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

    private abstract static class F32Access extends F32Node {
        final int slot;
        final int constant;
        final long offset;
        final int codeOffset;

        F32Access(int slot, int constant, long offset, int codeOffset) {
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

    private abstract static class F64Access extends F64Node {
        final int slot;
        final int constant;
        final long offset;
        final int codeOffset;

        F64Access(int slot, int constant, long offset, int codeOffset) {
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

    /** {@code i32.load} */
    static final class I32Load extends I32Access {
        I32Load(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadInt(address(frame), this);
        }
    }

    /** {@code i32.load8_s} */
    static final class I32Load8S extends I32Access {
        I32Load8S(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadByte(address(frame), this);
        }
    }

    /** {@code i32.load8_u} */
    static final class I32Load8U extends I32Access {
        I32Load8U(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadByte(address(frame), this) & 0xFF;
        }
    }

    /** {@code i32.load16_s} */
    static final class I32Load16S extends I32Access {
        I32Load16S(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadShort(address(frame), this);
        }
    }

    /** {@code i32.load16_u} */
    static final class I32Load16U extends I32Access {
        I32Load16U(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return memory(frame).loadShort(address(frame), this) & 0xFFFF;
        }
    }

    /** {@code i64.load} */
    static final class I64Load extends I64Access {
        I64Load(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadLong(address(frame), this);
        }
    }

    /** {@code i64.load8_s} */
    static final class I64Load8S extends I64Access {
        I64Load8S(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadByte(address(frame), this);
        }
    }

    /** {@code i64.load8_u} */
    static final class I64Load8U extends I64Access {
        I64Load8U(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadByte(address(frame), this) & 0xFFL;
        }
    }

    /** {@code i64.load16_s} */
    static final class I64Load16S extends I64Access {
        I64Load16S(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadShort(address(frame), this);
        }
    }

    /** {@code i64.load16_u} */
    static final class I64Load16U extends I64Access {
        I64Load16U(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadShort(address(frame), this) & 0xFFFFL;
        }
    }

    /** {@code i64.load32_s} */
    static final class I64Load32S extends I64Access {
        I64Load32S(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadInt(address(frame), this);
        }
    }

    /** {@code i64.load32_u} */
    static final class I64Load32U extends I64Access {
        I64Load32U(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return memory(frame).loadInt(address(frame), this) & 0xFFFFFFFFL;
        }
    }

    /** {@code f32.load} */
    static final class F32Load extends F32Access {
        F32Load(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return memory(frame).loadFloat(address(frame), this);
        }
    }

    /** {@code f64.load} */
    static final class F64Load extends F64Access {
        F64Load(int slot, int constant, long offset, int codeOffset) {
            super(slot, constant, offset, codeOffset);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return memory(frame).loadDouble(address(frame), this);
        }
    }
}
