// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.Opcode;

/** That vector instructions have bytecode, and that it does what the trees do, whose nodes are compared with the specification elsewhere. */
final class VectorTierTest {

    private static final int ROUNDS = 200;
    private static final int RESULT = 128;
    private static final int[] ENDS = {0, 1, 65519, 65520, 65521, 65527, 65528, 65529, 65532, 65533, 65535, 65536, -1, -16};
    private static final int[] BYTES = {0, 1, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFF};
    private static final long[] HALVES = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 0x7FFFFFFF80000000L, 0x8000000080000000L, 0x7FC000007F800001L,
        0xFF800000FFC12345L, 0x7FF8000000000000L, 0xFFF4123456789ABCL, 0x7FF0000000000000L, 0x3F8000003F000000L, 0xBFC0000040200000L, 0x4F0000004F7FFFFFL,
        0xCF000001DF000000L, 0x41DFFFFFFFC00000L, 0x41F0000000000000L, 0xC1E0000000200000L, 0x3FE0000000000000L, 0x47EFFFFFF0000000L, 0x0000000100800000L};

    private static final String ANY_NAN = "f(32x4|64x2)\\.(add|sub|mul|div|relaxed_n?madd)";

    private final Random random = new Random(11);

    static Stream<Opcode> vectors() {
        return Stream.of(Opcode.values()).filter(op -> op.feature() == Feature.SIMD || op.feature() == Feature.RELAXED_SIMD);
    }

    /** An operand of a type that is at an address. */
    private static String operand(char type, int address) {
        String load = switch (type) {
            case 'v' -> "v128.load";
            case 'i' -> "i32.load";
            case 'l' -> "i64.load";
            case 'f' -> "f32.load";
            default -> "f64.load";
        };
        return "(" + load + " (i32.const " + address + "))";
    }

    /** Instructions with their immediates that have no effect but a value. */
    private List<String> instructions(Opcode op) {
        return switch (op.immediate()) {
            case NONE -> List.of(op.mnemonic());
            case LANE -> IntStream.range(0, op.lanes()).mapToObj(lane -> op.mnemonic() + " " + lane).toList();
            case LANES -> IntStream.range(0, 60).mapToObj(i -> op.mnemonic() + indices(i)).toList();
            case V128 -> List.of(op.mnemonic() + " i64x2 -9223372036854775808 0x123456789abcdef");
            default -> List.of();
        };
    }

    private String indices(int i) {
        int bytes = 1 << i % 4;
        StringBuilder indices = new StringBuilder();
        for (int lane = 0; lane < 16; lane += bytes) {
            int source = i % 7 == 0 ? lane + i % 16 : random.nextInt(32 / bytes) * bytes;
            for (int k = 0; k < bytes; k++) {
                indices.append(' ').append((source + k) % 32);
            }
        }
        return indices.toString();
    }

    /** A function per instruction: operands from 0, 16 and so on, the result to {@link #RESULT}. */
    private Map<String, String> calculations() {
        Map<String, String> functions = new LinkedHashMap<>();
        vectors().forEach(op -> instructions(op).forEach(instruction -> {
            StringBuilder text = new StringBuilder("(").append(instruction);
            for (int i = 0; i < op.operands().length(); i++) {
                text.append(' ').append(operand(op.operands().charAt(i), 16 * i));
            }
            String store = operand(op.results().charAt(0), RESULT).replace("load", "store");
            functions.put(instruction, "(func (export \"" + instruction + "\") " + store.substring(0, store.length() - 1) + " " + text + ")))");
        }));
        return functions;
    }

    static Context context(boolean tier) {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", String.valueOf(tier)).option("wasm.CompiledTierThreshold", "1").option(
                        "wasm.CompiledTierBackground", "false").option("wasm.TraceTiers", "true").build();
    }

    private long half() {
        return switch (random.nextInt(3)) {
            case 0 -> HALVES[random.nextInt(HALVES.length)];
            case 1 -> IntStream.range(0, 8).mapToLong(i -> (long) BYTES[random.nextInt(BYTES.length)] << 8 * i).sum();
            default -> random.nextLong();
        };
    }

    @Test
    void computeWhatTreesCompute() {
        Map<String, String> functions = calculations();
        assertThat(functions).hasSizeGreaterThan(300);
        String module = "(module (memory (export \"memory\") 1) " + String.join("\n", functions.values()) + ")";
        List<String> differences = new ArrayList<>();
        String told = CompiledTierTest.trace(() -> {
            try (Context trees = context(false); Context tier = context(true)) {
                Value expected = CompiledTierTest.exports(trees, module);
                Value actual = CompiledTierTest.exports(tier, module);
                for (String instruction : functions.keySet()) {
                    for (int round = 0; round < ROUNDS; round++) {
                        compare(instruction, expected, actual, differences);
                    }
                }
            }
        });
        assertThat(differences).isEmpty();
        assertThat(told).doesNotContain("refused");
        assertThat(told.lines().filter(line -> line.contains("compiled "))).hasSize(functions.size());
    }

    private void compare(String instruction, Value expected, Value actual, List<String> differences) {
        long[] operands = IntStream.range(0, 6).mapToLong(_ -> half()).toArray();
        if (random.nextInt(4) == 0) {
            operands[2] = operands[0];
            operands[3] = operands[1];
        }
        String first = result(expected, instruction, operands);
        String second = result(actual, instruction, operands);
        if (!first.equals(second)) {
            differences.add(instruction + " of " + hex(operands) + ": " + first + " in the tree, " + second);
        }
    }

    private static String hex(long... numbers) {
        return IntStream.range(0, numbers.length).mapToObj(i -> Long.toHexString(numbers[i])).collect(Collectors.joining(" "));
    }

    private static String result(Value exports, String function, long... operands) {
        Value memory = exports.getMember("memory");
        for (int i = 0; i < operands.length; i++) {
            memory.writeBufferLong(java.nio.ByteOrder.LITTLE_ENDIAN, 8L * i, operands[i]);
        }
        exports.getMember(function).execute();
        long low = memory.readBufferLong(java.nio.ByteOrder.LITTLE_ENDIAN, RESULT);
        long high = memory.readBufferLong(java.nio.ByteOrder.LITTLE_ENDIAN, RESULT + 8);
        return function.matches(ANY_NAN) ? hex(anyNan(function, low), anyNan(function, high)) : hex(low, high);
    }

    /** Of two NaNs, compilers take the one that they like. */
    private static long anyNan(String function, long half) {
        if (function.startsWith("f64x2")) {
            return Double.doubleToLongBits(Double.longBitsToDouble(half));
        }
        return Float.floatToIntBits(Float.intBitsToFloat((int) half)) & 0xFFFFFFFFL | (long) Float.floatToIntBits(Float.intBitsToFloat((int) (half >>> 32))) << 32;
    }

    /** Functions of an address that access a memory, give a vector and have one; with offsets, to the first and the second memory. */
    private static Map<String, String> accesses() {
        Map<String, String> functions = new LinkedHashMap<>();
        vectors().filter(op -> Set.of(Immediate.MEMARG, Immediate.MEMARG_LANE).contains(op.immediate())).forEach(op -> {
            for (String place : List.of("", "offset=3", "offset=65520", "$wide", "$wide offset=4294967295")) {
                for (int lane = 0; lane < (op.immediate() == Immediate.MEMARG_LANE ? op.lanes() : 1); lane++) {
                    String name = op.mnemonic() + " " + place + " " + lane;
                    String address = place.startsWith("$wide") ? "(i64.extend_i32_s (local.get 0))" : "(local.get 0)";
                    String memory = place.startsWith("$wide") ? "$wide" : "$memory";
                    String immediate = op.mnemonic() + " " + (place.startsWith("$") ? place : memory + " " + place) +
                                    (op.immediate() == Immediate.MEMARG_LANE ? " " + lane : "");
                    String vector = op.operands().length() == 2 ? " (v128.load (i32.const 0))" : "";
                    String access = "(" + immediate + " " + address + vector + ")";
                    functions.put(name, "(func (export \"" + name + "\") (param i32)" +
                                    (op.results().isEmpty() ? access : "(v128.store (i32.const " + RESULT + ") " + access + ")") + ")");
                }
            }
        });
        return functions;
    }

    @Test
    void accessesAndTrapsAreThoseOfTrees() {
        Map<String, String> functions = accesses();
        String module = "(module (memory $memory (export \"memory\") 1) (memory $wide (export \"wide\") i64 1) " + String.join("\n", functions.values()) + ")";
        List<String> differences = new ArrayList<>();
        String told = CompiledTierTest.trace(() -> {
            try (Context trees = context(false); Context tier = context(true)) {
                Value expected = CompiledTierTest.exports(trees, module);
                Value actual = CompiledTierTest.exports(tier, module);
                for (String function : functions.keySet()) {
                    for (int address : ENDS) {
                        long seed = random.nextLong();
                        String first = outcome(expected, function, address, seed);
                        String second = outcome(actual, function, address, seed);
                        if (!first.equals(second)) {
                            differences.add(function + " at " + address + ": " + first + " in the tree, " + second);
                        }
                    }
                }
            }
        });
        assertThat(differences).isEmpty();
        assertThat(told).doesNotContain("refused").contains("compiled ");
    }

    /** What is in the memories afterwards, or what the trap tells. */
    private static String outcome(Value exports, String function, int address, long seed) {
        Random bytes = new Random(seed);
        Value[] memories = {exports.getMember("memory"), exports.getMember("wide")};
        for (Value memory : memories) {
            for (int at : new int[]{0, 8, RESULT, RESULT + 8, 65536 - 24, 65536 - 16, 65536 - 8}) {
                memory.writeBufferLong(java.nio.ByteOrder.LITTLE_ENDIAN, at, bytes.nextLong());
            }
        }
        StringBuilder outcome = new StringBuilder();
        try {
            exports.getMember(function).execute(address);
        } catch (PolyglotException e) {
            outcome.append(e.getMessage()).append(" at ").append(e.getGuestObject().getMember("offsets")).append(' ');
        }
        for (Value memory : memories) {
            for (int at : new int[]{0, 8, 16, RESULT, RESULT + 8, 65536 - 24, 65536 - 16, 65536 - 8}) {
                outcome.append(hex(memory.readBufferLong(java.nio.ByteOrder.LITTLE_ENDIAN, at))).append(' ');
            }
        }
        return outcome.toString();
    }
}
