// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.InterestingBits;
import org.jwasm.nodes.NodeRunner;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.NumericOracle.Result;
import org.jwasm.numerics.VectorOracle;
import org.jwasm.runtime.V128;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.Opcode;

/** Every vector instruction that touches no memory, against one that goes lane by lane. */
class VectorNodesTest {

    private static final int ROUNDS = 1000;
    private static final String SHAPES = "(i8x16|i16x8|i32x4|i64x2|f32x4|f64x2|v128)\\..*";

    private final Random random = new Random(7);

    static Stream<Opcode> plain() {
        return Stream.of(Opcode.values()).filter(op -> op.feature() == Feature.SIMD || op.feature() == Feature.RELAXED_SIMD).filter(
                        op -> op.immediate() == Immediate.NONE);
    }

    static Stream<Opcode> lanes() {
        return Stream.of(Opcode.values()).filter(op -> op.immediate() == Immediate.LANE);
    }

    @Test
    void thereAreAsManyInstructionsAsTheSpecificationHas() {
        assertThat(Stream.of(Opcode.values()).filter(op -> op.feature() == Feature.SIMD)).hasSize(236);
        assertThat(Stream.of(Opcode.values()).filter(op -> op.feature() == Feature.RELAXED_SIMD)).hasSize(20);
        assertThat(plain()).allMatch(op -> op.mnemonic().matches(SHAPES));
    }

    /** A half of lanes of any width: interesting ones, or any bits. */
    private long half() {
        List<Long> lanes = InterestingBits.of("ilfd".charAt(random.nextInt(4)));
        long value = lanes.get(random.nextInt(lanes.size()));
        long other = lanes.get(random.nextInt(lanes.size()));
        return switch (random.nextInt(4)) {
            case 0 -> value;
            case 1 -> value & 0xFFFFFFFFL | other << 32;
            case 2 -> (value & 0xFFFF | (other & 0xFFFF) << 16) * 0x100000001L ^ random.nextInt(3);
            default -> random.nextLong();
        };
    }

    private V128 vector() {
        return new V128(half(), half());
    }

    @ParameterizedTest
    @MethodSource("plain")
    void computesWhatTheLanesSay(Opcode op) {
        for (int i = 0; i < ROUNDS; i++) {
            V128 a = vector();
            V128 b = i % 4 == 0 ? a : vector();
            V128 c = vector();
            WasmNode node = VectorNodes.create(op, operands(op, a, b, c));
            if (op.results().equals("i")) {
                assertThat(((I32Node) node).executeInt(null)).as("%s %s", op.mnemonic(), a).isEqualTo(VectorOracle.number(op, a));
                continue;
            }
            V128 actual = ((V128Node) node).executeVector(null);
            Result[] expected = VectorOracle.lanes(op, a, b, c);
            int width = VectorOracle.width(op);
            for (int lane = 0; lane < expected.length; lane++) {
                assertThat(expected[lane].allows(VectorOracle.unsigned(actual, lane, width), width)).as(
                                "%s of %s, %s, %s: lane %d is %s in %s", op.mnemonic(), a, b, c, lane, expected[lane], actual).isTrue();
            }
        }
    }

    private static WasmNode[] operands(Opcode op, V128... vectors) {
        WasmNode[] operands = new WasmNode[op.operands().length()];
        for (int i = 0; i < operands.length; i++) {
            char type = op.operands().charAt(i);
            operands[i] = type == 'v' ? new V128Const(vectors[i]) : NodeRunner.opaque(type, vectors[i].low());
        }
        return operands;
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void lanesAreTakenAndReplaced(Opcode op) {
        int width = 128 / op.lanes();
        for (int i = 0; i < ROUNDS; i++) {
            V128 a = vector();
            int lane = random.nextInt(op.lanes());
            long old = VectorOracle.unsigned(a, lane, width);
            if (op.operands().length() == 1) {
                long expected = op.mnemonic().endsWith("_s") ? (int) (old << 64 - width >> 64 - width) & 0xFFFFFFFFL : old;
                assertThat(new NodeRunner().run(VectorNodes.extract(op, new V128Const(a), lane))).isEqualTo(expected);
                continue;
            }
            long value = half();
            V128Node node = (V128Node) VectorNodes.replace(op, new V128Const(a), NodeRunner.opaque(op.operands().charAt(1), value), lane);
            V128 actual = node.executeVector(null);
            for (int other = 0; other < op.lanes(); other++) {
                long expected = other == lane ? value & -1L >>> 64 - width : VectorOracle.unsigned(a, other, width);
                assertThat(VectorOracle.unsigned(actual, other, width)).isEqualTo(expected);
            }
        }
    }

    @Test
    void shufflesTakeLanesOfAnyWidth() {
        for (int i = 0; i < 4 * ROUNDS; i++) {
            V128 a = vector();
            V128 b = vector();
            int bytes = 1 << i % 4;
            byte[] indices = new byte[16];
            for (int lane = 0; lane < 16; lane += bytes) {
                int source = random.nextInt(32 / bytes) * bytes;
                for (int k = 0; k < bytes; k++) {
                    indices[lane + k] = (byte) (source + k);
                }
            }
            if (i % 5 == 0) {
                indices[random.nextInt(16)] = (byte) random.nextInt(32);
            }
            V128 actual = ((V128Node) VectorNodes.shuffle(indices, new V128Const(a), new V128Const(b))).executeVector(null);
            for (int lane = 0; lane < 16; lane++) {
                long expected = VectorOracle.unsigned(indices[lane] < 16 ? a : b, indices[lane] % 16, 8);
                assertThat(VectorOracle.unsigned(actual, lane, 8)).isEqualTo(expected);
            }
        }
    }

    @Test
    void resultsHaveTheirTypes() {
        lanes().filter(op -> op.operands().length() == 1).forEach(op -> {
            WasmNode node = VectorNodes.extract(op, new V128Const(new V128(0, 0)), 0);
            assertThat(node).isInstanceOf(switch (op.results().charAt(0)) {
                case 'i' -> I32Node.class;
                case 'l' -> I64Node.class;
                case 'f' -> F32Node.class;
                default -> F64Node.class;
            });
        });
    }
}
