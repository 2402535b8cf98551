// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

import org.jwasm.numerics.F32x4;
import org.jwasm.numerics.F64x2;
import org.jwasm.numerics.I16x8;
import org.jwasm.numerics.I32x4;
import org.jwasm.numerics.I64x2;
import org.jwasm.numerics.I8x16;
import org.jwasm.numerics.Lanes;
import org.jwasm.structure.Opcode;

/** What each vector instruction computes. */
final class Tables {

    static final Operations.TernaryHalf SWIZZLE = I8x16::swizzle;

    private Tables() {
    }

    /** Or null. */
    static LongUnaryOperator unaryHalf(Opcode op) {
        return switch (op) {
            case V128_NOT -> a -> ~a;
            case I8X16_POPCNT -> I8x16::popcnt;
            case I16X8_EXTADD_PAIRWISE_I8X16_S -> I16x8::extaddPairwiseS;
            case I16X8_EXTADD_PAIRWISE_I8X16_U -> I16x8::extaddPairwiseU;
            case I32X4_EXTADD_PAIRWISE_I16X8_S -> I32x4::extaddPairwiseS;
            case I32X4_EXTADD_PAIRWISE_I16X8_U -> I32x4::extaddPairwiseU;
            case I32X4_TRUNC_SAT_F32X4_S, I32X4_RELAXED_TRUNC_F32X4_S -> I32x4::truncSatF32S;
            case I32X4_TRUNC_SAT_F32X4_U, I32X4_RELAXED_TRUNC_F32X4_U -> I32x4::truncSatF32U;
            case F32X4_CONVERT_I32X4_S -> F32x4::convertI32S;
            case F32X4_CONVERT_I32X4_U -> F32x4::convertI32U;
            case F32X4_ABS -> F32x4::abs;
            case F32X4_NEG -> F32x4::neg;
            case F32X4_SQRT -> F32x4::sqrt;
            case F32X4_CEIL -> F32x4::ceil;
            case F32X4_FLOOR -> F32x4::floor;
            case F32X4_TRUNC -> F32x4::trunc;
            case F32X4_NEAREST -> F32x4::nearest;
            case F64X2_ABS -> F64x2::abs;
            case F64X2_NEG -> F64x2::neg;
            case F64X2_SQRT -> F64x2::sqrt;
            case F64X2_CEIL -> F64x2::ceil;
            case F64X2_FLOOR -> F64x2::floor;
            case F64X2_TRUNC -> F64x2::trunc;
            case F64X2_NEAREST -> F64x2::nearest;
            default -> null;
        };
    }

    /** What makes the lower half of both halves, where the upper one is zero; or null. */
    static LongBinaryOperator joined(Opcode op) {
        return switch (op) {
            case F32X4_DEMOTE_F64X2_ZERO -> F32x4::demoteF64;
            case I32X4_TRUNC_SAT_F64X2_S_ZERO, I32X4_RELAXED_TRUNC_F64X2_S_ZERO -> I32x4::truncSatF64S;
            case I32X4_TRUNC_SAT_F64X2_U_ZERO, I32X4_RELAXED_TRUNC_F64X2_U_ZERO -> I32x4::truncSatF64U;
            default -> null;
        };
    }

    /** What makes each half of a lane of the lower half; or null. */
    static Operations.Extend spread(Opcode op) {
        return switch (op) {
            case F64X2_PROMOTE_LOW_F32X4 -> F64x2::promoteF32;
            case F64X2_CONVERT_LOW_I32X4_S -> F64x2::convertI32S;
            case F64X2_CONVERT_LOW_I32X4_U -> F64x2::convertI32U;
            default -> null;
        };
    }

    static Operations.UnaryLanes unaryLanes(String operation) {
        return switch (operation) {
            case "abs" -> Lanes::abs;
            case "neg" -> Lanes::neg;
            default -> throw new IllegalArgumentException(operation);
        };
    }

    static Operations.Bits bitmask(Opcode op) {
        return switch (op) {
            case I8X16_BITMASK -> I8x16::bitmask;
            case I16X8_BITMASK -> I16x8::bitmask;
            case I32X4_BITMASK -> I32x4::bitmask;
            case I64X2_BITMASK -> I64x2::bitmask;
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    static LongUnaryOperator narrow(Opcode op) {
        return switch (op) {
            case I8X16_NARROW_I16X8_S -> I8x16::narrowS;
            case I8X16_NARROW_I16X8_U -> I8x16::narrowU;
            case I16X8_NARROW_I32X4_S -> I16x8::narrowS;
            case I16X8_NARROW_I32X4_U -> I16x8::narrowU;
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    /** What {@code extend} and {@code extmul} do to the lanes first. */
    static Operations.Extend extend(Opcode op) {
        boolean signed = op.mnemonic().endsWith("_s");
        return switch (op.mnemonic().substring(0, op.mnemonic().indexOf('.'))) {
            case "i16x8" -> signed ? I16x8::extendS : I16x8::extendU;
            case "i32x4" -> signed ? I32x4::extendS : I32x4::extendU;
            default -> signed ? I64x2::extendS : I64x2::extendU;
        };
    }

    /** What {@code extmul} does to the extended lanes. */
    static LongBinaryOperator product(Opcode op) {
        return switch (op.mnemonic().substring(0, op.mnemonic().indexOf('.'))) {
            case "i16x8" -> I16x8::mul;
            case "i32x4" -> I32x4::mul;
            default -> I64x2::mul;
        };
    }

    /** Or null. */
    static LongBinaryOperator binaryHalf(Opcode op) {
        LongBinaryOperator integer = integerHalf(op);
        return integer != null ? integer : floatHalf(op);
    }

    private static LongBinaryOperator integerHalf(Opcode op) {
        return switch (op) {
            case V128_AND -> (a, b) -> a & b;
            case V128_ANDNOT -> (a, b) -> a & ~b;
            case V128_OR -> (a, b) -> a | b;
            case V128_XOR -> (a, b) -> a ^ b;
            case I16X8_MUL -> I16x8::mul;
            case I16X8_Q15MULR_SAT_S, I16X8_RELAXED_Q15MULR_S -> I16x8::q15mulrSatS;
            case I16X8_RELAXED_DOT_I8X16_I7X16_S -> I16x8::relaxedDot;
            case I32X4_ADD -> I32x4::add;
            case I32X4_SUB -> I32x4::sub;
            case I32X4_MUL -> I32x4::mul;
            case I32X4_DOT_I16X8_S -> I32x4::dotS;
            case I64X2_ADD -> I64x2::add;
            case I64X2_SUB -> I64x2::sub;
            case I64X2_MUL -> I64x2::mul;
            case I64X2_EQ -> I64x2::eq;
            case I64X2_NE -> I64x2::ne;
            case I64X2_LT_S -> I64x2::ltS;
            case I64X2_GT_S -> I64x2::gtS;
            case I64X2_LE_S -> I64x2::leS;
            case I64X2_GE_S -> I64x2::geS;
            default -> null;
        };
    }

    private static LongBinaryOperator floatHalf(Opcode op) {
        return switch (op) {
            case F32X4_EQ -> F32x4::eq;
            case F32X4_NE -> F32x4::ne;
            case F32X4_LT -> F32x4::lt;
            case F32X4_GT -> F32x4::gt;
            case F32X4_LE -> F32x4::le;
            case F32X4_GE -> F32x4::ge;
            case F32X4_ADD -> F32x4::add;
            case F32X4_SUB -> F32x4::sub;
            case F32X4_MUL -> F32x4::mul;
            case F32X4_DIV -> F32x4::div;
            case F32X4_MIN, F32X4_RELAXED_MIN -> F32x4::min;
            case F32X4_MAX, F32X4_RELAXED_MAX -> F32x4::max;
            case F32X4_PMIN -> F32x4::pmin;
            case F32X4_PMAX -> F32x4::pmax;
            case F64X2_EQ -> F64x2::eq;
            case F64X2_NE -> F64x2::ne;
            case F64X2_LT -> F64x2::lt;
            case F64X2_GT -> F64x2::gt;
            case F64X2_LE -> F64x2::le;
            case F64X2_GE -> F64x2::ge;
            case F64X2_ADD -> F64x2::add;
            case F64X2_SUB -> F64x2::sub;
            case F64X2_MUL -> F64x2::mul;
            case F64X2_DIV -> F64x2::div;
            case F64X2_MIN, F64X2_RELAXED_MIN -> F64x2::min;
            case F64X2_MAX, F64X2_RELAXED_MAX -> F64x2::max;
            case F64X2_PMIN -> F64x2::pmin;
            case F64X2_PMAX -> F64x2::pmax;
            default -> null;
        };
    }

    static Operations.BinaryLanes binaryLanes(String operation) {
        return switch (operation) {
            case "eq" -> Lanes::eq;
            case "ne" -> Lanes::ne;
            case "lt_s" -> Lanes::ltS;
            case "lt_u" -> Lanes::ltU;
            case "gt_s" -> Lanes::gtS;
            case "gt_u" -> Lanes::gtU;
            case "le_s" -> Lanes::leS;
            case "le_u" -> Lanes::leU;
            case "ge_s" -> Lanes::geS;
            case "ge_u" -> Lanes::geU;
            case "add" -> Lanes::add;
            case "add_sat_s" -> Lanes::addSatS;
            case "add_sat_u" -> Lanes::addSatU;
            case "sub" -> Lanes::sub;
            case "sub_sat_s" -> Lanes::subSatS;
            case "sub_sat_u" -> Lanes::subSatU;
            case "min_s" -> Lanes::minS;
            case "min_u" -> Lanes::minU;
            case "max_s" -> Lanes::maxS;
            case "max_u" -> Lanes::maxU;
            case "avgr_u" -> Lanes::avgrU;
            default -> throw new IllegalArgumentException(operation);
        };
    }

    static Operations.TernaryHalf ternary(Opcode op) {
        return switch (op) {
            case V128_BITSELECT, I8X16_RELAXED_LANESELECT, I16X8_RELAXED_LANESELECT, I32X4_RELAXED_LANESELECT,
                            I64X2_RELAXED_LANESELECT -> (a, b, mask) -> b ^ (a ^ b) & mask;
            case F32X4_RELAXED_MADD -> F32x4::madd;
            case F32X4_RELAXED_NMADD -> F32x4::nmadd;
            case F64X2_RELAXED_MADD -> F64x2::madd;
            case F64X2_RELAXED_NMADD -> F64x2::nmadd;
            case I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S -> I32x4::relaxedDotAdd;
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }
}
