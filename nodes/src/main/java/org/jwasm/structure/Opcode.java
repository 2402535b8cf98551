// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * The instruction set as data: decoder, validator, tree builder and printers read it from here.
 *
 * <p>Spec: Appendix, Index of Instructions. A code is the opcode byte, or {@code prefix << 16 | code} for prefixed ones.
 * A signature lists operands, a colon, and results: {@code i l f d} are the number types in the order of
 * {@link NumberType}, {@code v} is v128, {@code a} the address type of the memory at hand. Instructions without a
 * signature have typing rules of their own.
 */
public enum Opcode {
    // Control.
    UNREACHABLE(0x00, "unreachable", Immediate.NONE, null),
    NOP(0x01, "nop", Immediate.NONE, null),
    BLOCK(0x02, "block", Immediate.BLOCK_TYPE, null),
    LOOP(0x03, "loop", Immediate.BLOCK_TYPE, null),
    IF(0x04, "if", Immediate.BLOCK_TYPE, null),
    ELSE(0x05, "else", Immediate.NONE, null),
    TRY(0x06, "try", Immediate.BLOCK_TYPE, null, Feature.LEGACY_EXCEPTIONS),
    CATCH(0x07, "catch", Immediate.TAG, null, Feature.LEGACY_EXCEPTIONS),
    THROW(0x08, "throw", Immediate.TAG, null, Feature.EXCEPTIONS),
    RETHROW(0x09, "rethrow", Immediate.LABEL, null, Feature.LEGACY_EXCEPTIONS),
    THROW_REF(0x0A, "throw_ref", Immediate.NONE, null, Feature.EXCEPTIONS),
    END(0x0B, "end", Immediate.NONE, null),
    BR(0x0C, "br", Immediate.LABEL, null),
    BR_IF(0x0D, "br_if", Immediate.LABEL, null),
    BR_TABLE(0x0E, "br_table", Immediate.LABELS, null),
    RETURN(0x0F, "return", Immediate.NONE, null),
    CALL(0x10, "call", Immediate.FUNCTION, null),
    CALL_INDIRECT(0x11, "call_indirect", Immediate.TYPE_TABLE, null),
    RETURN_CALL(0x12, "return_call", Immediate.FUNCTION, null, Feature.TAIL_CALL),
    RETURN_CALL_INDIRECT(0x13, "return_call_indirect", Immediate.TYPE_TABLE, null, Feature.TAIL_CALL),
    CALL_REF(0x14, "call_ref", Immediate.TYPE, null, Feature.TYPED_FUNCTION_REFERENCES),
    RETURN_CALL_REF(0x15, "return_call_ref", Immediate.TYPE, null, Feature.TAIL_CALL),
    DELEGATE(0x18, "delegate", Immediate.LABEL, null, Feature.LEGACY_EXCEPTIONS),
    CATCH_ALL(0x19, "catch_all", Immediate.NONE, null, Feature.LEGACY_EXCEPTIONS),
    TRY_TABLE(0x1F, "try_table", Immediate.TRY_TABLE, null, Feature.EXCEPTIONS),

    // Parametric.
    DROP(0x1A, "drop", Immediate.NONE, null),
    SELECT(0x1B, "select", Immediate.NONE, null),
    SELECT_T(0x1C, "select", Immediate.VALUE_TYPES, null, Feature.REFERENCE_TYPES),

    // Variable.
    LOCAL_GET(0x20, "local.get", Immediate.LOCAL, null),
    LOCAL_SET(0x21, "local.set", Immediate.LOCAL, null),
    LOCAL_TEE(0x22, "local.tee", Immediate.LOCAL, null),
    GLOBAL_GET(0x23, "global.get", Immediate.GLOBAL, null),
    GLOBAL_SET(0x24, "global.set", Immediate.GLOBAL, null),
    TABLE_GET(0x25, "table.get", Immediate.TABLE, null, Feature.REFERENCE_TYPES),
    TABLE_SET(0x26, "table.set", Immediate.TABLE, null, Feature.REFERENCE_TYPES),

    // Memory.
    I32_LOAD(0x28, "i32.load", Immediate.MEMARG, "a:i", 2),
    I64_LOAD(0x29, "i64.load", Immediate.MEMARG, "a:l", 3),
    F32_LOAD(0x2A, "f32.load", Immediate.MEMARG, "a:f", 2),
    F64_LOAD(0x2B, "f64.load", Immediate.MEMARG, "a:d", 3),
    I32_LOAD8_S(0x2C, "i32.load8_s", Immediate.MEMARG, "a:i", 0),
    I32_LOAD8_U(0x2D, "i32.load8_u", Immediate.MEMARG, "a:i", 0),
    I32_LOAD16_S(0x2E, "i32.load16_s", Immediate.MEMARG, "a:i", 1),
    I32_LOAD16_U(0x2F, "i32.load16_u", Immediate.MEMARG, "a:i", 1),
    I64_LOAD8_S(0x30, "i64.load8_s", Immediate.MEMARG, "a:l", 0),
    I64_LOAD8_U(0x31, "i64.load8_u", Immediate.MEMARG, "a:l", 0),
    I64_LOAD16_S(0x32, "i64.load16_s", Immediate.MEMARG, "a:l", 1),
    I64_LOAD16_U(0x33, "i64.load16_u", Immediate.MEMARG, "a:l", 1),
    I64_LOAD32_S(0x34, "i64.load32_s", Immediate.MEMARG, "a:l", 2),
    I64_LOAD32_U(0x35, "i64.load32_u", Immediate.MEMARG, "a:l", 2),
    I32_STORE(0x36, "i32.store", Immediate.MEMARG, "ai:", 2),
    I64_STORE(0x37, "i64.store", Immediate.MEMARG, "al:", 3),
    F32_STORE(0x38, "f32.store", Immediate.MEMARG, "af:", 2),
    F64_STORE(0x39, "f64.store", Immediate.MEMARG, "ad:", 3),
    I32_STORE8(0x3A, "i32.store8", Immediate.MEMARG, "ai:", 0),
    I32_STORE16(0x3B, "i32.store16", Immediate.MEMARG, "ai:", 1),
    I64_STORE8(0x3C, "i64.store8", Immediate.MEMARG, "al:", 0),
    I64_STORE16(0x3D, "i64.store16", Immediate.MEMARG, "al:", 1),
    I64_STORE32(0x3E, "i64.store32", Immediate.MEMARG, "al:", 2),
    MEMORY_SIZE(0x3F, "memory.size", Immediate.MEMORY, ":a"),
    MEMORY_GROW(0x40, "memory.grow", Immediate.MEMORY, "a:a"),

    // Numeric: constants.
    I32_CONST(0x41, "i32.const", Immediate.I32, ":i"),
    I64_CONST(0x42, "i64.const", Immediate.I64, ":l"),
    F32_CONST(0x43, "f32.const", Immediate.F32, ":f"),
    F64_CONST(0x44, "f64.const", Immediate.F64, ":d"),

    // Numeric: comparisons on i32.
    I32_EQZ(0x45, "i32.eqz", Immediate.NONE, "i:i"),
    I32_EQ(0x46, "i32.eq", Immediate.NONE, "ii:i"),
    I32_NE(0x47, "i32.ne", Immediate.NONE, "ii:i"),
    I32_LT_S(0x48, "i32.lt_s", Immediate.NONE, "ii:i"),
    I32_LT_U(0x49, "i32.lt_u", Immediate.NONE, "ii:i"),
    I32_GT_S(0x4A, "i32.gt_s", Immediate.NONE, "ii:i"),
    I32_GT_U(0x4B, "i32.gt_u", Immediate.NONE, "ii:i"),
    I32_LE_S(0x4C, "i32.le_s", Immediate.NONE, "ii:i"),
    I32_LE_U(0x4D, "i32.le_u", Immediate.NONE, "ii:i"),
    I32_GE_S(0x4E, "i32.ge_s", Immediate.NONE, "ii:i"),
    I32_GE_U(0x4F, "i32.ge_u", Immediate.NONE, "ii:i"),

    // Numeric: comparisons on i64.
    I64_EQZ(0x50, "i64.eqz", Immediate.NONE, "l:i"),
    I64_EQ(0x51, "i64.eq", Immediate.NONE, "ll:i"),
    I64_NE(0x52, "i64.ne", Immediate.NONE, "ll:i"),
    I64_LT_S(0x53, "i64.lt_s", Immediate.NONE, "ll:i"),
    I64_LT_U(0x54, "i64.lt_u", Immediate.NONE, "ll:i"),
    I64_GT_S(0x55, "i64.gt_s", Immediate.NONE, "ll:i"),
    I64_GT_U(0x56, "i64.gt_u", Immediate.NONE, "ll:i"),
    I64_LE_S(0x57, "i64.le_s", Immediate.NONE, "ll:i"),
    I64_LE_U(0x58, "i64.le_u", Immediate.NONE, "ll:i"),
    I64_GE_S(0x59, "i64.ge_s", Immediate.NONE, "ll:i"),
    I64_GE_U(0x5A, "i64.ge_u", Immediate.NONE, "ll:i"),

    // Numeric: comparisons on f32.
    F32_EQ(0x5B, "f32.eq", Immediate.NONE, "ff:i"),
    F32_NE(0x5C, "f32.ne", Immediate.NONE, "ff:i"),
    F32_LT(0x5D, "f32.lt", Immediate.NONE, "ff:i"),
    F32_GT(0x5E, "f32.gt", Immediate.NONE, "ff:i"),
    F32_LE(0x5F, "f32.le", Immediate.NONE, "ff:i"),
    F32_GE(0x60, "f32.ge", Immediate.NONE, "ff:i"),

    // Numeric: comparisons on f64.
    F64_EQ(0x61, "f64.eq", Immediate.NONE, "dd:i"),
    F64_NE(0x62, "f64.ne", Immediate.NONE, "dd:i"),
    F64_LT(0x63, "f64.lt", Immediate.NONE, "dd:i"),
    F64_GT(0x64, "f64.gt", Immediate.NONE, "dd:i"),
    F64_LE(0x65, "f64.le", Immediate.NONE, "dd:i"),
    F64_GE(0x66, "f64.ge", Immediate.NONE, "dd:i"),

    // Numeric: arithmetic on i32.
    I32_CLZ(0x67, "i32.clz", Immediate.NONE, "i:i"),
    I32_CTZ(0x68, "i32.ctz", Immediate.NONE, "i:i"),
    I32_POPCNT(0x69, "i32.popcnt", Immediate.NONE, "i:i"),
    I32_ADD(0x6A, "i32.add", Immediate.NONE, "ii:i"),
    I32_SUB(0x6B, "i32.sub", Immediate.NONE, "ii:i"),
    I32_MUL(0x6C, "i32.mul", Immediate.NONE, "ii:i"),
    I32_DIV_S(0x6D, "i32.div_s", Immediate.NONE, "ii:i"),
    I32_DIV_U(0x6E, "i32.div_u", Immediate.NONE, "ii:i"),
    I32_REM_S(0x6F, "i32.rem_s", Immediate.NONE, "ii:i"),
    I32_REM_U(0x70, "i32.rem_u", Immediate.NONE, "ii:i"),
    I32_AND(0x71, "i32.and", Immediate.NONE, "ii:i"),
    I32_OR(0x72, "i32.or", Immediate.NONE, "ii:i"),
    I32_XOR(0x73, "i32.xor", Immediate.NONE, "ii:i"),
    I32_SHL(0x74, "i32.shl", Immediate.NONE, "ii:i"),
    I32_SHR_S(0x75, "i32.shr_s", Immediate.NONE, "ii:i"),
    I32_SHR_U(0x76, "i32.shr_u", Immediate.NONE, "ii:i"),
    I32_ROTL(0x77, "i32.rotl", Immediate.NONE, "ii:i"),
    I32_ROTR(0x78, "i32.rotr", Immediate.NONE, "ii:i"),

    // Numeric: arithmetic on i64.
    I64_CLZ(0x79, "i64.clz", Immediate.NONE, "l:l"),
    I64_CTZ(0x7A, "i64.ctz", Immediate.NONE, "l:l"),
    I64_POPCNT(0x7B, "i64.popcnt", Immediate.NONE, "l:l"),
    I64_ADD(0x7C, "i64.add", Immediate.NONE, "ll:l"),
    I64_SUB(0x7D, "i64.sub", Immediate.NONE, "ll:l"),
    I64_MUL(0x7E, "i64.mul", Immediate.NONE, "ll:l"),
    I64_DIV_S(0x7F, "i64.div_s", Immediate.NONE, "ll:l"),
    I64_DIV_U(0x80, "i64.div_u", Immediate.NONE, "ll:l"),
    I64_REM_S(0x81, "i64.rem_s", Immediate.NONE, "ll:l"),
    I64_REM_U(0x82, "i64.rem_u", Immediate.NONE, "ll:l"),
    I64_AND(0x83, "i64.and", Immediate.NONE, "ll:l"),
    I64_OR(0x84, "i64.or", Immediate.NONE, "ll:l"),
    I64_XOR(0x85, "i64.xor", Immediate.NONE, "ll:l"),
    I64_SHL(0x86, "i64.shl", Immediate.NONE, "ll:l"),
    I64_SHR_S(0x87, "i64.shr_s", Immediate.NONE, "ll:l"),
    I64_SHR_U(0x88, "i64.shr_u", Immediate.NONE, "ll:l"),
    I64_ROTL(0x89, "i64.rotl", Immediate.NONE, "ll:l"),
    I64_ROTR(0x8A, "i64.rotr", Immediate.NONE, "ll:l"),

    // Numeric: arithmetic on f32.
    F32_ABS(0x8B, "f32.abs", Immediate.NONE, "f:f"),
    F32_NEG(0x8C, "f32.neg", Immediate.NONE, "f:f"),
    F32_CEIL(0x8D, "f32.ceil", Immediate.NONE, "f:f"),
    F32_FLOOR(0x8E, "f32.floor", Immediate.NONE, "f:f"),
    F32_TRUNC(0x8F, "f32.trunc", Immediate.NONE, "f:f"),
    F32_NEAREST(0x90, "f32.nearest", Immediate.NONE, "f:f"),
    F32_SQRT(0x91, "f32.sqrt", Immediate.NONE, "f:f"),
    F32_ADD(0x92, "f32.add", Immediate.NONE, "ff:f"),
    F32_SUB(0x93, "f32.sub", Immediate.NONE, "ff:f"),
    F32_MUL(0x94, "f32.mul", Immediate.NONE, "ff:f"),
    F32_DIV(0x95, "f32.div", Immediate.NONE, "ff:f"),
    F32_MIN(0x96, "f32.min", Immediate.NONE, "ff:f"),
    F32_MAX(0x97, "f32.max", Immediate.NONE, "ff:f"),
    F32_COPYSIGN(0x98, "f32.copysign", Immediate.NONE, "ff:f"),

    // Numeric: arithmetic on f64.
    F64_ABS(0x99, "f64.abs", Immediate.NONE, "d:d"),
    F64_NEG(0x9A, "f64.neg", Immediate.NONE, "d:d"),
    F64_CEIL(0x9B, "f64.ceil", Immediate.NONE, "d:d"),
    F64_FLOOR(0x9C, "f64.floor", Immediate.NONE, "d:d"),
    F64_TRUNC(0x9D, "f64.trunc", Immediate.NONE, "d:d"),
    F64_NEAREST(0x9E, "f64.nearest", Immediate.NONE, "d:d"),
    F64_SQRT(0x9F, "f64.sqrt", Immediate.NONE, "d:d"),
    F64_ADD(0xA0, "f64.add", Immediate.NONE, "dd:d"),
    F64_SUB(0xA1, "f64.sub", Immediate.NONE, "dd:d"),
    F64_MUL(0xA2, "f64.mul", Immediate.NONE, "dd:d"),
    F64_DIV(0xA3, "f64.div", Immediate.NONE, "dd:d"),
    F64_MIN(0xA4, "f64.min", Immediate.NONE, "dd:d"),
    F64_MAX(0xA5, "f64.max", Immediate.NONE, "dd:d"),
    F64_COPYSIGN(0xA6, "f64.copysign", Immediate.NONE, "dd:d"),

    // Numeric: conversions.
    I32_WRAP_I64(0xA7, "i32.wrap_i64", Immediate.NONE, "l:i"),
    I32_TRUNC_F32_S(0xA8, "i32.trunc_f32_s", Immediate.NONE, "f:i"),
    I32_TRUNC_F32_U(0xA9, "i32.trunc_f32_u", Immediate.NONE, "f:i"),
    I32_TRUNC_F64_S(0xAA, "i32.trunc_f64_s", Immediate.NONE, "d:i"),
    I32_TRUNC_F64_U(0xAB, "i32.trunc_f64_u", Immediate.NONE, "d:i"),
    I64_EXTEND_I32_S(0xAC, "i64.extend_i32_s", Immediate.NONE, "i:l"),
    I64_EXTEND_I32_U(0xAD, "i64.extend_i32_u", Immediate.NONE, "i:l"),
    I64_TRUNC_F32_S(0xAE, "i64.trunc_f32_s", Immediate.NONE, "f:l"),
    I64_TRUNC_F32_U(0xAF, "i64.trunc_f32_u", Immediate.NONE, "f:l"),
    I64_TRUNC_F64_S(0xB0, "i64.trunc_f64_s", Immediate.NONE, "d:l"),
    I64_TRUNC_F64_U(0xB1, "i64.trunc_f64_u", Immediate.NONE, "d:l"),
    F32_CONVERT_I32_S(0xB2, "f32.convert_i32_s", Immediate.NONE, "i:f"),
    F32_CONVERT_I32_U(0xB3, "f32.convert_i32_u", Immediate.NONE, "i:f"),
    F32_CONVERT_I64_S(0xB4, "f32.convert_i64_s", Immediate.NONE, "l:f"),
    F32_CONVERT_I64_U(0xB5, "f32.convert_i64_u", Immediate.NONE, "l:f"),
    F32_DEMOTE_F64(0xB6, "f32.demote_f64", Immediate.NONE, "d:f"),
    F64_CONVERT_I32_S(0xB7, "f64.convert_i32_s", Immediate.NONE, "i:d"),
    F64_CONVERT_I32_U(0xB8, "f64.convert_i32_u", Immediate.NONE, "i:d"),
    F64_CONVERT_I64_S(0xB9, "f64.convert_i64_s", Immediate.NONE, "l:d"),
    F64_CONVERT_I64_U(0xBA, "f64.convert_i64_u", Immediate.NONE, "l:d"),
    F64_PROMOTE_F32(0xBB, "f64.promote_f32", Immediate.NONE, "f:d"),
    I32_REINTERPRET_F32(0xBC, "i32.reinterpret_f32", Immediate.NONE, "f:i"),
    I64_REINTERPRET_F64(0xBD, "i64.reinterpret_f64", Immediate.NONE, "d:l"),
    F32_REINTERPRET_I32(0xBE, "f32.reinterpret_i32", Immediate.NONE, "i:f"),
    F64_REINTERPRET_I64(0xBF, "f64.reinterpret_i64", Immediate.NONE, "l:d"),

    // Numeric: sign extension.
    I32_EXTEND8_S(0xC0, "i32.extend8_s", Immediate.NONE, "i:i", Feature.SIGN_EXTENSION),
    I32_EXTEND16_S(0xC1, "i32.extend16_s", Immediate.NONE, "i:i", Feature.SIGN_EXTENSION),
    I64_EXTEND8_S(0xC2, "i64.extend8_s", Immediate.NONE, "l:l", Feature.SIGN_EXTENSION),
    I64_EXTEND16_S(0xC3, "i64.extend16_s", Immediate.NONE, "l:l", Feature.SIGN_EXTENSION),
    I64_EXTEND32_S(0xC4, "i64.extend32_s", Immediate.NONE, "l:l", Feature.SIGN_EXTENSION),

    // Reference.
    REF_NULL(0xD0, "ref.null", Immediate.HEAP_TYPE, null, Feature.REFERENCE_TYPES),
    REF_IS_NULL(0xD1, "ref.is_null", Immediate.NONE, null, Feature.REFERENCE_TYPES),
    REF_FUNC(0xD2, "ref.func", Immediate.FUNCTION, null, Feature.REFERENCE_TYPES),
    REF_EQ(0xD3, "ref.eq", Immediate.NONE, null, Feature.GC),
    REF_AS_NON_NULL(0xD4, "ref.as_non_null", Immediate.NONE, null, Feature.TYPED_FUNCTION_REFERENCES),
    BR_ON_NULL(0xD5, "br_on_null", Immediate.LABEL, null, Feature.TYPED_FUNCTION_REFERENCES),
    BR_ON_NON_NULL(0xD6, "br_on_non_null", Immediate.LABEL, null, Feature.TYPED_FUNCTION_REFERENCES),

    // Aggregates, casts and conversions of references.
    STRUCT_NEW(0xFB0000, "struct.new", Immediate.TYPE, null, Feature.GC),
    STRUCT_NEW_DEFAULT(0xFB0001, "struct.new_default", Immediate.TYPE, null, Feature.GC),
    STRUCT_GET(0xFB0002, "struct.get", Immediate.TYPE_FIELD, null, Feature.GC),
    STRUCT_GET_S(0xFB0003, "struct.get_s", Immediate.TYPE_FIELD, null, Feature.GC),
    STRUCT_GET_U(0xFB0004, "struct.get_u", Immediate.TYPE_FIELD, null, Feature.GC),
    STRUCT_SET(0xFB0005, "struct.set", Immediate.TYPE_FIELD, null, Feature.GC),
    ARRAY_NEW(0xFB0006, "array.new", Immediate.TYPE, null, Feature.GC),
    ARRAY_NEW_DEFAULT(0xFB0007, "array.new_default", Immediate.TYPE, null, Feature.GC),
    ARRAY_NEW_FIXED(0xFB0008, "array.new_fixed", Immediate.TYPE_LENGTH, null, Feature.GC),
    ARRAY_NEW_DATA(0xFB0009, "array.new_data", Immediate.TYPE_DATA, null, Feature.GC),
    ARRAY_NEW_ELEM(0xFB000A, "array.new_elem", Immediate.TYPE_ELEM, null, Feature.GC),
    ARRAY_GET(0xFB000B, "array.get", Immediate.TYPE, null, Feature.GC),
    ARRAY_GET_S(0xFB000C, "array.get_s", Immediate.TYPE, null, Feature.GC),
    ARRAY_GET_U(0xFB000D, "array.get_u", Immediate.TYPE, null, Feature.GC),
    ARRAY_SET(0xFB000E, "array.set", Immediate.TYPE, null, Feature.GC),
    ARRAY_LEN(0xFB000F, "array.len", Immediate.NONE, null, Feature.GC),
    ARRAY_FILL(0xFB0010, "array.fill", Immediate.TYPE, null, Feature.GC),
    ARRAY_COPY(0xFB0011, "array.copy", Immediate.TYPE_TYPE, null, Feature.GC),
    ARRAY_INIT_DATA(0xFB0012, "array.init_data", Immediate.TYPE_DATA, null, Feature.GC),
    ARRAY_INIT_ELEM(0xFB0013, "array.init_elem", Immediate.TYPE_ELEM, null, Feature.GC),
    REF_TEST(0xFB0014, "ref.test", Immediate.HEAP_TYPE, null, Feature.GC),
    REF_TEST_NULL(0xFB0015, "ref.test", Immediate.HEAP_TYPE, null, Feature.GC),
    REF_CAST(0xFB0016, "ref.cast", Immediate.HEAP_TYPE, null, Feature.GC),
    REF_CAST_NULL(0xFB0017, "ref.cast", Immediate.HEAP_TYPE, null, Feature.GC),
    BR_ON_CAST(0xFB0018, "br_on_cast", Immediate.CAST, null, Feature.GC),
    BR_ON_CAST_FAIL(0xFB0019, "br_on_cast_fail", Immediate.CAST, null, Feature.GC),
    ANY_CONVERT_EXTERN(0xFB001A, "any.convert_extern", Immediate.NONE, null, Feature.GC),
    EXTERN_CONVERT_ANY(0xFB001B, "extern.convert_any", Immediate.NONE, null, Feature.GC),
    REF_I31(0xFB001C, "ref.i31", Immediate.NONE, null, Feature.GC),
    I31_GET_S(0xFB001D, "i31.get_s", Immediate.NONE, null, Feature.GC),
    I31_GET_U(0xFB001E, "i31.get_u", Immediate.NONE, null, Feature.GC),
    STRUCT_NEW_DESC(0xFB0020, "struct.new_desc", Immediate.TYPE, null, Feature.CUSTOM_DESCRIPTORS),
    STRUCT_NEW_DEFAULT_DESC(0xFB0021, "struct.new_default_desc", Immediate.TYPE, null, Feature.CUSTOM_DESCRIPTORS),
    REF_GET_DESC(0xFB0022, "ref.get_desc", Immediate.TYPE, null, Feature.CUSTOM_DESCRIPTORS),
    REF_CAST_DESC_EQ(0xFB0023, "ref.cast_desc_eq", Immediate.HEAP_TYPE, null, Feature.CUSTOM_DESCRIPTORS),
    REF_CAST_DESC_EQ_NULL(0xFB0024, "ref.cast_desc_eq", Immediate.HEAP_TYPE, null, Feature.CUSTOM_DESCRIPTORS),
    BR_ON_CAST_DESC_EQ(0xFB0025, "br_on_cast_desc_eq", Immediate.CAST, null, Feature.CUSTOM_DESCRIPTORS),
    BR_ON_CAST_DESC_EQ_FAIL(0xFB0026, "br_on_cast_desc_eq_fail", Immediate.CAST, null, Feature.CUSTOM_DESCRIPTORS),

    // Numeric: saturating conversions.
    I32_TRUNC_SAT_F32_S(0xFC0000, "i32.trunc_sat_f32_s", Immediate.NONE, "f:i", Feature.SATURATING_FLOAT_TO_INT),
    I32_TRUNC_SAT_F32_U(0xFC0001, "i32.trunc_sat_f32_u", Immediate.NONE, "f:i", Feature.SATURATING_FLOAT_TO_INT),
    I32_TRUNC_SAT_F64_S(0xFC0002, "i32.trunc_sat_f64_s", Immediate.NONE, "d:i", Feature.SATURATING_FLOAT_TO_INT),
    I32_TRUNC_SAT_F64_U(0xFC0003, "i32.trunc_sat_f64_u", Immediate.NONE, "d:i", Feature.SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F32_S(0xFC0004, "i64.trunc_sat_f32_s", Immediate.NONE, "f:l", Feature.SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F32_U(0xFC0005, "i64.trunc_sat_f32_u", Immediate.NONE, "f:l", Feature.SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F64_S(0xFC0006, "i64.trunc_sat_f64_s", Immediate.NONE, "d:l", Feature.SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F64_U(0xFC0007, "i64.trunc_sat_f64_u", Immediate.NONE, "d:l", Feature.SATURATING_FLOAT_TO_INT),

    // Bulk memory and tables.
    MEMORY_INIT(0xFC0008, "memory.init", Immediate.DATA_MEMORY, "aii:", Feature.BULK_MEMORY),
    DATA_DROP(0xFC0009, "data.drop", Immediate.DATA, ":", Feature.BULK_MEMORY),
    MEMORY_COPY(0xFC000A, "memory.copy", Immediate.MEMORY_MEMORY, null, Feature.BULK_MEMORY),
    MEMORY_FILL(0xFC000B, "memory.fill", Immediate.MEMORY, "aia:", Feature.BULK_MEMORY),
    TABLE_INIT(0xFC000C, "table.init", Immediate.ELEM_TABLE, null, Feature.BULK_MEMORY),
    ELEM_DROP(0xFC000D, "elem.drop", Immediate.ELEM, ":", Feature.BULK_MEMORY),
    TABLE_COPY(0xFC000E, "table.copy", Immediate.TABLE_TABLE, null, Feature.BULK_MEMORY),
    TABLE_GROW(0xFC000F, "table.grow", Immediate.TABLE, null, Feature.REFERENCE_TYPES),
    TABLE_SIZE(0xFC0010, "table.size", Immediate.TABLE, null, Feature.REFERENCE_TYPES),
    TABLE_FILL(0xFC0011, "table.fill", Immediate.TABLE, null, Feature.REFERENCE_TYPES),

    // Numeric: wide arithmetic; a 128-bit number is two i64, the low half first.
    I64_ADD128(0xFC0013, "i64.add128", Immediate.NONE, "llll:ll", Feature.WIDE_ARITHMETIC),
    I64_SUB128(0xFC0014, "i64.sub128", Immediate.NONE, "llll:ll", Feature.WIDE_ARITHMETIC),
    I64_MUL_WIDE_S(0xFC0015, "i64.mul_wide_s", Immediate.NONE, "ll:ll", Feature.WIDE_ARITHMETIC),
    I64_MUL_WIDE_U(0xFC0016, "i64.mul_wide_u", Immediate.NONE, "ll:ll", Feature.WIDE_ARITHMETIC),

    // Vector: memory.
    V128_LOAD(0xFD0000, "v128.load", Immediate.MEMARG, "a:v", Feature.SIMD, 4),
    V128_LOAD8X8_S(0xFD0001, "v128.load8x8_s", Immediate.MEMARG, "a:v", Feature.SIMD, 3),
    V128_LOAD8X8_U(0xFD0002, "v128.load8x8_u", Immediate.MEMARG, "a:v", Feature.SIMD, 3),
    V128_LOAD16X4_S(0xFD0003, "v128.load16x4_s", Immediate.MEMARG, "a:v", Feature.SIMD, 3),
    V128_LOAD16X4_U(0xFD0004, "v128.load16x4_u", Immediate.MEMARG, "a:v", Feature.SIMD, 3),
    V128_LOAD32X2_S(0xFD0005, "v128.load32x2_s", Immediate.MEMARG, "a:v", Feature.SIMD, 3),
    V128_LOAD32X2_U(0xFD0006, "v128.load32x2_u", Immediate.MEMARG, "a:v", Feature.SIMD, 3),
    V128_LOAD8_SPLAT(0xFD0007, "v128.load8_splat", Immediate.MEMARG, "a:v", Feature.SIMD, 0),
    V128_LOAD16_SPLAT(0xFD0008, "v128.load16_splat", Immediate.MEMARG, "a:v", Feature.SIMD, 1),
    V128_LOAD32_SPLAT(0xFD0009, "v128.load32_splat", Immediate.MEMARG, "a:v", Feature.SIMD, 2),
    V128_LOAD64_SPLAT(0xFD000A, "v128.load64_splat", Immediate.MEMARG, "a:v", Feature.SIMD, 3),
    V128_STORE(0xFD000B, "v128.store", Immediate.MEMARG, "av:", Feature.SIMD, 4),
    V128_LOAD8_LANE(0xFD0054, "v128.load8_lane", Immediate.MEMARG_LANE, "av:v", Feature.SIMD, 0),
    V128_LOAD16_LANE(0xFD0055, "v128.load16_lane", Immediate.MEMARG_LANE, "av:v", Feature.SIMD, 1),
    V128_LOAD32_LANE(0xFD0056, "v128.load32_lane", Immediate.MEMARG_LANE, "av:v", Feature.SIMD, 2),
    V128_LOAD64_LANE(0xFD0057, "v128.load64_lane", Immediate.MEMARG_LANE, "av:v", Feature.SIMD, 3),
    V128_STORE8_LANE(0xFD0058, "v128.store8_lane", Immediate.MEMARG_LANE, "av:", Feature.SIMD, 0),
    V128_STORE16_LANE(0xFD0059, "v128.store16_lane", Immediate.MEMARG_LANE, "av:", Feature.SIMD, 1),
    V128_STORE32_LANE(0xFD005A, "v128.store32_lane", Immediate.MEMARG_LANE, "av:", Feature.SIMD, 2),
    V128_STORE64_LANE(0xFD005B, "v128.store64_lane", Immediate.MEMARG_LANE, "av:", Feature.SIMD, 3),
    V128_LOAD32_ZERO(0xFD005C, "v128.load32_zero", Immediate.MEMARG, "a:v", Feature.SIMD, 2),
    V128_LOAD64_ZERO(0xFD005D, "v128.load64_zero", Immediate.MEMARG, "a:v", Feature.SIMD, 3),

    // Vector: constants and lanes.
    V128_CONST(0xFD000C, "v128.const", Immediate.V128, ":v", Feature.SIMD),
    I8X16_SHUFFLE(0xFD000D, "i8x16.shuffle", Immediate.LANES, "vv:v", Feature.SIMD),
    I8X16_SWIZZLE(0xFD000E, "i8x16.swizzle", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_SPLAT(0xFD000F, "i8x16.splat", Immediate.NONE, "i:v", Feature.SIMD),
    I16X8_SPLAT(0xFD0010, "i16x8.splat", Immediate.NONE, "i:v", Feature.SIMD),
    I32X4_SPLAT(0xFD0011, "i32x4.splat", Immediate.NONE, "i:v", Feature.SIMD),
    I64X2_SPLAT(0xFD0012, "i64x2.splat", Immediate.NONE, "l:v", Feature.SIMD),
    F32X4_SPLAT(0xFD0013, "f32x4.splat", Immediate.NONE, "f:v", Feature.SIMD),
    F64X2_SPLAT(0xFD0014, "f64x2.splat", Immediate.NONE, "d:v", Feature.SIMD),
    I8X16_EXTRACT_LANE_S(0xFD0015, "i8x16.extract_lane_s", Immediate.LANE, "v:i", Feature.SIMD),
    I8X16_EXTRACT_LANE_U(0xFD0016, "i8x16.extract_lane_u", Immediate.LANE, "v:i", Feature.SIMD),
    I8X16_REPLACE_LANE(0xFD0017, "i8x16.replace_lane", Immediate.LANE, "vi:v", Feature.SIMD),
    I16X8_EXTRACT_LANE_S(0xFD0018, "i16x8.extract_lane_s", Immediate.LANE, "v:i", Feature.SIMD),
    I16X8_EXTRACT_LANE_U(0xFD0019, "i16x8.extract_lane_u", Immediate.LANE, "v:i", Feature.SIMD),
    I16X8_REPLACE_LANE(0xFD001A, "i16x8.replace_lane", Immediate.LANE, "vi:v", Feature.SIMD),
    I32X4_EXTRACT_LANE(0xFD001B, "i32x4.extract_lane", Immediate.LANE, "v:i", Feature.SIMD),
    I32X4_REPLACE_LANE(0xFD001C, "i32x4.replace_lane", Immediate.LANE, "vi:v", Feature.SIMD),
    I64X2_EXTRACT_LANE(0xFD001D, "i64x2.extract_lane", Immediate.LANE, "v:l", Feature.SIMD),
    I64X2_REPLACE_LANE(0xFD001E, "i64x2.replace_lane", Immediate.LANE, "vl:v", Feature.SIMD),
    F32X4_EXTRACT_LANE(0xFD001F, "f32x4.extract_lane", Immediate.LANE, "v:f", Feature.SIMD),
    F32X4_REPLACE_LANE(0xFD0020, "f32x4.replace_lane", Immediate.LANE, "vf:v", Feature.SIMD),
    F64X2_EXTRACT_LANE(0xFD0021, "f64x2.extract_lane", Immediate.LANE, "v:d", Feature.SIMD),
    F64X2_REPLACE_LANE(0xFD0022, "f64x2.replace_lane", Immediate.LANE, "vd:v", Feature.SIMD),

    // Vector: comparisons.
    I8X16_EQ(0xFD0023, "i8x16.eq", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_NE(0xFD0024, "i8x16.ne", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_LT_S(0xFD0025, "i8x16.lt_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_LT_U(0xFD0026, "i8x16.lt_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_GT_S(0xFD0027, "i8x16.gt_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_GT_U(0xFD0028, "i8x16.gt_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_LE_S(0xFD0029, "i8x16.le_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_LE_U(0xFD002A, "i8x16.le_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_GE_S(0xFD002B, "i8x16.ge_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_GE_U(0xFD002C, "i8x16.ge_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_EQ(0xFD002D, "i16x8.eq", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_NE(0xFD002E, "i16x8.ne", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_LT_S(0xFD002F, "i16x8.lt_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_LT_U(0xFD0030, "i16x8.lt_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_GT_S(0xFD0031, "i16x8.gt_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_GT_U(0xFD0032, "i16x8.gt_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_LE_S(0xFD0033, "i16x8.le_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_LE_U(0xFD0034, "i16x8.le_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_GE_S(0xFD0035, "i16x8.ge_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_GE_U(0xFD0036, "i16x8.ge_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_EQ(0xFD0037, "i32x4.eq", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_NE(0xFD0038, "i32x4.ne", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_LT_S(0xFD0039, "i32x4.lt_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_LT_U(0xFD003A, "i32x4.lt_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_GT_S(0xFD003B, "i32x4.gt_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_GT_U(0xFD003C, "i32x4.gt_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_LE_S(0xFD003D, "i32x4.le_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_LE_U(0xFD003E, "i32x4.le_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_GE_S(0xFD003F, "i32x4.ge_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_GE_U(0xFD0040, "i32x4.ge_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_EQ(0xFD00D6, "i64x2.eq", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_NE(0xFD00D7, "i64x2.ne", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_LT_S(0xFD00D8, "i64x2.lt_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_GT_S(0xFD00D9, "i64x2.gt_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_LE_S(0xFD00DA, "i64x2.le_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_GE_S(0xFD00DB, "i64x2.ge_s", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_EQ(0xFD0041, "f32x4.eq", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_NE(0xFD0042, "f32x4.ne", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_LT(0xFD0043, "f32x4.lt", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_GT(0xFD0044, "f32x4.gt", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_LE(0xFD0045, "f32x4.le", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_GE(0xFD0046, "f32x4.ge", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_EQ(0xFD0047, "f64x2.eq", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_NE(0xFD0048, "f64x2.ne", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_LT(0xFD0049, "f64x2.lt", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_GT(0xFD004A, "f64x2.gt", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_LE(0xFD004B, "f64x2.le", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_GE(0xFD004C, "f64x2.ge", Immediate.NONE, "vv:v", Feature.SIMD),

    // Vector: bits.
    V128_NOT(0xFD004D, "v128.not", Immediate.NONE, "v:v", Feature.SIMD),
    V128_AND(0xFD004E, "v128.and", Immediate.NONE, "vv:v", Feature.SIMD),
    V128_ANDNOT(0xFD004F, "v128.andnot", Immediate.NONE, "vv:v", Feature.SIMD),
    V128_OR(0xFD0050, "v128.or", Immediate.NONE, "vv:v", Feature.SIMD),
    V128_XOR(0xFD0051, "v128.xor", Immediate.NONE, "vv:v", Feature.SIMD),
    V128_BITSELECT(0xFD0052, "v128.bitselect", Immediate.NONE, "vvv:v", Feature.SIMD),
    V128_ANY_TRUE(0xFD0053, "v128.any_true", Immediate.NONE, "v:i", Feature.SIMD),

    // Vector: arithmetic on i8x16.
    I8X16_ABS(0xFD0060, "i8x16.abs", Immediate.NONE, "v:v", Feature.SIMD),
    I8X16_NEG(0xFD0061, "i8x16.neg", Immediate.NONE, "v:v", Feature.SIMD),
    I8X16_POPCNT(0xFD0062, "i8x16.popcnt", Immediate.NONE, "v:v", Feature.SIMD),
    I8X16_ALL_TRUE(0xFD0063, "i8x16.all_true", Immediate.NONE, "v:i", Feature.SIMD),
    I8X16_BITMASK(0xFD0064, "i8x16.bitmask", Immediate.NONE, "v:i", Feature.SIMD),
    I8X16_NARROW_I16X8_S(0xFD0065, "i8x16.narrow_i16x8_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_NARROW_I16X8_U(0xFD0066, "i8x16.narrow_i16x8_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_SHL(0xFD006B, "i8x16.shl", Immediate.NONE, "vi:v", Feature.SIMD),
    I8X16_SHR_S(0xFD006C, "i8x16.shr_s", Immediate.NONE, "vi:v", Feature.SIMD),
    I8X16_SHR_U(0xFD006D, "i8x16.shr_u", Immediate.NONE, "vi:v", Feature.SIMD),
    I8X16_ADD(0xFD006E, "i8x16.add", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_ADD_SAT_S(0xFD006F, "i8x16.add_sat_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_ADD_SAT_U(0xFD0070, "i8x16.add_sat_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_SUB(0xFD0071, "i8x16.sub", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_SUB_SAT_S(0xFD0072, "i8x16.sub_sat_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_SUB_SAT_U(0xFD0073, "i8x16.sub_sat_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_MIN_S(0xFD0076, "i8x16.min_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_MIN_U(0xFD0077, "i8x16.min_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_MAX_S(0xFD0078, "i8x16.max_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_MAX_U(0xFD0079, "i8x16.max_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I8X16_AVGR_U(0xFD007B, "i8x16.avgr_u", Immediate.NONE, "vv:v", Feature.SIMD),

    // Vector: arithmetic on i16x8.
    I16X8_EXTADD_PAIRWISE_I8X16_S(0xFD007C, "i16x8.extadd_pairwise_i8x16_s", Immediate.NONE, "v:v", Feature.SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_U(0xFD007D, "i16x8.extadd_pairwise_i8x16_u", Immediate.NONE, "v:v", Feature.SIMD),
    I16X8_ABS(0xFD0080, "i16x8.abs", Immediate.NONE, "v:v", Feature.SIMD),
    I16X8_NEG(0xFD0081, "i16x8.neg", Immediate.NONE, "v:v", Feature.SIMD),
    I16X8_Q15MULR_SAT_S(0xFD0082, "i16x8.q15mulr_sat_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_ALL_TRUE(0xFD0083, "i16x8.all_true", Immediate.NONE, "v:i", Feature.SIMD),
    I16X8_BITMASK(0xFD0084, "i16x8.bitmask", Immediate.NONE, "v:i", Feature.SIMD),
    I16X8_NARROW_I32X4_S(0xFD0085, "i16x8.narrow_i32x4_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_NARROW_I32X4_U(0xFD0086, "i16x8.narrow_i32x4_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_EXTEND_LOW_I8X16_S(0xFD0087, "i16x8.extend_low_i8x16_s", Immediate.NONE, "v:v", Feature.SIMD),
    I16X8_EXTEND_HIGH_I8X16_S(0xFD0088, "i16x8.extend_high_i8x16_s", Immediate.NONE, "v:v", Feature.SIMD),
    I16X8_EXTEND_LOW_I8X16_U(0xFD0089, "i16x8.extend_low_i8x16_u", Immediate.NONE, "v:v", Feature.SIMD),
    I16X8_EXTEND_HIGH_I8X16_U(0xFD008A, "i16x8.extend_high_i8x16_u", Immediate.NONE, "v:v", Feature.SIMD),
    I16X8_SHL(0xFD008B, "i16x8.shl", Immediate.NONE, "vi:v", Feature.SIMD),
    I16X8_SHR_S(0xFD008C, "i16x8.shr_s", Immediate.NONE, "vi:v", Feature.SIMD),
    I16X8_SHR_U(0xFD008D, "i16x8.shr_u", Immediate.NONE, "vi:v", Feature.SIMD),
    I16X8_ADD(0xFD008E, "i16x8.add", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_ADD_SAT_S(0xFD008F, "i16x8.add_sat_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_ADD_SAT_U(0xFD0090, "i16x8.add_sat_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_SUB(0xFD0091, "i16x8.sub", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_SUB_SAT_S(0xFD0092, "i16x8.sub_sat_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_SUB_SAT_U(0xFD0093, "i16x8.sub_sat_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_MUL(0xFD0095, "i16x8.mul", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_MIN_S(0xFD0096, "i16x8.min_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_MIN_U(0xFD0097, "i16x8.min_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_MAX_S(0xFD0098, "i16x8.max_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_MAX_U(0xFD0099, "i16x8.max_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_AVGR_U(0xFD009B, "i16x8.avgr_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_EXTMUL_LOW_I8X16_S(0xFD009C, "i16x8.extmul_low_i8x16_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_EXTMUL_HIGH_I8X16_S(0xFD009D, "i16x8.extmul_high_i8x16_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_EXTMUL_LOW_I8X16_U(0xFD009E, "i16x8.extmul_low_i8x16_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I16X8_EXTMUL_HIGH_I8X16_U(0xFD009F, "i16x8.extmul_high_i8x16_u", Immediate.NONE, "vv:v", Feature.SIMD),

    // Vector: arithmetic on i32x4.
    I32X4_EXTADD_PAIRWISE_I16X8_S(0xFD007E, "i32x4.extadd_pairwise_i16x8_s", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_U(0xFD007F, "i32x4.extadd_pairwise_i16x8_u", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_ABS(0xFD00A0, "i32x4.abs", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_NEG(0xFD00A1, "i32x4.neg", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_ALL_TRUE(0xFD00A3, "i32x4.all_true", Immediate.NONE, "v:i", Feature.SIMD),
    I32X4_BITMASK(0xFD00A4, "i32x4.bitmask", Immediate.NONE, "v:i", Feature.SIMD),
    I32X4_EXTEND_LOW_I16X8_S(0xFD00A7, "i32x4.extend_low_i16x8_s", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_EXTEND_HIGH_I16X8_S(0xFD00A8, "i32x4.extend_high_i16x8_s", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_EXTEND_LOW_I16X8_U(0xFD00A9, "i32x4.extend_low_i16x8_u", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_EXTEND_HIGH_I16X8_U(0xFD00AA, "i32x4.extend_high_i16x8_u", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_SHL(0xFD00AB, "i32x4.shl", Immediate.NONE, "vi:v", Feature.SIMD),
    I32X4_SHR_S(0xFD00AC, "i32x4.shr_s", Immediate.NONE, "vi:v", Feature.SIMD),
    I32X4_SHR_U(0xFD00AD, "i32x4.shr_u", Immediate.NONE, "vi:v", Feature.SIMD),
    I32X4_ADD(0xFD00AE, "i32x4.add", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_SUB(0xFD00B1, "i32x4.sub", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_MUL(0xFD00B5, "i32x4.mul", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_MIN_S(0xFD00B6, "i32x4.min_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_MIN_U(0xFD00B7, "i32x4.min_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_MAX_S(0xFD00B8, "i32x4.max_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_MAX_U(0xFD00B9, "i32x4.max_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_DOT_I16X8_S(0xFD00BA, "i32x4.dot_i16x8_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_EXTMUL_LOW_I16X8_S(0xFD00BC, "i32x4.extmul_low_i16x8_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_EXTMUL_HIGH_I16X8_S(0xFD00BD, "i32x4.extmul_high_i16x8_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_EXTMUL_LOW_I16X8_U(0xFD00BE, "i32x4.extmul_low_i16x8_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I32X4_EXTMUL_HIGH_I16X8_U(0xFD00BF, "i32x4.extmul_high_i16x8_u", Immediate.NONE, "vv:v", Feature.SIMD),

    // Vector: arithmetic on i64x2.
    I64X2_ABS(0xFD00C0, "i64x2.abs", Immediate.NONE, "v:v", Feature.SIMD),
    I64X2_NEG(0xFD00C1, "i64x2.neg", Immediate.NONE, "v:v", Feature.SIMD),
    I64X2_ALL_TRUE(0xFD00C3, "i64x2.all_true", Immediate.NONE, "v:i", Feature.SIMD),
    I64X2_BITMASK(0xFD00C4, "i64x2.bitmask", Immediate.NONE, "v:i", Feature.SIMD),
    I64X2_EXTEND_LOW_I32X4_S(0xFD00C7, "i64x2.extend_low_i32x4_s", Immediate.NONE, "v:v", Feature.SIMD),
    I64X2_EXTEND_HIGH_I32X4_S(0xFD00C8, "i64x2.extend_high_i32x4_s", Immediate.NONE, "v:v", Feature.SIMD),
    I64X2_EXTEND_LOW_I32X4_U(0xFD00C9, "i64x2.extend_low_i32x4_u", Immediate.NONE, "v:v", Feature.SIMD),
    I64X2_EXTEND_HIGH_I32X4_U(0xFD00CA, "i64x2.extend_high_i32x4_u", Immediate.NONE, "v:v", Feature.SIMD),
    I64X2_SHL(0xFD00CB, "i64x2.shl", Immediate.NONE, "vi:v", Feature.SIMD),
    I64X2_SHR_S(0xFD00CC, "i64x2.shr_s", Immediate.NONE, "vi:v", Feature.SIMD),
    I64X2_SHR_U(0xFD00CD, "i64x2.shr_u", Immediate.NONE, "vi:v", Feature.SIMD),
    I64X2_ADD(0xFD00CE, "i64x2.add", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_SUB(0xFD00D1, "i64x2.sub", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_MUL(0xFD00D5, "i64x2.mul", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_EXTMUL_LOW_I32X4_S(0xFD00DC, "i64x2.extmul_low_i32x4_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_EXTMUL_HIGH_I32X4_S(0xFD00DD, "i64x2.extmul_high_i32x4_s", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_EXTMUL_LOW_I32X4_U(0xFD00DE, "i64x2.extmul_low_i32x4_u", Immediate.NONE, "vv:v", Feature.SIMD),
    I64X2_EXTMUL_HIGH_I32X4_U(0xFD00DF, "i64x2.extmul_high_i32x4_u", Immediate.NONE, "vv:v", Feature.SIMD),

    // Vector: arithmetic on f32x4.
    F32X4_CEIL(0xFD0067, "f32x4.ceil", Immediate.NONE, "v:v", Feature.SIMD),
    F32X4_FLOOR(0xFD0068, "f32x4.floor", Immediate.NONE, "v:v", Feature.SIMD),
    F32X4_TRUNC(0xFD0069, "f32x4.trunc", Immediate.NONE, "v:v", Feature.SIMD),
    F32X4_NEAREST(0xFD006A, "f32x4.nearest", Immediate.NONE, "v:v", Feature.SIMD),
    F32X4_ABS(0xFD00E0, "f32x4.abs", Immediate.NONE, "v:v", Feature.SIMD),
    F32X4_NEG(0xFD00E1, "f32x4.neg", Immediate.NONE, "v:v", Feature.SIMD),
    F32X4_SQRT(0xFD00E3, "f32x4.sqrt", Immediate.NONE, "v:v", Feature.SIMD),
    F32X4_ADD(0xFD00E4, "f32x4.add", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_SUB(0xFD00E5, "f32x4.sub", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_MUL(0xFD00E6, "f32x4.mul", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_DIV(0xFD00E7, "f32x4.div", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_MIN(0xFD00E8, "f32x4.min", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_MAX(0xFD00E9, "f32x4.max", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_PMIN(0xFD00EA, "f32x4.pmin", Immediate.NONE, "vv:v", Feature.SIMD),
    F32X4_PMAX(0xFD00EB, "f32x4.pmax", Immediate.NONE, "vv:v", Feature.SIMD),

    // Vector: arithmetic on f64x2.
    F64X2_CEIL(0xFD0074, "f64x2.ceil", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_FLOOR(0xFD0075, "f64x2.floor", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_TRUNC(0xFD007A, "f64x2.trunc", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_NEAREST(0xFD0094, "f64x2.nearest", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_ABS(0xFD00EC, "f64x2.abs", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_NEG(0xFD00ED, "f64x2.neg", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_SQRT(0xFD00EF, "f64x2.sqrt", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_ADD(0xFD00F0, "f64x2.add", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_SUB(0xFD00F1, "f64x2.sub", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_MUL(0xFD00F2, "f64x2.mul", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_DIV(0xFD00F3, "f64x2.div", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_MIN(0xFD00F4, "f64x2.min", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_MAX(0xFD00F5, "f64x2.max", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_PMIN(0xFD00F6, "f64x2.pmin", Immediate.NONE, "vv:v", Feature.SIMD),
    F64X2_PMAX(0xFD00F7, "f64x2.pmax", Immediate.NONE, "vv:v", Feature.SIMD),

    // Vector: conversions.
    F32X4_DEMOTE_F64X2_ZERO(0xFD005E, "f32x4.demote_f64x2_zero", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_PROMOTE_LOW_F32X4(0xFD005F, "f64x2.promote_low_f32x4", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_TRUNC_SAT_F32X4_S(0xFD00F8, "i32x4.trunc_sat_f32x4_s", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_TRUNC_SAT_F32X4_U(0xFD00F9, "i32x4.trunc_sat_f32x4_u", Immediate.NONE, "v:v", Feature.SIMD),
    F32X4_CONVERT_I32X4_S(0xFD00FA, "f32x4.convert_i32x4_s", Immediate.NONE, "v:v", Feature.SIMD),
    F32X4_CONVERT_I32X4_U(0xFD00FB, "f32x4.convert_i32x4_u", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_TRUNC_SAT_F64X2_S_ZERO(0xFD00FC, "i32x4.trunc_sat_f64x2_s_zero", Immediate.NONE, "v:v", Feature.SIMD),
    I32X4_TRUNC_SAT_F64X2_U_ZERO(0xFD00FD, "i32x4.trunc_sat_f64x2_u_zero", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_CONVERT_LOW_I32X4_S(0xFD00FE, "f64x2.convert_low_i32x4_s", Immediate.NONE, "v:v", Feature.SIMD),
    F64X2_CONVERT_LOW_I32X4_U(0xFD00FF, "f64x2.convert_low_i32x4_u", Immediate.NONE, "v:v", Feature.SIMD),

    // Vector: relaxed.
    I8X16_RELAXED_SWIZZLE(0xFD0100, "i8x16.relaxed_swizzle", Immediate.NONE, "vv:v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_S(0xFD0101, "i32x4.relaxed_trunc_f32x4_s", Immediate.NONE, "v:v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_U(0xFD0102, "i32x4.relaxed_trunc_f32x4_u", Immediate.NONE, "v:v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_S_ZERO(0xFD0103, "i32x4.relaxed_trunc_f64x2_s_zero", Immediate.NONE, "v:v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_U_ZERO(0xFD0104, "i32x4.relaxed_trunc_f64x2_u_zero", Immediate.NONE, "v:v", Feature.RELAXED_SIMD),
    F32X4_RELAXED_MADD(0xFD0105, "f32x4.relaxed_madd", Immediate.NONE, "vvv:v", Feature.RELAXED_SIMD),
    F32X4_RELAXED_NMADD(0xFD0106, "f32x4.relaxed_nmadd", Immediate.NONE, "vvv:v", Feature.RELAXED_SIMD),
    F64X2_RELAXED_MADD(0xFD0107, "f64x2.relaxed_madd", Immediate.NONE, "vvv:v", Feature.RELAXED_SIMD),
    F64X2_RELAXED_NMADD(0xFD0108, "f64x2.relaxed_nmadd", Immediate.NONE, "vvv:v", Feature.RELAXED_SIMD),
    I8X16_RELAXED_LANESELECT(0xFD0109, "i8x16.relaxed_laneselect", Immediate.NONE, "vvv:v", Feature.RELAXED_SIMD),
    I16X8_RELAXED_LANESELECT(0xFD010A, "i16x8.relaxed_laneselect", Immediate.NONE, "vvv:v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_LANESELECT(0xFD010B, "i32x4.relaxed_laneselect", Immediate.NONE, "vvv:v", Feature.RELAXED_SIMD),
    I64X2_RELAXED_LANESELECT(0xFD010C, "i64x2.relaxed_laneselect", Immediate.NONE, "vvv:v", Feature.RELAXED_SIMD),
    F32X4_RELAXED_MIN(0xFD010D, "f32x4.relaxed_min", Immediate.NONE, "vv:v", Feature.RELAXED_SIMD),
    F32X4_RELAXED_MAX(0xFD010E, "f32x4.relaxed_max", Immediate.NONE, "vv:v", Feature.RELAXED_SIMD),
    F64X2_RELAXED_MIN(0xFD010F, "f64x2.relaxed_min", Immediate.NONE, "vv:v", Feature.RELAXED_SIMD),
    F64X2_RELAXED_MAX(0xFD0110, "f64x2.relaxed_max", Immediate.NONE, "vv:v", Feature.RELAXED_SIMD),
    I16X8_RELAXED_Q15MULR_S(0xFD0111, "i16x8.relaxed_q15mulr_s", Immediate.NONE, "vv:v", Feature.RELAXED_SIMD),
    I16X8_RELAXED_DOT_I8X16_I7X16_S(0xFD0112, "i16x8.relaxed_dot_i8x16_i7x16_s", Immediate.NONE, "vv:v", Feature.RELAXED_SIMD),
    I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(0xFD0113, "i32x4.relaxed_dot_i8x16_i7x16_add_s", Immediate.NONE, "vvv:v", Feature.RELAXED_SIMD),

    // Atomic.
    MEMORY_ATOMIC_NOTIFY(0xFE0000, "memory.atomic.notify", Immediate.MEMARG, "ai:i", Feature.THREADS, 2),
    MEMORY_ATOMIC_WAIT32(0xFE0001, "memory.atomic.wait32", Immediate.MEMARG, "ail:i", Feature.THREADS, 2),
    MEMORY_ATOMIC_WAIT64(0xFE0002, "memory.atomic.wait64", Immediate.MEMARG, "all:i", Feature.THREADS, 3),
    ATOMIC_FENCE(0xFE0003, "atomic.fence", Immediate.ZERO_BYTE, ":", Feature.THREADS),
    I32_ATOMIC_LOAD(0xFE0010, "i32.atomic.load", Immediate.MEMARG, "a:i", Feature.THREADS, 2),
    I64_ATOMIC_LOAD(0xFE0011, "i64.atomic.load", Immediate.MEMARG, "a:l", Feature.THREADS, 3),
    I32_ATOMIC_LOAD8_U(0xFE0012, "i32.atomic.load8_u", Immediate.MEMARG, "a:i", Feature.THREADS, 0),
    I32_ATOMIC_LOAD16_U(0xFE0013, "i32.atomic.load16_u", Immediate.MEMARG, "a:i", Feature.THREADS, 1),
    I64_ATOMIC_LOAD8_U(0xFE0014, "i64.atomic.load8_u", Immediate.MEMARG, "a:l", Feature.THREADS, 0),
    I64_ATOMIC_LOAD16_U(0xFE0015, "i64.atomic.load16_u", Immediate.MEMARG, "a:l", Feature.THREADS, 1),
    I64_ATOMIC_LOAD32_U(0xFE0016, "i64.atomic.load32_u", Immediate.MEMARG, "a:l", Feature.THREADS, 2),
    I32_ATOMIC_STORE(0xFE0017, "i32.atomic.store", Immediate.MEMARG, "ai:", Feature.THREADS, 2),
    I64_ATOMIC_STORE(0xFE0018, "i64.atomic.store", Immediate.MEMARG, "al:", Feature.THREADS, 3),
    I32_ATOMIC_STORE8(0xFE0019, "i32.atomic.store8", Immediate.MEMARG, "ai:", Feature.THREADS, 0),
    I32_ATOMIC_STORE16(0xFE001A, "i32.atomic.store16", Immediate.MEMARG, "ai:", Feature.THREADS, 1),
    I64_ATOMIC_STORE8(0xFE001B, "i64.atomic.store8", Immediate.MEMARG, "al:", Feature.THREADS, 0),
    I64_ATOMIC_STORE16(0xFE001C, "i64.atomic.store16", Immediate.MEMARG, "al:", Feature.THREADS, 1),
    I64_ATOMIC_STORE32(0xFE001D, "i64.atomic.store32", Immediate.MEMARG, "al:", Feature.THREADS, 2),
    I32_ATOMIC_RMW_ADD(0xFE001E, "i32.atomic.rmw.add", Immediate.MEMARG, "ai:i", Feature.THREADS, 2),
    I64_ATOMIC_RMW_ADD(0xFE001F, "i64.atomic.rmw.add", Immediate.MEMARG, "al:l", Feature.THREADS, 3),
    I32_ATOMIC_RMW8_ADD_U(0xFE0020, "i32.atomic.rmw8.add_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 0),
    I32_ATOMIC_RMW16_ADD_U(0xFE0021, "i32.atomic.rmw16.add_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 1),
    I64_ATOMIC_RMW8_ADD_U(0xFE0022, "i64.atomic.rmw8.add_u", Immediate.MEMARG, "al:l", Feature.THREADS, 0),
    I64_ATOMIC_RMW16_ADD_U(0xFE0023, "i64.atomic.rmw16.add_u", Immediate.MEMARG, "al:l", Feature.THREADS, 1),
    I64_ATOMIC_RMW32_ADD_U(0xFE0024, "i64.atomic.rmw32.add_u", Immediate.MEMARG, "al:l", Feature.THREADS, 2),
    I32_ATOMIC_RMW_SUB(0xFE0025, "i32.atomic.rmw.sub", Immediate.MEMARG, "ai:i", Feature.THREADS, 2),
    I64_ATOMIC_RMW_SUB(0xFE0026, "i64.atomic.rmw.sub", Immediate.MEMARG, "al:l", Feature.THREADS, 3),
    I32_ATOMIC_RMW8_SUB_U(0xFE0027, "i32.atomic.rmw8.sub_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 0),
    I32_ATOMIC_RMW16_SUB_U(0xFE0028, "i32.atomic.rmw16.sub_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 1),
    I64_ATOMIC_RMW8_SUB_U(0xFE0029, "i64.atomic.rmw8.sub_u", Immediate.MEMARG, "al:l", Feature.THREADS, 0),
    I64_ATOMIC_RMW16_SUB_U(0xFE002A, "i64.atomic.rmw16.sub_u", Immediate.MEMARG, "al:l", Feature.THREADS, 1),
    I64_ATOMIC_RMW32_SUB_U(0xFE002B, "i64.atomic.rmw32.sub_u", Immediate.MEMARG, "al:l", Feature.THREADS, 2),
    I32_ATOMIC_RMW_AND(0xFE002C, "i32.atomic.rmw.and", Immediate.MEMARG, "ai:i", Feature.THREADS, 2),
    I64_ATOMIC_RMW_AND(0xFE002D, "i64.atomic.rmw.and", Immediate.MEMARG, "al:l", Feature.THREADS, 3),
    I32_ATOMIC_RMW8_AND_U(0xFE002E, "i32.atomic.rmw8.and_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 0),
    I32_ATOMIC_RMW16_AND_U(0xFE002F, "i32.atomic.rmw16.and_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 1),
    I64_ATOMIC_RMW8_AND_U(0xFE0030, "i64.atomic.rmw8.and_u", Immediate.MEMARG, "al:l", Feature.THREADS, 0),
    I64_ATOMIC_RMW16_AND_U(0xFE0031, "i64.atomic.rmw16.and_u", Immediate.MEMARG, "al:l", Feature.THREADS, 1),
    I64_ATOMIC_RMW32_AND_U(0xFE0032, "i64.atomic.rmw32.and_u", Immediate.MEMARG, "al:l", Feature.THREADS, 2),
    I32_ATOMIC_RMW_OR(0xFE0033, "i32.atomic.rmw.or", Immediate.MEMARG, "ai:i", Feature.THREADS, 2),
    I64_ATOMIC_RMW_OR(0xFE0034, "i64.atomic.rmw.or", Immediate.MEMARG, "al:l", Feature.THREADS, 3),
    I32_ATOMIC_RMW8_OR_U(0xFE0035, "i32.atomic.rmw8.or_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 0),
    I32_ATOMIC_RMW16_OR_U(0xFE0036, "i32.atomic.rmw16.or_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 1),
    I64_ATOMIC_RMW8_OR_U(0xFE0037, "i64.atomic.rmw8.or_u", Immediate.MEMARG, "al:l", Feature.THREADS, 0),
    I64_ATOMIC_RMW16_OR_U(0xFE0038, "i64.atomic.rmw16.or_u", Immediate.MEMARG, "al:l", Feature.THREADS, 1),
    I64_ATOMIC_RMW32_OR_U(0xFE0039, "i64.atomic.rmw32.or_u", Immediate.MEMARG, "al:l", Feature.THREADS, 2),
    I32_ATOMIC_RMW_XOR(0xFE003A, "i32.atomic.rmw.xor", Immediate.MEMARG, "ai:i", Feature.THREADS, 2),
    I64_ATOMIC_RMW_XOR(0xFE003B, "i64.atomic.rmw.xor", Immediate.MEMARG, "al:l", Feature.THREADS, 3),
    I32_ATOMIC_RMW8_XOR_U(0xFE003C, "i32.atomic.rmw8.xor_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 0),
    I32_ATOMIC_RMW16_XOR_U(0xFE003D, "i32.atomic.rmw16.xor_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 1),
    I64_ATOMIC_RMW8_XOR_U(0xFE003E, "i64.atomic.rmw8.xor_u", Immediate.MEMARG, "al:l", Feature.THREADS, 0),
    I64_ATOMIC_RMW16_XOR_U(0xFE003F, "i64.atomic.rmw16.xor_u", Immediate.MEMARG, "al:l", Feature.THREADS, 1),
    I64_ATOMIC_RMW32_XOR_U(0xFE0040, "i64.atomic.rmw32.xor_u", Immediate.MEMARG, "al:l", Feature.THREADS, 2),
    I32_ATOMIC_RMW_XCHG(0xFE0041, "i32.atomic.rmw.xchg", Immediate.MEMARG, "ai:i", Feature.THREADS, 2),
    I64_ATOMIC_RMW_XCHG(0xFE0042, "i64.atomic.rmw.xchg", Immediate.MEMARG, "al:l", Feature.THREADS, 3),
    I32_ATOMIC_RMW8_XCHG_U(0xFE0043, "i32.atomic.rmw8.xchg_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 0),
    I32_ATOMIC_RMW16_XCHG_U(0xFE0044, "i32.atomic.rmw16.xchg_u", Immediate.MEMARG, "ai:i", Feature.THREADS, 1),
    I64_ATOMIC_RMW8_XCHG_U(0xFE0045, "i64.atomic.rmw8.xchg_u", Immediate.MEMARG, "al:l", Feature.THREADS, 0),
    I64_ATOMIC_RMW16_XCHG_U(0xFE0046, "i64.atomic.rmw16.xchg_u", Immediate.MEMARG, "al:l", Feature.THREADS, 1),
    I64_ATOMIC_RMW32_XCHG_U(0xFE0047, "i64.atomic.rmw32.xchg_u", Immediate.MEMARG, "al:l", Feature.THREADS, 2),
    I32_ATOMIC_RMW_CMPXCHG(0xFE0048, "i32.atomic.rmw.cmpxchg", Immediate.MEMARG, "aii:i", Feature.THREADS, 2),
    I64_ATOMIC_RMW_CMPXCHG(0xFE0049, "i64.atomic.rmw.cmpxchg", Immediate.MEMARG, "all:l", Feature.THREADS, 3),
    I32_ATOMIC_RMW8_CMPXCHG_U(0xFE004A, "i32.atomic.rmw8.cmpxchg_u", Immediate.MEMARG, "aii:i", Feature.THREADS, 0),
    I32_ATOMIC_RMW16_CMPXCHG_U(0xFE004B, "i32.atomic.rmw16.cmpxchg_u", Immediate.MEMARG, "aii:i", Feature.THREADS, 1),
    I64_ATOMIC_RMW8_CMPXCHG_U(0xFE004C, "i64.atomic.rmw8.cmpxchg_u", Immediate.MEMARG, "all:l", Feature.THREADS, 0),
    I64_ATOMIC_RMW16_CMPXCHG_U(0xFE004D, "i64.atomic.rmw16.cmpxchg_u", Immediate.MEMARG, "all:l", Feature.THREADS, 1),
    I64_ATOMIC_RMW32_CMPXCHG_U(0xFE004E, "i64.atomic.rmw32.cmpxchg_u", Immediate.MEMARG, "all:l", Feature.THREADS, 2);

    private static final int PREFIXES_FROM = 0xFB;
    private static final Opcode[][] BY_CODE = new Opcode[0x100 - PREFIXES_FROM + 1][];

    static {
        for (Opcode opcode : values()) {
            int row = opcode.code > 0xFF ? (opcode.code >> 16) - PREFIXES_FROM + 1 : 0;
            int column = opcode.code & 0xFFFF;
            if (BY_CODE[row] == null) {
                BY_CODE[row] = new Opcode[row == 0 ? 0x100 : 0x200];
            }
            BY_CODE[row][column] = opcode;
        }
    }

    private final int code;
    private final String mnemonic;
    private final Immediate immediate;
    private final String operands;
    private final String results;
    private final Feature feature;
    private final int alignment;

    Opcode(int code, String mnemonic, Immediate immediate, String signature) {
        this(code, mnemonic, immediate, signature, null, 0);
    }

    Opcode(int code, String mnemonic, Immediate immediate, String signature, int alignment) {
        this(code, mnemonic, immediate, signature, null, alignment);
    }

    Opcode(int code, String mnemonic, Immediate immediate, String signature, Feature feature) {
        this(code, mnemonic, immediate, signature, feature, 0);
    }

    Opcode(int code, String mnemonic, Immediate immediate, String signature, Feature feature, int alignment) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.immediate = immediate;
        int colon = signature == null ? -1 : signature.indexOf(':');
        this.operands = signature == null ? null : signature.substring(0, colon);
        this.results = signature == null ? null : signature.substring(colon + 1);
        this.feature = feature;
        this.alignment = alignment;
    }

    /** Whether {@code code} is a byte that starts a prefixed opcode. */
    public static boolean isPrefix(int code) {
        return code >= PREFIXES_FROM && code <= 0xFE;
    }

    /** The unprefixed instruction of a byte, or null. */
    public static Opcode of(int code) {
        return BY_CODE[0][code];
    }

    /** The instruction of a prefix and the unsigned number after it, or null. */
    public static Opcode of(int prefix, int code) {
        Opcode[] row = BY_CODE[prefix - PREFIXES_FROM + 1];
        return row == null || code < 0 || code >= row.length ? null : row[code];
    }

    /** The opcode byte, or {@code prefix << 16 | code}. */
    public int code() {
        return code;
    }

    /** The name in the text format. */
    public String mnemonic() {
        return mnemonic;
    }

    public Immediate immediate() {
        return immediate;
    }

    /** A letter for the type of each operand, the last on top; null if the typing rule is special. */
    public String operands() {
        return operands;
    }

    /** A letter for the type of each result; null if the typing rule is special. */
    public String results() {
        return results;
    }

    /** Whether it is a vector instruction, relaxed or not. */
    public boolean isVector() {
        return feature() == Feature.SIMD || feature() == Feature.RELAXED_SIMD;
    }

    /** Whether it calls a function. */
    public boolean isCall() {
        return switch (this) {
            case CALL, CALL_INDIRECT, CALL_REF, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> true;
            default -> false;
        };
    }

    /** What the instruction came with, or null if it is from 1.0. */
    public Feature feature() {
        return feature;
    }

    /** The natural alignment of a memory access, as a power of two. */
    public int alignment() {
        return alignment;
    }

    /** How many lanes the lane index of this instruction can choose from; 0 if it has none. */
    public int lanes() {
        return switch (immediate) {
            case LANE -> Integer.parseInt(mnemonic.substring(mnemonic.indexOf('x') + 1, mnemonic.indexOf('.')));
            case MEMARG_LANE -> 16 >> alignment;
            case LANES -> 32;
            default -> 0;
        };
    }
}
