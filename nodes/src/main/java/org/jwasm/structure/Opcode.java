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
    END(0x0B, "end", Immediate.NONE, null),
    BR(0x0C, "br", Immediate.LABEL, null),
    BR_IF(0x0D, "br_if", Immediate.LABEL, null),
    BR_TABLE(0x0E, "br_table", Immediate.LABELS, null),
    RETURN(0x0F, "return", Immediate.NONE, null),
    CALL(0x10, "call", Immediate.FUNCTION, null),
    CALL_INDIRECT(0x11, "call_indirect", Immediate.TYPE_TABLE, null),

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
    TABLE_FILL(0xFC0011, "table.fill", Immediate.TABLE, null, Feature.REFERENCE_TYPES);

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

    /** What the instruction came with, or null if it is from 1.0. */
    public Feature feature() {
        return feature;
    }

    /** The natural alignment of a memory access, as a power of two. */
    public int alignment() {
        return alignment;
    }
}
