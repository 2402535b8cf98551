// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

/** Arguments of {@code --invoke}, read by the types of the function's parameters, and results, written the same way. */
final class InvokeArguments {

    private static final Pattern INTEGER = Pattern.compile("([+-]?)(0[xX])?([0-9a-fA-F][0-9a-fA-F_]*)");
    private static final Pattern NAN = Pattern.compile("([+-]?)nan(?::0x([0-9a-fA-F]{1,13}))?");
    private static final Pattern INFINITY = Pattern.compile("([+-]?)inf(?:inity)?");
    private static final Pattern HEX_FLOAT = Pattern.compile("[+-]?0[xX][0-9a-fA-F]*\\.?[0-9a-fA-F]*(?:[pP][+-]?\\d+)?");
    private static final Pattern DECIMAL_FLOAT = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private InvokeArguments() {
    }

    /**
     * Reads {@code texts} as arguments for a function of the given type.
     *
     * @return Integer, Long, Float or Double by parameter
     * @throws IllegalArgumentException with a message for the user
     */
    static Object[] parse(String function, FunctionType type, List<String> texts) {
        List<ValueType> params = type.params();
        if (texts.size() != params.size()) {
            throw new IllegalArgumentException("`" + function + "` takes " + count(params.size()) + ", not " + texts.size() + ": " + type);
        }
        Object[] values = new Object[params.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = parse(texts.get(i), params.get(i));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("argument " + (i + 1) + " of `" + function + "`: `" + texts.get(i) + "` is no "
                                + params.get(i), e);
            }
        }
        return values;
    }

    private static String count(int arguments) {
        return arguments == 1 ? "1 argument" : arguments + " arguments";
    }

    private static Object parse(String text, ValueType type) {
        if (!(type instanceof NumberType number)) {
            throw new IllegalArgumentException("an argument of type " + type + " can't be written on a command line");
        }
        return switch (number) {
            case I32 -> integer(text, 32).intValue();
            case I64 -> integer(text, 64).longValue();
            case F32 -> floatOf(text);
            case F64 -> doubleOf(text);
        };
    }

    /** An integer that is written signed or unsigned, in decimal or hexadecimal. */
    private static BigInteger integer(String text, int bits) {
        Matcher matcher = INTEGER.matcher(text);
        if (!matcher.matches()) {
            throw new NumberFormatException(text);
        }
        String digits = matcher.group(3).replace("_", "");
        BigInteger value = new BigInteger(digits, matcher.group(2) == null ? 10 : 16);
        boolean negative = matcher.group(1).equals("-");
        BigInteger limit = BigInteger.ONE.shiftLeft(negative ? bits - 1 : bits);
        if (value.compareTo(limit) > 0 || !negative && value.equals(limit)) {
            throw new NumberFormatException(text);
        }
        return negative ? value.negate() : value;
    }

    private static Float floatOf(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher nan = NAN.matcher(lower);
        if (nan.matches()) {
            long payload = nan.group(2) == null ? 0x40_0000 : Long.parseLong(nan.group(2), 16);
            if (payload == 0 || payload > 0x7f_ffff) {
                throw new NumberFormatException(text);
            }
            return Float.intBitsToFloat((nan.group(1).equals("-") ? 0xff80_0000 : 0x7f80_0000) | (int) payload);
        }
        Matcher infinity = INFINITY.matcher(lower);
        if (infinity.matches()) {
            return infinity.group(1).equals("-") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        }
        return Float.parseFloat(finite(lower));
    }

    private static Double doubleOf(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher nan = NAN.matcher(lower);
        if (nan.matches()) {
            long payload = nan.group(2) == null ? 0x8_0000_0000_0000L : Long.parseLong(nan.group(2), 16);
            if (payload == 0) {
                throw new NumberFormatException(text);
            }
            return Double.longBitsToDouble((nan.group(1).equals("-") ? 0xfff0_0000_0000_0000L : 0x7ff0_0000_0000_0000L) | payload);
        }
        Matcher infinity = INFINITY.matcher(lower);
        if (infinity.matches()) {
            return infinity.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(finite(lower));
    }

    /** A number in a form that Java reads: it takes hexadecimal numbers with an exponent only, and suffixes that aren't ours. */
    private static String finite(String lower) {
        if (HEX_FLOAT.matcher(lower).matches()) {
            return lower.contains("p") ? lower : lower + "p0";
        }
        if (DECIMAL_FLOAT.matcher(lower).matches()) {
            return lower;
        }
        throw new NumberFormatException(lower);
    }

    /** One result as text: integers signed, floats in the shortest plain decimal form that reads back the same. */
    static String format(Object value, ValueType type) {
        if (!(type instanceof NumberType number)) {
            return value == null ? "<null>" : "<" + type + ">";
        }
        return switch (number) {
            case I32, I64 -> value.toString();
            case F32 -> plain((Float) value, value.toString());
            case F64 -> plain((Double) value, value.toString());
        };
    }

    /** Without exponent and trailing {@code .0}, as wasmtime prints floats. */
    static String plain(double value, String shortest) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        if (Double.isInfinite(value)) {
            return sign + "inf";
        }
        String digits = new BigDecimal(shortest).abs().toPlainString();
        return sign + (digits.contains(".") ? digits.replaceFirst("\\.?0+$", "") : digits);
    }
}
