// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jwasm.numerics.NumericOracle.Result;
import org.jwasm.runtime.V128;
import org.jwasm.structure.Opcode;

/** What vector instructions without an immediate compute, lane by lane; relaxed ones as the deterministic profile has it. */
public final class VectorOracle {

    private static final Map<String, Opcode> BY_NAME = Arrays.stream(Opcode.values()).collect(
                    Collectors.toMap(Opcode::mnemonic, Function.identity(), (first, _) -> first));
    private static final Result NAN = new Result(0, true, null);

    private final String name;
    private final String scalar;
    private final int width;
    private final V128 a;
    private final V128 b;
    private final V128 c;

    private VectorOracle(Opcode op, V128 a, V128 b, V128 c) {
        String shape = op.mnemonic().substring(0, op.mnemonic().indexOf('.'));
        this.name = renamed(op.mnemonic().substring(shape.length() + 1));
        this.scalar = shape.substring(0, Math.max(3, shape.indexOf('x')));
        this.width = shape.equals("v128") ? 8 : Integer.parseInt(shape.substring(1, shape.indexOf('x')));
        this.a = a;
        this.b = b;
        this.c = c;
    }

    /** Relaxed instructions whose deterministic result is that of another. */
    private static String renamed(String name) {
        return switch (name) {
            case "relaxed_swizzle", "relaxed_min", "relaxed_max" -> name.substring("relaxed_".length());
            case "relaxed_laneselect" -> "bitselect";
            case "relaxed_q15mulr_s" -> "q15mulr_sat_s";
            default -> name.replace("relaxed_trunc", "trunc_sat");
        };
    }

    /** The width of the lanes in {@link #lanes}. */
    public static int width(Opcode op) {
        return new VectorOracle(op, null, null, null).width;
    }

    /** The lanes of the result vector; a shift takes its count from the lowest bits of {@code b}, a splat its value from {@code a}. */
    public static Result[] lanes(Opcode op, V128 a, V128 b, V128 c) {
        VectorOracle oracle = new VectorOracle(op, a, b, c);
        Result[] lanes = new Result[128 / oracle.width];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = oracle.scalar.startsWith("f") ? oracle.floatLane(i) : Result.of(oracle.integerLane(i));
        }
        return lanes;
    }

    /** The result of {@code any_true}, {@code all_true} or {@code bitmask}. */
    public static int number(Opcode op, V128 a) {
        int width = width(op);
        int mask = 0;
        boolean all = true;
        boolean any = false;
        for (int i = 0; i < 128 / width; i++) {
            long lane = unsigned(a, i, width);
            all &= lane != 0;
            any |= lane != 0;
            mask |= (int) (lane >>> width - 1) << i;
        }
        return op.mnemonic().endsWith("bitmask") ? mask : (op == Opcode.V128_ANY_TRUE ? any : all) ? 1 : 0;
    }

    public static long unsigned(V128 vector, int lane, int width) {
        int bit = lane * width;
        long half = bit < 64 ? vector.low() : vector.high();
        return half >>> bit % 64 & -1L >>> 64 - width;
    }

    private static long signed(V128 vector, int lane, int width) {
        return unsigned(vector, lane, width) << 64 - width >> 64 - width;
    }

    private long lane(V128 vector, int lane, int laneWidth) {
        return name.endsWith("_u") || name.endsWith("_u_zero") ? unsigned(vector, lane, laneWidth) : signed(vector, lane, laneWidth);
    }

    private static long clamp(long value, int width, boolean signed) {
        long maximum = signed ? (1L << width - 1) - 1 : (1L << width) - 1;
        long minimum = signed ? -(1L << width - 1) : 0;
        return Math.max(minimum, Math.min(maximum, value));
    }

    private long integerLane(int i) {
        if (name.startsWith("ext") || name.startsWith("narrow") || name.contains("dot")) {
            return widthChanging(i);
        }
        if (name.startsWith("trunc_sat")) {
            boolean zero = name.endsWith("_zero");
            Opcode op = BY_NAME.get("i32." + (zero ? name.substring(0, name.length() - 5) : name).replace("x4", "").replace("x2", ""));
            return zero && i >= 2 ? 0 : NumericOracle.apply(op, unsigned(a, i, zero ? 64 : 32), 0).bits();
        }
        if (name.equals("splat")) {
            return a.low();
        }
        long x = lane(a, i, width);
        return switch (name) {
            case "not" -> ~x;
            case "abs" -> x < 0 ? -x : x;
            case "neg" -> -x;
            case "popcnt" -> Long.bitCount(unsigned(a, i, width));
            case "shl" -> x << (b.low() & width - 1);
            case "shr_s" -> x >> (b.low() & width - 1);
            case "shr_u" -> x >>> (b.low() & width - 1);
            case "bitselect" -> x & signed(c, i, width) | signed(b, i, width) & ~signed(c, i, width);
            case "swizzle" -> {
                long index = unsigned(b, i, width);
                yield index < 16 ? unsigned(a, (int) index, width) : 0;
            }
            default -> binary(x, lane(b, i, width));
        };
    }

    private long binary(long x, long y) {
        return switch (name) {
            case "and" -> x & y;
            case "andnot" -> x & ~y;
            case "or" -> x | y;
            case "xor" -> x ^ y;
            case "eq" -> x == y ? -1 : 0;
            case "ne" -> x != y ? -1 : 0;
            case "lt_s", "lt_u" -> x < y ? -1 : 0;
            case "gt_s", "gt_u" -> x > y ? -1 : 0;
            case "le_s", "le_u" -> x <= y ? -1 : 0;
            case "ge_s", "ge_u" -> x >= y ? -1 : 0;
            case "add" -> x + y;
            case "sub" -> x - y;
            case "mul" -> x * y;
            case "min_s", "min_u" -> Math.min(x, y);
            case "max_s", "max_u" -> Math.max(x, y);
            case "avgr_u" -> (x + y + 1) / 2;
            case "add_sat_s", "add_sat_u" -> clamp(x + y, width, name.endsWith("s"));
            case "sub_sat_s", "sub_sat_u" -> clamp(x - y, width, name.endsWith("s"));
            case "q15mulr_sat_s" -> clamp(x * y + 0x4000 >> 15, 16, true);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private long widthChanging(int i) {
        if (name.startsWith("narrow")) {
            int count = 64 / width;
            return clamp(signed(i < count ? a : b, i % count, 2 * width), width, name.endsWith("_s"));
        }
        int half = width / 2;
        int from = name.contains("_high_") ? i + 128 / width : i;
        if (name.startsWith("extend")) {
            return lane(a, from, half);
        }
        if (name.startsWith("extmul")) {
            return lane(a, from, half) * lane(b, from, half);
        }
        return switch (name) {
            case "dot_i16x8_s" -> product(2 * i, half) + product(2 * i + 1, half);
            case "relaxed_dot_i8x16_i7x16_s" -> clamp(product(2 * i, 8) + product(2 * i + 1, 8), 16, true);
            case "relaxed_dot_i8x16_i7x16_add_s" -> clamp(product(4 * i, 8) + product(4 * i + 1, 8), 16, true)
                            + clamp(product(4 * i + 2, 8) + product(4 * i + 3, 8), 16, true) + signed(c, i, 32);
            default -> lane(a, 2 * i, half) + lane(a, 2 * i + 1, half);
        };
    }

    private long product(int lane, int laneWidth) {
        return signed(a, lane, laneWidth) * signed(b, lane, laneWidth);
    }

    private Result floatLane(int i) {
        switch (name) {
            case "demote_f64x2_zero" -> {
                return i < 2 ? NumericOracle.apply(Opcode.F32_DEMOTE_F64, unsigned(a, i, 64), 0) : Result.of(0);
            }
            case "promote_low_f32x4" -> {
                return NumericOracle.apply(Opcode.F64_PROMOTE_F32, unsigned(a, i, 32), 0);
            }
            case "convert_i32x4_s", "convert_i32x4_u", "convert_low_i32x4_s", "convert_low_i32x4_u" -> {
                return NumericOracle.apply(BY_NAME.get(scalar + ".convert_i32" + name.substring(name.length() - 2)), unsigned(a, i, 32), 0);
            }
            case "splat" -> {
                return Result.of(a.low());
            }
            default -> {
                return arithmetic(i);
            }
        }
    }

    private Result arithmetic(int i) {
        long x = unsigned(a, i, width);
        long y = unsigned(b, i, width);
        return switch (name) {
            case "pmin" -> Result.of(scalar("lt", y, x).bits() != 0 ? y : x);
            case "pmax" -> Result.of(scalar("lt", x, y).bits() != 0 ? y : x);
            case "relaxed_madd" -> sum(scalar("mul", x, y), unsigned(c, i, width));
            case "relaxed_nmadd" -> sum(scalar("mul", x ^ 1L << width - 1, y), unsigned(c, i, width));
            case "eq", "ne", "lt", "gt", "le", "ge" -> Result.of(-scalar(name, x, y).bits());
            default -> scalar(name, x, y);
        };
    }

    private Result sum(Result product, long addend) {
        return product.nan() ? NAN : scalar("add", product.bits(), addend);
    }

    private Result scalar(String operation, long x, long y) {
        return NumericOracle.apply(BY_NAME.get(scalar + "." + operation), x, y);
    }
}
