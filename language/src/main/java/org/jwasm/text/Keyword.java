// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.Locale;

/** The words of modules and scripts that aren't mnemonics. Spec: Text Format, Lexical Format, Tokens. */
public enum Keyword {
    // Types.
    I8, I16, I32, I64, F32, F64, V128,
    ANY, EQ, I31, NONE, NOFUNC, EXTERN, NOEXTERN, EXN, NOEXN, FUNC, STRUCT, ARRAY,
    ANYREF, EQREF, I31REF, STRUCTREF, ARRAYREF, NULLREF, FUNCREF, NULLFUNCREF, EXTERNREF, NULLEXTERNREF, EXNREF, NULLEXNREF,
    REF, NULL, MUT, FIELD, SUB, FINAL, REC, TYPE, PARAM, RESULT, SHARED, EXACT, DESCRIPTOR, DESCRIBES, PAGESIZE,
    // Instructions.
    THEN, DO, CATCH_REF, CATCH_ALL_REF, OFFSET_EQ("offset="), ALIGN_EQ("align="),
    I8X16, I16X8, I32X4, I64X2, F32X4, F64X2,
    // Modules.
    MODULE, IMPORT, EXPORT, TABLE, MEMORY, GLOBAL, TAG, ELEM, DATA, START, LOCAL, OFFSET, ITEM, DECLARE,
    // Scripts.
    BINARY, QUOTE, DEFINITION, INSTANCE, REGISTER, INVOKE, GET, SCRIPT, INPUT, OUTPUT, EITHER, THREAD, WAIT,
    ASSERT_RETURN("assert_return"), ASSERT_TRAP("assert_trap"), ASSERT_EXHAUSTION("assert_exhaustion"),
    ASSERT_EXCEPTION("assert_exception"), ASSERT_MALFORMED("assert_malformed"), ASSERT_INVALID("assert_invalid"),
    ASSERT_UNLINKABLE("assert_unlinkable"), ASSERT_MALFORMED_CUSTOM("assert_malformed_custom"),
    ASSERT_INVALID_CUSTOM("assert_invalid_custom"),
    NAN_CANONICAL("nan:canonical"), NAN_ARITHMETIC("nan:arithmetic"),
    REF_EXTERN("ref.extern"), REF_HOST("ref.host"), REF_STRUCT("ref.struct"), REF_ARRAY("ref.array"), REF_EXN("ref.exn"),
    REF_ANY("ref.any");

    private static final Keyword[] ALL = values();

    private final String text;

    Keyword() {
        text = name().toLowerCase(Locale.ROOT);
    }

    Keyword(String text) {
        this.text = text;
    }

    static Keyword of(int ordinal) {
        return ALL[ordinal];
    }

    @Override
    public String toString() {
        return text;
    }
}
