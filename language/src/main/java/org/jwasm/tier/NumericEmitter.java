// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

import org.jwasm.numerics.Conversions;
import org.jwasm.numerics.F32;
import org.jwasm.numerics.F64;
import org.jwasm.numerics.I32;
import org.jwasm.numerics.I64;
import org.jwasm.structure.Opcode;

/** Emits numeric instructions on operands that are on the JVM's stack. Spec: Execution, Numeric Instructions. */
final class NumericEmitter {

    static final ClassDesc SUPPORT = desc(Support.class);
    private static final ClassDesc CD_I32 = desc(I32.class);
    private static final ClassDesc CD_I64 = desc(I64.class);
    private static final ClassDesc CD_F32 = desc(F32.class);
    private static final ClassDesc CD_F64 = desc(F64.class);
    private static final ClassDesc CONVERSIONS = desc(Conversions.class);
    private static final ClassDesc I = ConstantDescs.CD_int;
    private static final ClassDesc L = ConstantDescs.CD_long;
    private static final ClassDesc F = ConstantDescs.CD_float;
    private static final ClassDesc D = ConstantDescs.CD_double;

    private NumericEmitter() {
    }

    static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    /** Whether an instruction can trap. */
    static boolean canTrap(Opcode opcode) {
        return switch (opcode) {
            case I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U, I64_DIV_S, I64_DIV_U, I64_REM_S, I64_REM_U,
                            I32_TRUNC_F32_S, I32_TRUNC_F32_U, I32_TRUNC_F64_S, I32_TRUNC_F64_U,
                            I64_TRUNC_F32_S, I64_TRUNC_F32_U, I64_TRUNC_F64_S, I64_TRUNC_F64_U -> true;
            default -> false;
        };
    }

    /** A comparison, whose operands become what the condition looks at; null if the instruction is none. */
    static Condition comparison(CodeBuilder code, Opcode opcode) {
        return switch (opcode) {
            case I32_EQZ -> new Condition(java.lang.classfile.Opcode.IFEQ, 1);
            case I32_EQ -> new Condition(java.lang.classfile.Opcode.IF_ICMPEQ, 2);
            case I32_NE -> new Condition(java.lang.classfile.Opcode.IF_ICMPNE, 2);
            case I32_LT_S -> new Condition(java.lang.classfile.Opcode.IF_ICMPLT, 2);
            case I32_GT_S -> new Condition(java.lang.classfile.Opcode.IF_ICMPGT, 2);
            case I32_LE_S -> new Condition(java.lang.classfile.Opcode.IF_ICMPLE, 2);
            case I32_GE_S -> new Condition(java.lang.classfile.Opcode.IF_ICMPGE, 2);
            case I32_LT_U, I32_GT_U, I32_LE_U, I32_GE_U -> {
                code.invokestatic(ConstantDescs.CD_Integer, "compareUnsigned", MethodTypeDesc.of(I, I, I));
                yield order(opcode.mnemonic());
            }
            case I64_EQZ -> {
                code.lconst_0().lcmp();
                yield new Condition(java.lang.classfile.Opcode.IFEQ, 1);
            }
            case I64_LT_U, I64_GT_U, I64_LE_U, I64_GE_U -> {
                code.invokestatic(ConstantDescs.CD_Long, "compareUnsigned", MethodTypeDesc.of(I, L, L));
                yield order(opcode.mnemonic());
            }
            case I64_EQ, I64_NE, I64_LT_S, I64_GT_S, I64_LE_S, I64_GE_S -> {
                code.lcmp();
                yield order(opcode.mnemonic());
            }
            // A NaN makes the comparison false: it has to come out on the other side.
            case F32_EQ, F32_NE, F32_GT, F32_GE -> {
                code.fcmpl();
                yield order(opcode.mnemonic());
            }
            case F32_LT, F32_LE -> {
                code.fcmpg();
                yield order(opcode.mnemonic());
            }
            case F64_EQ, F64_NE, F64_GT, F64_GE -> {
                code.dcmpl();
                yield order(opcode.mnemonic());
            }
            case F64_LT, F64_LE -> {
                code.dcmpg();
                yield order(opcode.mnemonic());
            }
            default -> null;
        };
    }

    private static Condition order(String mnemonic) {
        return new Condition(switch (mnemonic.substring(4, 6)) {
            case "eq" -> java.lang.classfile.Opcode.IFEQ;
            case "ne" -> java.lang.classfile.Opcode.IFNE;
            case "lt" -> java.lang.classfile.Opcode.IFLT;
            case "gt" -> java.lang.classfile.Opcode.IFGT;
            case "le" -> java.lang.classfile.Opcode.IFLE;
            default -> java.lang.classfile.Opcode.IFGE;
        }, 1);
    }

    /** Any other numeric instruction; false if it is none. */
    static boolean emit(CodeBuilder code, Opcode opcode) {
        return integer(code, opcode) || floating(code, opcode) || conversion(code, opcode);
    }

    private static boolean integer(CodeBuilder code, Opcode opcode) {
        switch (opcode) {
            case I32_CLZ -> unary(code, CD_I32, "clz", I);
            case I32_CTZ -> unary(code, CD_I32, "ctz", I);
            case I32_POPCNT -> unary(code, CD_I32, "popcnt", I);
            case I32_ADD -> code.iadd();
            case I32_SUB -> code.isub();
            case I32_MUL -> code.imul();
            case I32_DIV_S -> binary(code, SUPPORT, "divS", I);
            case I32_DIV_U -> binary(code, SUPPORT, "divU", I);
            case I32_REM_S -> binary(code, SUPPORT, "remS", I);
            case I32_REM_U -> binary(code, SUPPORT, "remU", I);
            case I32_AND -> code.iand();
            case I32_OR -> code.ior();
            case I32_XOR -> code.ixor();
            case I32_SHL -> code.ishl();
            case I32_SHR_S -> code.ishr();
            case I32_SHR_U -> code.iushr();
            case I32_ROTL -> binary(code, CD_I32, "rotl", I);
            case I32_ROTR -> binary(code, CD_I32, "rotr", I);
            case I32_EXTEND8_S -> code.i2b();
            case I32_EXTEND16_S -> code.i2s();
            case I64_CLZ -> unary(code, CD_I64, "clz", L);
            case I64_CTZ -> unary(code, CD_I64, "ctz", L);
            case I64_POPCNT -> unary(code, CD_I64, "popcnt", L);
            case I64_ADD -> code.ladd();
            case I64_SUB -> code.lsub();
            case I64_MUL -> code.lmul();
            case I64_DIV_S -> binary(code, SUPPORT, "divS", L);
            case I64_DIV_U -> binary(code, SUPPORT, "divU", L);
            case I64_REM_S -> binary(code, SUPPORT, "remS", L);
            case I64_REM_U -> binary(code, SUPPORT, "remU", L);
            case I64_AND -> code.land();
            case I64_OR -> code.lor();
            case I64_XOR -> code.lxor();
            case I64_SHL -> code.l2i().lshl();
            case I64_SHR_S -> code.l2i().lshr();
            case I64_SHR_U -> code.l2i().lushr();
            case I64_ROTL -> binary(code, CD_I64, "rotl", L);
            case I64_ROTR -> binary(code, CD_I64, "rotr", L);
            case I64_EXTEND8_S -> code.l2i().i2b().i2l();
            case I64_EXTEND16_S -> code.l2i().i2s().i2l();
            case I64_EXTEND32_S -> code.l2i().i2l();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean floating(CodeBuilder code, Opcode opcode) {
        switch (opcode) {
            case F32_ABS -> unary(code, CD_F32, "abs", F);
            case F32_NEG -> unary(code, CD_F32, "neg", F);
            case F32_CEIL -> unary(code, CD_F32, "ceil", F);
            case F32_FLOOR -> unary(code, CD_F32, "floor", F);
            case F32_TRUNC -> unary(code, CD_F32, "trunc", F);
            case F32_NEAREST -> unary(code, CD_F32, "nearest", F);
            case F32_SQRT -> unary(code, CD_F32, "sqrt", F);
            case F32_ADD -> code.fadd();
            case F32_SUB -> code.fsub();
            case F32_MUL -> code.fmul();
            case F32_DIV -> code.fdiv();
            case F32_MIN -> binary(code, CD_F32, "min", F);
            case F32_MAX -> binary(code, CD_F32, "max", F);
            case F32_COPYSIGN -> binary(code, CD_F32, "copysign", F);
            case F64_ABS -> unary(code, CD_F64, "abs", D);
            case F64_NEG -> unary(code, CD_F64, "neg", D);
            case F64_CEIL -> unary(code, CD_F64, "ceil", D);
            case F64_FLOOR -> unary(code, CD_F64, "floor", D);
            case F64_TRUNC -> unary(code, CD_F64, "trunc", D);
            case F64_NEAREST -> unary(code, CD_F64, "nearest", D);
            case F64_SQRT -> unary(code, CD_F64, "sqrt", D);
            case F64_ADD -> code.dadd();
            case F64_SUB -> code.dsub();
            case F64_MUL -> code.dmul();
            case F64_DIV -> code.ddiv();
            case F64_MIN -> binary(code, CD_F64, "min", D);
            case F64_MAX -> binary(code, CD_F64, "max", D);
            case F64_COPYSIGN -> binary(code, CD_F64, "copysign", D);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean conversion(CodeBuilder code, Opcode opcode) {
        switch (opcode) {
            case I32_WRAP_I64 -> code.l2i();
            case I64_EXTEND_I32_S -> code.i2l();
            case I64_EXTEND_I32_U -> unsigned(code);
            case F32_CONVERT_I32_S -> code.i2f();
            case F32_CONVERT_I32_U -> convert(code, CONVERSIONS, "convertI32UToF32", I, F);
            case F32_CONVERT_I64_S -> code.l2f();
            case F32_CONVERT_I64_U -> convert(code, CONVERSIONS, "convertI64UToF32", L, F);
            case F32_DEMOTE_F64 -> convert(code, CONVERSIONS, "demote", D, F);
            case F64_CONVERT_I32_S -> code.i2d();
            case F64_CONVERT_I32_U -> convert(code, CONVERSIONS, "convertI32UToF64", I, D);
            case F64_CONVERT_I64_S -> code.l2d();
            case F64_CONVERT_I64_U -> convert(code, CONVERSIONS, "convertI64UToF64", L, D);
            case F64_PROMOTE_F32 -> convert(code, CONVERSIONS, "promote", F, D);
            case I32_REINTERPRET_F32 -> convert(code, ConstantDescs.CD_Float, "floatToRawIntBits", F, I);
            case I64_REINTERPRET_F64 -> convert(code, ConstantDescs.CD_Double, "doubleToRawLongBits", D, L);
            case F32_REINTERPRET_I32 -> convert(code, ConstantDescs.CD_Float, "intBitsToFloat", I, F);
            case F64_REINTERPRET_I64 -> convert(code, ConstantDescs.CD_Double, "longBitsToDouble", L, D);
            case I32_TRUNC_F32_S -> convert(code, SUPPORT, "truncI32S", F, I);
            case I32_TRUNC_F32_U -> convert(code, SUPPORT, "truncI32U", F, I);
            case I32_TRUNC_F64_S -> convert(code, SUPPORT, "truncI32S", D, I);
            case I32_TRUNC_F64_U -> convert(code, SUPPORT, "truncI32U", D, I);
            case I64_TRUNC_F32_S -> convert(code.f2d(), SUPPORT, "truncI64S", D, L);
            case I64_TRUNC_F32_U -> convert(code.f2d(), SUPPORT, "truncI64U", D, L);
            case I64_TRUNC_F64_S -> convert(code, SUPPORT, "truncI64S", D, L);
            case I64_TRUNC_F64_U -> convert(code, SUPPORT, "truncI64U", D, L);
            case I32_TRUNC_SAT_F32_S -> convert(code.f2d(), CONVERSIONS, "truncSatI32S", D, I);
            case I32_TRUNC_SAT_F32_U -> convert(code.f2d(), CONVERSIONS, "truncSatI32U", D, I);
            case I32_TRUNC_SAT_F64_S -> convert(code, CONVERSIONS, "truncSatI32S", D, I);
            case I32_TRUNC_SAT_F64_U -> convert(code, CONVERSIONS, "truncSatI32U", D, I);
            case I64_TRUNC_SAT_F32_S -> convert(code.f2d(), CONVERSIONS, "truncSatI64S", D, L);
            case I64_TRUNC_SAT_F32_U -> convert(code.f2d(), CONVERSIONS, "truncSatI64U", D, L);
            case I64_TRUNC_SAT_F64_S -> convert(code, CONVERSIONS, "truncSatI64S", D, L);
            case I64_TRUNC_SAT_F64_U -> convert(code, CONVERSIONS, "truncSatI64U", D, L);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Makes an unsigned number of 64 bits of an i32. */
    static void unsigned(CodeBuilder code) {
        code.i2l().loadConstant(0xFFFFFFFFL).land();
    }

    private static void unary(CodeBuilder code, ClassDesc owner, String name, ClassDesc type) {
        code.invokestatic(owner, name, MethodTypeDesc.of(type, type));
    }

    private static void binary(CodeBuilder code, ClassDesc owner, String name, ClassDesc type) {
        code.invokestatic(owner, name, MethodTypeDesc.of(type, type, type));
    }

    private static void convert(CodeBuilder code, ClassDesc owner, String name, ClassDesc from, ClassDesc to) {
        code.invokestatic(owner, name, MethodTypeDesc.of(to, from));
    }
}
