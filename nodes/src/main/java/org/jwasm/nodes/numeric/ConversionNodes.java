// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.Conversions;
import org.jwasm.structure.Opcode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Conversions other than those of floats to integers. Spec: Execution, Numerics, Conversions. */
final class ConversionNodes {

    private ConversionNodes() {
    }

    static WasmNode fromI32(Opcode op, I32Node operand) {
        return switch (op) {
            case I64_EXTEND_I32_S -> new I64ExtendI32S(operand);
            case I64_EXTEND_I32_U -> new I64ExtendI32U(operand);
            case F32_CONVERT_I32_S -> new F32ConvertI32S(operand);
            case F32_CONVERT_I32_U -> new F32ConvertI32U(operand);
            case F64_CONVERT_I32_S -> new F64ConvertI32S(operand);
            case F64_CONVERT_I32_U -> new F64ConvertI32U(operand);
            case F32_REINTERPRET_I32 -> new F32ReinterpretI32(operand);
            default -> throw NumericNodes.notNumeric(op);
        };
    }

    static WasmNode fromI64(Opcode op, I64Node operand) {
        return switch (op) {
            case I32_WRAP_I64 -> new I32WrapI64(operand);
            case F32_CONVERT_I64_S -> new F32ConvertI64S(operand);
            case F32_CONVERT_I64_U -> new F32ConvertI64U(operand);
            case F64_CONVERT_I64_S -> new F64ConvertI64S(operand);
            case F64_CONVERT_I64_U -> new F64ConvertI64U(operand);
            case F64_REINTERPRET_I64 -> new F64ReinterpretI64(operand);
            default -> throw NumericNodes.notNumeric(op);
        };
    }

    static WasmNode fromF32(Opcode op, F32Node operand) {
        return switch (op) {
            case F64_PROMOTE_F32 -> new F64PromoteF32(operand);
            case I32_REINTERPRET_F32 -> new I32ReinterpretF32(operand);
            default -> throw NumericNodes.notNumeric(op);
        };
    }

    static WasmNode fromF64(Opcode op, F64Node operand) {
        return switch (op) {
            case F32_DEMOTE_F64 -> new F32DemoteF64(operand);
            case I64_REINTERPRET_F64 -> new I64ReinterpretF64(operand);
            default -> throw NumericNodes.notNumeric(op);
        };
    }

    private abstract static class I32FromI64 extends I32Node {
        @Child I64Node operand;

        I32FromI64(I64Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class I64FromI32 extends I64Node {
        @Child I32Node operand;

        I64FromI32(I32Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class F32FromI32 extends F32Node {
        @Child I32Node operand;

        F32FromI32(I32Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class F32FromI64 extends F32Node {
        @Child I64Node operand;

        F32FromI64(I64Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class F32FromF64 extends F32Node {
        @Child F64Node operand;

        F32FromF64(F64Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class F64FromI32 extends F64Node {
        @Child I32Node operand;

        F64FromI32(I32Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class F64FromI64 extends F64Node {
        @Child I64Node operand;

        F64FromI64(I64Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class F64FromF32 extends F64Node {
        @Child F32Node operand;

        F64FromF32(F32Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class I32FromF32 extends I32Node {
        @Child F32Node operand;

        I32FromF32(F32Node operand) {
            this.operand = operand;
        }
    }

    private abstract static class I64FromF64 extends I64Node {
        @Child F64Node operand;

        I64FromF64(F64Node operand) {
            this.operand = operand;
        }
    }

    /** {@code i32.wrap_i64} */
    static final class I32WrapI64 extends I32FromI64 {
        I32WrapI64(I64Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return (int) operand.executeLong(frame);
        }
    }

    /** {@code i64.extend_i32_s} */
    static final class I64ExtendI32S extends I64FromI32 {
        I64ExtendI32S(I32Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return operand.executeInt(frame);
        }
    }

    /** {@code i64.extend_i32_u} */
    static final class I64ExtendI32U extends I64FromI32 {
        I64ExtendI32U(I32Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return operand.executeInt(frame) & 0xFFFFFFFFL;
        }
    }

    /** {@code f32.convert_i32_s} */
    static final class F32ConvertI32S extends F32FromI32 {
        F32ConvertI32S(I32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return operand.executeInt(frame);
        }
    }

    /** {@code f32.convert_i32_u} */
    static final class F32ConvertI32U extends F32FromI32 {
        F32ConvertI32U(I32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return Conversions.convertI32UToF32(operand.executeInt(frame));
        }
    }

    /** {@code f32.convert_i64_s} */
    static final class F32ConvertI64S extends F32FromI64 {
        F32ConvertI64S(I64Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return operand.executeLong(frame);
        }
    }

    /** {@code f32.convert_i64_u} */
    static final class F32ConvertI64U extends F32FromI64 {
        F32ConvertI64U(I64Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return Conversions.convertI64UToF32(operand.executeLong(frame));
        }
    }

    /** {@code f32.demote_f64} */
    static final class F32DemoteF64 extends F32FromF64 {
        F32DemoteF64(F64Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return Conversions.demote(operand.executeDouble(frame));
        }
    }

    /** {@code f64.convert_i32_s} */
    static final class F64ConvertI32S extends F64FromI32 {
        F64ConvertI32S(I32Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return operand.executeInt(frame);
        }
    }

    /** {@code f64.convert_i32_u} */
    static final class F64ConvertI32U extends F64FromI32 {
        F64ConvertI32U(I32Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return Conversions.convertI32UToF64(operand.executeInt(frame));
        }
    }

    /** {@code f64.convert_i64_s} */
    static final class F64ConvertI64S extends F64FromI64 {
        F64ConvertI64S(I64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return operand.executeLong(frame);
        }
    }

    /** {@code f64.convert_i64_u} */
    static final class F64ConvertI64U extends F64FromI64 {
        F64ConvertI64U(I64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return Conversions.convertI64UToF64(operand.executeLong(frame));
        }
    }

    /** {@code f64.promote_f32} */
    static final class F64PromoteF32 extends F64FromF32 {
        F64PromoteF32(F32Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return Conversions.promote(operand.executeFloat(frame));
        }
    }

    /** {@code i32.reinterpret_f32} */
    static final class I32ReinterpretF32 extends I32FromF32 {
        I32ReinterpretF32(F32Node operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return Float.floatToRawIntBits(operand.executeFloat(frame));
        }
    }

    /** {@code i64.reinterpret_f64} */
    static final class I64ReinterpretF64 extends I64FromF64 {
        I64ReinterpretF64(F64Node operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return Double.doubleToRawLongBits(operand.executeDouble(frame));
        }
    }

    /** {@code f32.reinterpret_i32} */
    static final class F32ReinterpretI32 extends F32FromI32 {
        F32ReinterpretI32(I32Node operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return Float.intBitsToFloat(operand.executeInt(frame));
        }
    }

    /** {@code f64.reinterpret_i64} */
    static final class F64ReinterpretI64 extends F64FromI64 {
        F64ReinterpretI64(I64Node operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return Double.longBitsToDouble(operand.executeLong(frame));
        }
    }
}
