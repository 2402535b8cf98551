// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.Conversions;
import org.jwasm.runtime.TrapKind;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Conversions of floats to integers, trapping and saturating. Spec: Execution, Numerics, Conversions. */
final class TruncationNodes {

    private TruncationNodes() {
    }

    static WasmNode fromF32(Opcode op, F32Node operand, int codeOffset) {
        return switch (op) {
            case I32_TRUNC_F32_S -> new I32TruncF32S(operand, codeOffset);
            case I32_TRUNC_F32_U -> new I32TruncF32U(operand, codeOffset);
            case I64_TRUNC_F32_S -> new I64TruncF32S(operand, codeOffset);
            case I64_TRUNC_F32_U -> new I64TruncF32U(operand, codeOffset);
            case I32_TRUNC_SAT_F32_S -> new I32TruncSatF32S(operand);
            case I32_TRUNC_SAT_F32_U -> new I32TruncSatF32U(operand);
            case I64_TRUNC_SAT_F32_S -> new I64TruncSatF32S(operand);
            case I64_TRUNC_SAT_F32_U -> new I64TruncSatF32U(operand);
            default -> ConversionNodes.fromF32(op, operand);
        };
    }

    static WasmNode fromF64(Opcode op, F64Node operand, int codeOffset) {
        return switch (op) {
            case I32_TRUNC_F64_S -> new I32TruncF64S(operand, codeOffset);
            case I32_TRUNC_F64_U -> new I32TruncF64U(operand, codeOffset);
            case I64_TRUNC_F64_S -> new I64TruncF64S(operand, codeOffset);
            case I64_TRUNC_F64_U -> new I64TruncF64U(operand, codeOffset);
            case I32_TRUNC_SAT_F64_S -> new I32TruncSatF64S(operand);
            case I32_TRUNC_SAT_F64_U -> new I32TruncSatF64U(operand);
            case I64_TRUNC_SAT_F64_S -> new I64TruncSatF64S(operand);
            case I64_TRUNC_SAT_F64_U -> new I64TruncSatF64U(operand);
            default -> ConversionNodes.fromF64(op, operand);
        };
    }

    /** Why a value that does not fit can't be converted. */
    private static TrapKind failure(double value) {
        return value != value ? TrapKind.INVALID_CONVERSION_TO_INTEGER : TrapKind.INTEGER_OVERFLOW;
    }

    private abstract static class I32TruncF32 extends I32Node {
        @Child F32Node operand;
        final int codeOffset;

        I32TruncF32(F32Node operand, int codeOffset) {
            this.operand = operand;
            this.codeOffset = codeOffset;
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private abstract static class I32TruncSatF32 extends I32Node {
        @Child F32Node operand;

        I32TruncSatF32(F32Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class I32TruncF64 extends I32Node {
        @Child F64Node operand;
        final int codeOffset;

        I32TruncF64(F64Node operand, int codeOffset) {
            this.operand = operand;
            this.codeOffset = codeOffset;
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private abstract static class I32TruncSatF64 extends I32Node {
        @Child F64Node operand;

        I32TruncSatF64(F64Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class I64TruncF32 extends I64Node {
        @Child F32Node operand;
        final int codeOffset;

        I64TruncF32(F32Node operand, int codeOffset) {
            this.operand = operand;
            this.codeOffset = codeOffset;
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private abstract static class I64TruncSatF32 extends I64Node {
        @Child F32Node operand;

        I64TruncSatF32(F32Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class I64TruncF64 extends I64Node {
        @Child F64Node operand;
        final int codeOffset;

        I64TruncF64(F64Node operand, int codeOffset) {
            this.operand = operand;
            this.codeOffset = codeOffset;
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    private abstract static class I64TruncSatF64 extends I64Node {
        @Child F64Node operand;

        I64TruncSatF64(F64Node operand) {
            this.operand = operand;
        }
    }

    /** {@code i32.trunc_f32_s} */
    static final class I32TruncF32S extends I32TruncF32 {
        I32TruncF32S(F32Node operand, int codeOffset) {
            super(operand, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            float value = operand.executeFloat(frame);
            if (!Conversions.fitsI32S(value)) {
                throw trap(failure(value));
            }
            return Conversions.truncSatI32S(value);
        }
    }

    /** {@code i32.trunc_f32_u} */
    static final class I32TruncF32U extends I32TruncF32 {
        I32TruncF32U(F32Node operand, int codeOffset) {
            super(operand, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            float value = operand.executeFloat(frame);
            if (!Conversions.fitsI32U(value)) {
                throw trap(failure(value));
            }
            return Conversions.truncSatI32U(value);
        }
    }

    /** {@code i32.trunc_f64_s} */
    static final class I32TruncF64S extends I32TruncF64 {
        I32TruncF64S(F64Node operand, int codeOffset) {
            super(operand, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            double value = operand.executeDouble(frame);
            if (!Conversions.fitsI32S(value)) {
                throw trap(failure(value));
            }
            return Conversions.truncSatI32S(value);
        }
    }

    /** {@code i32.trunc_f64_u} */
    static final class I32TruncF64U extends I32TruncF64 {
        I32TruncF64U(F64Node operand, int codeOffset) {
            super(operand, codeOffset);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            double value = operand.executeDouble(frame);
            if (!Conversions.fitsI32U(value)) {
                throw trap(failure(value));
            }
            return Conversions.truncSatI32U(value);
        }
    }

    /** {@code i64.trunc_f32_s} */
    static final class I64TruncF32S extends I64TruncF32 {
        I64TruncF32S(F32Node operand, int codeOffset) {
            super(operand, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            float value = operand.executeFloat(frame);
            if (!Conversions.fitsI64S(value)) {
                throw trap(failure(value));
            }
            return Conversions.truncSatI64S(value);
        }
    }

    /** {@code i64.trunc_f32_u} */
    static final class I64TruncF32U extends I64TruncF32 {
        I64TruncF32U(F32Node operand, int codeOffset) {
            super(operand, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            float value = operand.executeFloat(frame);
            if (!Conversions.fitsI64U(value)) {
                throw trap(failure(value));
            }
            return Conversions.truncSatI64U(value);
        }
    }

    /** {@code i64.trunc_f64_s} */
    static final class I64TruncF64S extends I64TruncF64 {
        I64TruncF64S(F64Node operand, int codeOffset) {
            super(operand, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            double value = operand.executeDouble(frame);
            if (!Conversions.fitsI64S(value)) {
                throw trap(failure(value));
            }
            return Conversions.truncSatI64S(value);
        }
    }

    /** {@code i64.trunc_f64_u} */
    static final class I64TruncF64U extends I64TruncF64 {
        I64TruncF64U(F64Node operand, int codeOffset) {
            super(operand, codeOffset);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            double value = operand.executeDouble(frame);
            if (!Conversions.fitsI64U(value)) {
                throw trap(failure(value));
            }
            return Conversions.truncSatI64U(value);
        }
    }

    /** {@code i32.trunc_sat_f32_s} */
    static final class I32TruncSatF32S extends I32TruncSatF32 {
        I32TruncSatF32S(F32Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return Conversions.truncSatI32S(operand.executeFloat(frame));
        }
    }

    /** {@code i32.trunc_sat_f32_u} */
    static final class I32TruncSatF32U extends I32TruncSatF32 {
        I32TruncSatF32U(F32Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return Conversions.truncSatI32U(operand.executeFloat(frame));
        }
    }

    /** {@code i32.trunc_sat_f64_s} */
    static final class I32TruncSatF64S extends I32TruncSatF64 {
        I32TruncSatF64S(F64Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return Conversions.truncSatI32S(operand.executeDouble(frame));
        }
    }

    /** {@code i32.trunc_sat_f64_u} */
    static final class I32TruncSatF64U extends I32TruncSatF64 {
        I32TruncSatF64U(F64Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return Conversions.truncSatI32U(operand.executeDouble(frame));
        }
    }

    /** {@code i64.trunc_sat_f32_s} */
    static final class I64TruncSatF32S extends I64TruncSatF32 {
        I64TruncSatF32S(F32Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return Conversions.truncSatI64S(operand.executeFloat(frame));
        }
    }

    /** {@code i64.trunc_sat_f32_u} */
    static final class I64TruncSatF32U extends I64TruncSatF32 {
        I64TruncSatF32U(F32Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return Conversions.truncSatI64U(operand.executeFloat(frame));
        }
    }

    /** {@code i64.trunc_sat_f64_s} */
    static final class I64TruncSatF64S extends I64TruncSatF64 {
        I64TruncSatF64S(F64Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return Conversions.truncSatI64S(operand.executeDouble(frame));
        }
    }

    /** {@code i64.trunc_sat_f64_u} */
    static final class I64TruncSatF64U extends I64TruncSatF64 {
        I64TruncSatF64U(F64Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return Conversions.truncSatI64U(operand.executeDouble(frame));
        }
    }
}
