// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

import org.jwasm.runtime.TrapKind;
import org.jwasm.structure.Opcode;

/**
 * What the specification says that numeric instructions compute, in numbers of arbitrary precision. Values are given as the
 * bits of their type, in the low bits of a long; bits above are ignored.
 */
public final class NumericOracle {

    /** A result: bits, or any arithmetic NaN, or a trap. */
    public record Result(long bits, boolean nan, TrapKind trap) {
        static Result of(long bits) {
            return new Result(bits, false, null);
        }

        static Result of(boolean condition) {
            return of(condition ? 1 : 0);
        }

        static Result trap(TrapKind kind) {
            return new Result(0, false, kind);
        }

        /** Whether an instruction may give these bits, of a value of {@code width} bits. */
        public boolean allows(long actual, int width) {
            if (!nan) {
                return unsigned(bits, width).equals(unsigned(actual, width));
            }
            long quiet = width == 32 ? 0x7FC00000L : 0x7FF8L << 48;
            return (actual & quiet) == quiet;
        }
    }

    private static final Result NAN = new Result(0, true, null);

    private NumericOracle() {
    }

    /** The width in bits of values of a type, by its letter in signatures. */
    public static int width(char type) {
        return type == 'i' || type == 'f' ? 32 : 64;
    }

    /** The result of an instruction; {@code b} is ignored if it has one operand. */
    public static Result apply(Opcode op, long a, long b) {
        char operand = op.operands().charAt(0);
        int width = width(operand);
        String name = op.mnemonic().substring(op.mnemonic().indexOf('.') + 1);
        if (operand == 'i' || operand == 'l') {
            return op.results().charAt(0) == 'i' && name.equals("wrap_i64") ? Result.of(a)
                            : name.contains("_i32") || name.contains("_i64") ? ofInteger(name, op, a, width) : integer(name, a, b, width);
        }
        if (name.startsWith("trunc_")) {
            return truncated(name, op, decode(a, width));
        }
        return switch (name) {
            case "reinterpret_f32", "reinterpret_f64" -> Result.of(a);
            case "demote_f64" -> rounded(decode(a, 64), 32);
            case "promote_f32" -> rounded(decode(a, 32), 64);
            case "abs" -> Result.of(a & ~(1L << width - 1));
            case "neg" -> Result.of(a ^ 1L << width - 1);
            case "copysign" -> Result.of(a & ~(1L << width - 1) | b & 1L << width - 1);
            default -> op.operands().length() == 1
                            ? floatUnary(name, decode(a, width), width)
                            : floatBinary(name, decode(a, width), decode(b, width), width);
        };
    }

    private static BigInteger unsigned(long bits, int width) {
        return BigInteger.valueOf(bits).mod(BigInteger.TWO.pow(width));
    }

    private static BigInteger signed(long bits, int width) {
        BigInteger value = unsigned(bits, width);
        return value.testBit(width - 1) ? value.subtract(BigInteger.TWO.pow(width)) : value;
    }

    private static Result integer(String name, long a, long b, int width) {
        BigInteger ua = unsigned(a, width);
        BigInteger ub = unsigned(b, width);
        BigInteger sa = signed(a, width);
        BigInteger sb = signed(b, width);
        int shift = ub.intValue() & width - 1;
        return switch (name) {
            case "eqz" -> Result.of(ua.signum() == 0);
            case "eq" -> Result.of(ua.equals(ub));
            case "ne" -> Result.of(!ua.equals(ub));
            case "lt_s" -> Result.of(sa.compareTo(sb) < 0);
            case "lt_u" -> Result.of(ua.compareTo(ub) < 0);
            case "gt_s" -> Result.of(sa.compareTo(sb) > 0);
            case "gt_u" -> Result.of(ua.compareTo(ub) > 0);
            case "le_s" -> Result.of(sa.compareTo(sb) <= 0);
            case "le_u" -> Result.of(ua.compareTo(ub) <= 0);
            case "ge_s" -> Result.of(sa.compareTo(sb) >= 0);
            case "ge_u" -> Result.of(ua.compareTo(ub) >= 0);
            case "clz" -> Result.of(width - ua.bitLength());
            case "ctz" -> Result.of(ua.signum() == 0 ? width : ua.getLowestSetBit());
            case "popcnt" -> Result.of(ua.bitCount());
            case "add" -> Result.of(ua.add(ub).longValue());
            case "sub" -> Result.of(ua.subtract(ub).longValue());
            case "mul" -> Result.of(ua.multiply(ub).longValue());
            case "and" -> Result.of(ua.and(ub).longValue());
            case "or" -> Result.of(ua.or(ub).longValue());
            case "xor" -> Result.of(ua.xor(ub).longValue());
            case "shl" -> Result.of(ua.shiftLeft(shift).longValue());
            case "shr_s" -> Result.of(sa.shiftRight(shift).longValue());
            case "shr_u" -> Result.of(ua.shiftRight(shift).longValue());
            case "rotl" -> Result.of(ua.shiftLeft(shift).or(ua.shiftRight(width - shift)).longValue());
            case "rotr" -> Result.of(ua.shiftRight(shift).or(ua.shiftLeft(width - shift)).longValue());
            case "extend8_s" -> Result.of(signed(a, 8).longValue());
            case "extend16_s" -> Result.of(signed(a, 16).longValue());
            case "extend32_s" -> Result.of(signed(a, 32).longValue());
            default -> division(name, name.endsWith("_s") ? sa : ua, name.endsWith("_s") ? sb : ub, width);
        };
    }

    private static Result division(String name, BigInteger dividend, BigInteger divisor, int width) {
        if (divisor.signum() == 0) {
            return Result.trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        return switch (name) {
            case "div_s" -> {
                BigInteger quotient = dividend.divide(divisor);
                yield quotient.bitLength() >= width ? Result.trap(TrapKind.INTEGER_OVERFLOW) : Result.of(quotient.longValue());
            }
            case "div_u" -> Result.of(dividend.divide(divisor).longValue());
            case "rem_s", "rem_u" -> Result.of(dividend.remainder(divisor).longValue());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Result ofInteger(String name, Opcode op, long a, int width) {
        if (name.startsWith("reinterpret")) {
            return Result.of(a);
        }
        BigInteger value = name.endsWith("_u") ? unsigned(a, width) : signed(a, width);
        return switch (op.results()) {
            case "l" -> Result.of(value.longValue());
            case "f" -> rounded(new BigDecimal(value), 32, false);
            default -> rounded(new BigDecimal(value), 64, false);
        };
    }

    private static double decode(long bits, int width) {
        return width == 32 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }

    private static Result encoded(double value, int width) {
        if (Double.isNaN(value)) {
            return NAN;
        }
        return Result.of(width == 32 ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value));
    }

    private static boolean negative(double value) {
        return 1 / value < 0 || value < 0;
    }

    private static boolean finite(double value) {
        return !Double.isNaN(value) && !Double.isInfinite(value);
    }

    private static Result rounded(double value, int width) {
        return finite(value) ? rounded(new BigDecimal(value), width, negative(value)) : encoded(value, width);
    }

    /** The nearest float of an exact value; the sign is for zeros. */
    private static Result rounded(BigDecimal value, int width, boolean negative) {
        double nearest = width == 32 ? value.floatValue() : value.doubleValue();
        return encoded(nearest == 0 ? negative ? -0.0 : 0.0 : nearest, width);
    }

    private static Result truncated(String name, Opcode op, double value) {
        boolean saturating = name.startsWith("trunc_sat");
        if (Double.isNaN(value)) {
            return saturating ? Result.of(0) : Result.trap(TrapKind.INVALID_CONVERSION_TO_INTEGER);
        }
        int width = width(op.results().charAt(0));
        boolean isSigned = name.endsWith("_s");
        BigInteger low = isSigned ? BigInteger.TWO.pow(width - 1).negate() : BigInteger.ZERO;
        BigInteger high = BigInteger.TWO.pow(isSigned ? width - 1 : width).subtract(BigInteger.ONE);
        BigInteger integer = Double.isInfinite(value) ? BigInteger.TWO.pow(100).multiply(BigInteger.valueOf(value > 0 ? 1 : -1))
                        : new BigDecimal(value).toBigInteger();
        BigInteger nearest = integer.max(low).min(high);
        return saturating || nearest.equals(integer) ? Result.of(nearest.longValue()) : Result.trap(TrapKind.INTEGER_OVERFLOW);
    }

    private static Result floatUnary(String name, double value, int width) {
        if (!finite(value) || value == 0) {
            return encoded(name.equals("sqrt") && value < 0 ? Double.NaN : value, width);
        }
        BigDecimal exact = new BigDecimal(value);
        return switch (name) {
            case "ceil" -> rounded(exact.setScale(0, RoundingMode.CEILING), width, value < 0);
            case "floor" -> rounded(exact.setScale(0, RoundingMode.FLOOR), width, value < 0);
            case "trunc" -> rounded(exact.setScale(0, RoundingMode.DOWN), width, value < 0);
            case "nearest" -> rounded(exact.setScale(0, RoundingMode.HALF_EVEN), width, value < 0);
            case "sqrt" -> value < 0 ? NAN : rounded(exact.sqrt(new MathContext(60)), width, false);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Result floatBinary(String name, double a, double b, int width) {
        boolean nan = Double.isNaN(a) || Double.isNaN(b);
        return switch (name) {
            case "eq" -> Result.of(!nan && order(a, b) == 0);
            case "ne" -> Result.of(nan || order(a, b) != 0);
            case "lt" -> Result.of(!nan && order(a, b) < 0);
            case "gt" -> Result.of(!nan && order(a, b) > 0);
            case "le" -> Result.of(!nan && order(a, b) <= 0);
            case "ge" -> Result.of(!nan && order(a, b) >= 0);
            default -> nan ? NAN : arithmetic(name, a, b, width);
        };
    }

    /** The order of two numbers; zeros are equal. */
    private static int order(double a, double b) {
        return Integer.signum(finite(a) && finite(b) ? new BigDecimal(a).compareTo(new BigDecimal(b)) : Double.compare(a, b));
    }

    private static Result arithmetic(String name, double a, double b, int width) {
        boolean negative = negative(a) != negative(b);
        double infinity = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        double zero = negative ? -0.0 : 0.0;
        return switch (name) {
            case "min" -> encoded(order(a, b) < 0 || order(a, b) == 0 && negative(a) ? a : b, width);
            case "max" -> encoded(order(a, b) > 0 || order(a, b) == 0 && negative(b) ? a : b, width);
            case "add" -> sum(a, b, width);
            case "sub" -> sum(a, -b, width);
            case "mul" -> {
                if (!finite(a) || !finite(b)) {
                    yield a == 0 || b == 0 ? NAN : encoded(infinity, width);
                }
                yield rounded(new BigDecimal(a).multiply(new BigDecimal(b)), width, negative);
            }
            case "div" -> {
                if (a == 0 && b == 0 || !finite(a) && !finite(b)) {
                    yield NAN;
                }
                if (a == 0 || !finite(b)) {
                    yield encoded(zero, width);
                }
                yield b == 0 || !finite(a) ? encoded(infinity, width) : quotient(new BigDecimal(a), new BigDecimal(b), width, negative);
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Result sum(double a, double b, int width) {
        if (!finite(a) || !finite(b)) {
            return finite(a) || finite(b) || a == b ? encoded(finite(a) ? b : a, width) : NAN;
        }
        return rounded(new BigDecimal(a).add(new BigDecimal(b)), width, negative(a) && negative(b));
    }

    /** Enough digits to tell on which side of the middle of two doubles the quotient lies, and one that says that there are more. */
    private static Result quotient(BigDecimal a, BigDecimal b, int width, boolean negative) {
        BigDecimal digits = a.divide(b, new MathContext(900, RoundingMode.DOWN));
        if (digits.multiply(b).compareTo(a) != 0) {
            BigDecimal sticky = digits.ulp().movePointLeft(1);
            digits = negative ? digits.subtract(sticky) : digits.add(sticky);
        }
        return rounded(digits, width, negative);
    }
}
