// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.jwasm.numerics.F32x4;
import org.jwasm.numerics.F64x2;
import org.jwasm.numerics.I16x8;
import org.jwasm.numerics.I32x4;
import org.jwasm.numerics.I64x2;
import org.jwasm.numerics.I8x16;
import org.jwasm.numerics.Lanes;
import org.jwasm.structure.Opcode;

/**
 * What computes a half of what a vector instruction gives: a static method of those by which the interpreter's nodes compute it too. Mostly it is called as the
 * instruction is, in the class of the shape, or in that for lanes of any width, which takes their sign bits as its last argument.
 *
 * @param sign of lanes of the width, or 0 if the method doesn't want to know
 */
record VectorFunction(ClassDesc owner, String name, long sign) {

    private static final ClassDesc L = ConstantDescs.CD_long;
    private static final ClassDesc I = ConstantDescs.CD_int;
    private static final ClassDesc LANES = NumericEmitter.desc(Lanes.class);

    private static final Map<String, ClassDesc> SHAPES = Map.of("i8x16", NumericEmitter.desc(I8x16.class), "i16x8", NumericEmitter.desc(I16x8.class), "i32x4",
                    NumericEmitter.desc(I32x4.class), "i64x2", NumericEmitter.desc(I64x2.class), "f32x4", NumericEmitter.desc(F32x4.class), "f64x2",
                    NumericEmitter.desc(F64x2.class));
    private static final Map<String, Long> SIGNS = Map.of("i8x16", Lanes.I8, "i16x8", Lanes.I16, "i32x4", Lanes.I32, "i64x2", Lanes.I64);

    /** Those for lanes of any width. */
    private static final Set<String> ANY_WIDTH = Set.of("abs", "neg", "eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u", "add", "add_sat_s",
                    "add_sat_u", "sub", "sub_sat_s", "sub_sat_u", "min_s", "min_u", "max_s", "max_u", "avgr_u", "shl", "shr_s", "shr_u");
    /** Of these, what some shapes have of their own. */
    private static final Set<String> OWN = Set.of("i32x4.add", "i32x4.sub", "i64x2.add", "i64x2.sub", "i64x2.eq", "i64x2.ne", "i64x2.lt_s", "i64x2.gt_s", "i64x2.le_s",
                    "i64x2.ge_s");
    /** Names that are not those of the instructions. */
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("extadd_pairwise_i8x16_s", "extaddPairwiseS"),
                    Map.entry("extadd_pairwise_i8x16_u", "extaddPairwiseU"), Map.entry("extadd_pairwise_i16x8_s", "extaddPairwiseS"),
                    Map.entry("extadd_pairwise_i16x8_u", "extaddPairwiseU"), Map.entry("dot_i16x8_s", "dotS"), Map.entry("relaxed_dot_i8x16_i7x16_s", "relaxedDot"),
                    Map.entry("relaxed_dot_i8x16_i7x16_add_s", "relaxedDotAdd"), Map.entry("relaxed_q15mulr_s", "q15mulrSatS"), Map.entry("relaxed_madd", "madd"),
                    Map.entry("relaxed_nmadd", "nmadd"), Map.entry("relaxed_min", "min"), Map.entry("relaxed_max", "max"),
                    Map.entry("trunc_sat_f32x4_s", "truncSatF32S"), Map.entry("trunc_sat_f32x4_u", "truncSatF32U"), Map.entry("relaxed_trunc_f32x4_s", "truncSatF32S"),
                    Map.entry("relaxed_trunc_f32x4_u", "truncSatF32U"), Map.entry("trunc_sat_f64x2_s_zero", "truncSatF64S"),
                    Map.entry("trunc_sat_f64x2_u_zero", "truncSatF64U"), Map.entry("relaxed_trunc_f64x2_s_zero", "truncSatF64S"),
                    Map.entry("relaxed_trunc_f64x2_u_zero", "truncSatF64U"), Map.entry("demote_f64x2_zero", "demoteF64"), Map.entry("promote_low_f32x4", "promoteF32"),
                    Map.entry("convert_i32x4_s", "convertI32S"), Map.entry("convert_i32x4_u", "convertI32U"), Map.entry("convert_low_i32x4_s", "convertI32S"),
                    Map.entry("convert_low_i32x4_u", "convertI32U"), Map.entry("narrow_i16x8_s", "narrowS"), Map.entry("narrow_i16x8_u", "narrowU"),
                    Map.entry("narrow_i32x4_s", "narrowS"), Map.entry("narrow_i32x4_u", "narrowU"), Map.entry("relaxed_swizzle", "swizzle"));

    static VectorFunction of(Opcode opcode) {
        String shape = shape(opcode);
        String operation = operation(opcode);
        boolean ofLanes = SIGNS.containsKey(shape) && ANY_WIDTH.contains(operation) && !OWN.contains(opcode.mnemonic());
        String name = NAMES.getOrDefault(operation, InstructionEmitter.camelCase(operation));
        return ofLanes ? new VectorFunction(LANES, name, SIGNS.get(shape)) : new VectorFunction(SHAPES.get(shape), name, 0);
    }

    /** What makes lanes wider for {@code extend} and {@code extmul}. */
    static VectorFunction extend(Opcode opcode) {
        return new VectorFunction(SHAPES.get(shape(opcode)), opcode.mnemonic().endsWith("_s") ? "extendS" : "extendU", 0);
    }

    /** What {@code extmul} does to the lanes then. */
    static VectorFunction product(Opcode opcode) {
        return new VectorFunction(SHAPES.get(shape(opcode)), "mul", 0);
    }

    /** What tells which lanes are not zero. */
    static VectorFunction nonZero(Opcode opcode) {
        return new VectorFunction(LANES, "nonZero", SIGNS.get(shape(opcode)));
    }

    static String shape(Opcode opcode) {
        return opcode.mnemonic().substring(0, opcode.mnemonic().indexOf('.'));
    }

    static String operation(Opcode opcode) {
        return opcode.mnemonic().substring(opcode.mnemonic().indexOf('.') + 1);
    }

    /** Emits the call, with the arguments on the stack. */
    private void call(CodeBuilder code, ClassDesc result, ClassDesc... params) {
        if (sign == 0) {
            code.invokestatic(owner, name, MethodTypeDesc.of(result, params));
            return;
        }
        code.loadConstant(sign);
        ClassDesc[] all = Arrays.copyOf(params, params.length + 1);
        all[params.length] = L;
        code.invokestatic(owner, name, MethodTypeDesc.of(result, all));
    }

    void unary(CodeBuilder code) {
        call(code, L, L);
    }

    void binary(CodeBuilder code) {
        call(code, L, L, L);
    }

    void ternary(CodeBuilder code) {
        call(code, L, L, L, L);
    }

    void shift(CodeBuilder code) {
        call(code, L, L, I);
    }

    /** Makes a half of an {@code int} of lanes. */
    void extend(CodeBuilder code) {
        call(code, L, I);
    }

    /** Makes an {@code int} of a half. */
    void bits(CodeBuilder code) {
        call(code, I, L);
    }
}
