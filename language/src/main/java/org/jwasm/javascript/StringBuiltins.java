// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmArray;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmNull;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.ArrayType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.ExternType;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.Import;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.PackedType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.SubType;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.strings.TruffleString;

/**
 * The functions on JavaScript's strings that modules import from {@code wasm:js-string}. Strings are sequences of 16-bit code
 * units; those of other languages and of the host are strings too. Spec: JavaScript Interface, Builtins, JS String Builtins.
 */
public final class StringBuiltins {

    /** The module that has the functions. */
    public static final String MODULE = "wasm:js-string";

    private static final TruffleString.Encoding ENCODING = TruffleString.Encoding.UTF_16;
    private static final ValueType I32 = NumberType.I32;
    private static final ValueType EXTERNREF = ReferenceType.EXTERNREF;
    private static final ValueType STRING = new ReferenceType(false, AbstractHeapType.EXTERN);
    private static final ValueType CODE_UNITS = new ReferenceType(true,
                    DefinedType.lone(new SubType(true, List.of(), new ArrayType(new FieldType(true, PackedType.I16)))));
    private static final Map<String, StringBuiltin> FUNCTIONS = new HashMap<>();

    static {
        add("cast", STRING, List.of(EXTERNREF), a -> {
            string(a[0]);
            return a[0];
        });
        add("test", I32, List.of(EXTERNREF), a -> find(a[0]) == null ? 0 : 1);
        add("fromCharCodeArray", STRING, List.of(CODE_UNITS, I32, I32), a -> fromArray(a[0], unsigned(a[1]), unsigned(a[2])));
        add("intoCharCodeArray", I32, List.of(EXTERNREF, CODE_UNITS, I32), a -> intoArray(string(a[0]), a[1], unsigned(a[2])));
        add("fromCharCode", STRING, List.of(I32), a -> of(String.valueOf((char) (int) a[0])));
        add("fromCodePoint", STRING, List.of(I32), a -> fromCodePoint((int) a[0]));
        add("charCodeAt", I32, List.of(EXTERNREF, I32), a -> (int) charAt(string(a[0]), unsigned(a[1])));
        add("codePointAt", I32, List.of(EXTERNREF, I32), a -> codePointAt(string(a[0]), unsigned(a[1])));
        add("length", I32, List.of(EXTERNREF), a -> length(string(a[0])));
        add("concat", STRING, List.of(EXTERNREF, EXTERNREF), a -> string(a[0]).concatUncached(string(a[1]), ENCODING, true));
        add("substring", STRING, List.of(EXTERNREF, I32, I32), a -> substring(string(a[0]), unsigned(a[1]), unsigned(a[2])));
        add("equals", I32, List.of(EXTERNREF, EXTERNREF), a -> equal(a[0], a[1]) ? 1 : 0);
        add("compare", I32, List.of(EXTERNREF, EXTERNREF),
                        a -> Integer.signum(string(a[0]).compareCharsUTF16Uncached(string(a[1]))));
    }

    private StringBuiltins() {
    }

    private static void add(String name, ValueType result, List<ValueType> params, StringBuiltin.Body body) {
        FUNCTIONS.put(name, new StringBuiltin(name, FunctionType.of(params, result), body));
    }

    /** The function of a name, or null. */
    public static Object find(String name) {
        return FUNCTIONS.get(name);
    }

    /**
     * Checks the import of a function that has to be one of these.
     *
     * @throws WasmException invalid if it is of another type or name
     */
    public static void validate(Import wanted) {
        StringBuiltin function = FUNCTIONS.get(wanted.name());
        if (function == null || !(wanted.type() instanceof ExternType.Function type) || !function.definedType().matches(type.type())) {
            throw invalid(wanted, function == null ? "there is no such function" : "expected " + function.definedType());
        }
    }

    /**
     * Checks the import of a global that has to be a string.
     *
     * @throws WasmException invalid if it is of another type
     */
    public static void validateConstant(Import wanted) {
        if (!(wanted.type() instanceof GlobalType type) || type.mutable() || !STRING.matches(type.valueType())) {
            throw invalid(wanted, "expected " + new GlobalType(false, STRING));
        }
    }

    private static WasmException invalid(Import wanted, String why) {
        return WasmException.of(FailureType.INVALID,
                        "import \"" + wanted.module() + "\" \"" + wanted.name() + "\" of type " + wanted.type() + ": " + why);
    }

    /** The string that modules import as a constant. */
    public static Object constant(String text) {
        return of(text);
    }

    private static TruffleString of(String text) {
        return TruffleString.fromJavaStringUncached(text, ENCODING);
    }

    private static long unsigned(Object number) {
        return Integer.toUnsignedLong((int) number);
    }

    /** The value as a string, or null if it is none. */
    private static TruffleString find(Object value) {
        InteropLibrary interop = InteropLibrary.getUncached();
        try {
            return interop.isString(value) ? interop.asTruffleString(value).switchEncodingUncached(ENCODING) : null;
        } catch (UnsupportedMessageException e) {
            return null;
        }
    }

    private static TruffleString string(Object value) {
        TruffleString string = find(value);
        if (string == null) {
            throw StringBuiltin.trap("not a string");
        }
        return string;
    }

    private static int length(TruffleString string) {
        return string.byteLength(ENCODING) / Character.BYTES;
    }

    private static char charAt(TruffleString string, long index) {
        if (index >= length(string)) {
            throw StringBuiltin.trap("string index out of bounds");
        }
        return (char) string.readCharUTF16Uncached((int) index);
    }

    private static int codePointAt(TruffleString string, long index) {
        char first = charAt(string, index);
        if (Character.isHighSurrogate(first) && index + 1 < length(string)) {
            char second = charAt(string, index + 1);
            if (Character.isLowSurrogate(second)) {
                return Character.toCodePoint(first, second);
            }
        }
        return first;
    }

    private static Object fromCodePoint(int codePoint) {
        if (!Character.isValidCodePoint(codePoint)) {
            throw StringBuiltin.trap("not a code point");
        }
        return of(Character.toString(codePoint));
    }

    private static Object substring(TruffleString string, long start, long end) {
        int length = length(string);
        if (start > end || start > length) {
            return of("");
        }
        int to = (int) Math.min(end, length);
        return string.substringByteIndexUncached((int) start * Character.BYTES, (to - (int) start) * Character.BYTES, ENCODING, true);
    }

    private static boolean equal(Object first, Object second) {
        boolean isFirstNull = first == WasmNull.INSTANCE;
        boolean isSecondNull = second == WasmNull.INSTANCE;
        TruffleString one = isFirstNull ? null : string(first);
        TruffleString other = isSecondNull ? null : string(second);
        return isFirstNull || isSecondNull ? isFirstNull == isSecondNull : one.equalsUncached(other, ENCODING);
    }

    private static short[] codeUnits(Object array) {
        if (array instanceof WasmArray.OfShorts shorts) {
            return shorts.elements;
        }
        throw StringBuiltin.trap("null array reference");
    }

    private static Object fromArray(Object array, long start, long end) {
        short[] units = codeUnits(array);
        if (start > end || end > units.length) {
            throw StringBuiltin.trap("array index out of bounds");
        }
        char[] chars = new char[(int) (end - start)];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) units[(int) start + i];
        }
        return of(new String(chars));
    }

    private static int intoArray(TruffleString string, Object array, long start) {
        short[] units = codeUnits(array);
        int length = length(string);
        if (start > units.length - (long) length) {
            throw StringBuiltin.trap("array index out of bounds");
        }
        for (int i = 0; i < length; i++) {
            units[(int) start + i] = (short) string.readCharUTF16Uncached(i);
        }
        return length;
    }
}
