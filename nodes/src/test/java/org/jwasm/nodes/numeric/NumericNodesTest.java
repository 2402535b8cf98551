// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jwasm.nodes.NodeRunner.constant;
import static org.jwasm.nodes.NodeRunner.get;
import static org.jwasm.nodes.NodeRunner.opaque;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.ConstNodes;
import org.jwasm.nodes.InterestingBits;
import org.jwasm.nodes.NodeRunner;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.NumericOracle;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.Opcode;

/** Every numeric instruction, in every form that the factories make of it, against exact arithmetic. */
class NumericNodesTest {

    private static final int CODE_OFFSET = 77;

    /** An instruction with operands. */
    record Sample(Opcode op, long a, long b) {
    }

    static List<Opcode> numeric() {
        Set<Opcode> set = EnumSet.range(Opcode.I32_EQZ, Opcode.I64_EXTEND32_S);
        set.addAll(EnumSet.range(Opcode.I32_TRUNC_SAT_F32_S, Opcode.I64_TRUNC_SAT_F64_U));
        return List.copyOf(set);
    }

    private static WasmNode node(Opcode op, WasmNode... operands) {
        return operands.length == 1
                        ? NumericNodes.unary(op, operands[0], CODE_OFFSET)
                        : NumericNodes.binary(op, operands[0], operands[1], CODE_OFFSET);
    }

    private static WasmNode node(Opcode op, long a, long b) {
        char type = op.operands().charAt(0);
        return op.operands().length() == 1 ? node(op, opaque(type, a)) : node(op, opaque(type, a), opaque(type, b));
    }

    /** All forms of an instruction: operands unknown, local, constant, in every combination. */
    private static List<WasmNode> forms(Opcode op, long a, long b) {
        char type = op.operands().charAt(0);
        List<WasmNode> forms = new ArrayList<>();
        for (int first = 0; first < 3; first++) {
            for (int second = 0; second < (op.operands().length() == 1 ? 1 : 3); second++) {
                WasmNode left = operand(first, type, 0, a);
                forms.add(op.operands().length() == 1 ? node(op, left) : node(op, left, operand(second, type, 1, b)));
            }
        }
        return forms;
    }

    private static WasmNode operand(int form, char type, int local, long bits) {
        return switch (form) {
            case 0 -> opaque(type, bits);
            case 1 -> get(type, local);
            default -> constant(type, bits);
        };
    }

    private static void check(Opcode op, long a, long b) {
        NumericOracle.Result expected = NumericOracle.apply(op, a, b);
        char type = op.operands().charAt(0);
        char result = op.results().charAt(0);
        for (WasmNode form : forms(op, a, b)) {
            NodeRunner runner = new NodeRunner().local(0, type, a).local(1, type, b);
            String description = op.mnemonic() + " " + Long.toHexString(a) + " " + Long.toHexString(b) + " by " + form.getClass();
            assertThat(NodeRunner.type(form)).as(description).isEqualTo(result);
            if (expected.trap() == null) {
                long actual = runner.run(form);
                assertThat(expected.allows(actual, NumericOracle.width(result))).as(description + ": " + Long.toHexString(actual)).isTrue();
            } else {
                assertThatThrownBy(() -> runner.run(form)).as(description)
                                .isInstanceOf(WasmException.class).hasMessage(expected.trap().text());
            }
        }
    }

    @Example
    void everyNumericInstructionOfTheTableIsHere() {
        Stream<Opcode> computing = Arrays.stream(Opcode.values())
                        .filter(op -> op.immediate() == Immediate.NONE && op.operands() != null && op.operands().matches("[ilfd]{1,2}"));
        assertThat(numeric()).containsAll(computing
                        .filter(op -> op.code() < 0xFC0008 && op.mnemonic().matches("[if](32|64)\\..*")).toList());
    }

    @Example
    void nodesHaveTheTypeOfTheResult() {
        for (Opcode op : numeric()) {
            WasmNode node = node(op, 1, 1);
            assertThat(NodeRunner.type(node)).as(op.mnemonic()).isEqualTo(op.results().charAt(0));
            assertThat(node instanceof BoolNode).as(op.mnemonic()).isEqualTo(op.mnemonic().matches(".*\\.(eqz|(eq|ne|lt|gt|le|ge)(_.)?)"));
            boolean trapping = op.mnemonic().matches(".*\\.(div_.|rem_.|trunc_f.*)");
            assertThat(node.codeOffset()).as(op.mnemonic()).isEqualTo(trapping ? CODE_OFFSET : -1);
        }
    }

    @Example
    void otherInstructionsAreRefused() {
        for (Opcode op : EnumSet.of(Opcode.NOP, Opcode.I32_CONST, Opcode.I32_STORE, Opcode.LOCAL_GET)) {
            assertThatThrownBy(() -> NumericNodes.unary(op, opaque('i', 0), 0))
                            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(op.mnemonic());
            assertThatThrownBy(() -> NumericNodes.binary(op, opaque('i', 0), opaque('i', 0), 0))
                            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(op.mnemonic());
        }
    }

    @Example
    void unaryInstructionsOnInterestingValues() {
        for (Opcode op : numeric()) {
            if (op.operands().length() == 1) {
                InterestingBits.of(op.operands().charAt(0)).forEach(bits -> check(op, bits, 0));
            }
        }
    }

    @Example
    void divisionsOnInterestingValues() {
        for (Opcode op : numeric()) {
            if (op.mnemonic().matches("i.*(div|rem).*")) {
                List<Long> values = InterestingBits.of(op.operands().charAt(0));
                values.forEach(a -> values.forEach(b -> check(op, a, b)));
            }
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.of(numeric()).flatMap(op -> {
            Arbitrary<Long> bits = InterestingBits.arbitrary(op.operands().charAt(0));
            return bits.flatMap(a -> bits.map(b -> new Sample(op, a, b)));
        });
    }

    @Property(tries = 10_000, seed = "42", edgeCases = EdgeCasesMode.NONE)
    void everyFormComputesTheSame(@ForAll("samples") Sample sample) {
        check(sample.op, sample.a, sample.b);
    }

    @Example
    void operandsRunFromLeftToRight() {
        for (Opcode op : numeric()) {
            if (op.operands().length() == 2) {
                char type = op.operands().charAt(0);
                List<String> order = new ArrayList<>();
                WasmNode node = node(op, opaque(type, 6, () -> order.add("left")), opaque(type, 3, () -> order.add("right")));
                new NodeRunner().run(node);
                assertThat(order).as(op.mnemonic()).containsExactly("left", "right");
            }
        }
    }

    @Example
    void aTrapOfAnOperandComesFirst() {
        WasmNode overflow = node(Opcode.I32_TRUNC_F32_S, opaque('f', Float.floatToRawIntBits(3e9f)));
        WasmNode division = node(Opcode.I32_DIV_S, overflow, opaque('i', 0));
        assertThatThrownBy(() -> new NodeRunner().run(division)).hasMessage(TrapKind.INTEGER_OVERFLOW.text())
                        .isInstanceOfSatisfying(WasmException.class, e -> assertThat(e.getLocation()).isSameAs(overflow));
    }

    @Example
    void constantsAreFolded() {
        for (Opcode op : numeric()) {
            char type = op.operands().charAt(0);
            WasmNode node = op.operands().length() == 1 ? node(op, constant(type, 0)) : node(op, constant(type, 0), constant(type, 0));
            boolean constant = node.getClass().getEnclosingClass() == ConstNodes.class;
            assertThat(constant).as(op.mnemonic()).isEqualTo(node.codeOffset() == -1);
        }
    }

    /** Compiled code would drop these operations, and with them what makes a signalling NaN quiet. */
    @Example
    void neutralConstantsLeaveOnlyTheQuietingOfNans() {
        long one = Double.doubleToRawLongBits(1);
        long minusZero = Double.doubleToRawLongBits(-0.0);
        assertQuiet(Opcode.F64_MUL, opaque('d', 0), constant('d', one));
        assertQuiet(Opcode.F64_MUL, constant('d', one), opaque('d', 0));
        assertQuiet(Opcode.F64_DIV, opaque('d', 0), constant('d', one));
        assertQuiet(Opcode.F64_ADD, constant('d', minusZero), get('d', 0));
        assertQuiet(Opcode.F64_SUB, opaque('d', 0), constant('d', 0));
        assertQuiet(Opcode.F32_MUL, opaque('f', 0), constant('f', Float.floatToRawIntBits(1f)));
        assertQuiet(Opcode.F32_SUB, opaque('f', 0), constant('f', 0));
        assertThat(node(Opcode.F64_ADD, opaque('d', 0), constant('d', 0))).isInstanceOf(F64Nodes.Add.class);
        assertThat(node(Opcode.F64_SUB, opaque('d', 0), constant('d', minusZero))).isInstanceOf(F64Nodes.Sub.class);
        assertThat(node(Opcode.F64_DIV, constant('d', one), opaque('d', 0))).isInstanceOf(F64Nodes.Div.class);
    }

    private static void assertQuiet(Opcode op, WasmNode... operands) {
        assertThat(node(op, operands)).as(op.mnemonic()).isInstanceOfAny(F64Nodes.Quiet.class, F32Nodes.Quiet.class);
    }

    @Property(tries = 1000, seed = "42")
    void neutralConstantsComputeTheSame(@ForAll("floatSamples") Sample sample) {
        char type = sample.op.operands().charAt(0);
        for (double constant : new double[]{1, 0.0, -0.0, -1}) {
            long bits = type == 'f' ? Float.floatToRawIntBits((float) constant) : Double.doubleToRawLongBits(constant);
            check(sample.op, sample.a, bits);
            check(sample.op, bits, sample.a);
        }
    }

    @Provide
    Arbitrary<Sample> floatSamples() {
        List<Opcode> ops = numeric().stream().filter(op -> op.mnemonic().matches("f...(add|sub|mul|div)")).toList();
        return Arbitraries.of(ops).flatMap(op -> InterestingBits.arbitrary(op.operands().charAt(0)).map(a -> new Sample(op, a, 0)));
    }

    @Example
    void hotOperationsAreFused() {
        for (String type : List.of("i32", "i64")) {
            for (Opcode op : numeric()) {
                if (op.mnemonic().matches(type + "\\.(add|sub|mul|and|or|xor|shl|shr_.|eq|ne|(lt|gt|le|ge)_.)")) {
                    char letter = op.operands().charAt(0);
                    assertFused(op, get(letter, 0), get(letter, 1));
                    assertFused(op, get(letter, 0), constant(letter, 5));
                    assertFused(op, opaque(letter, 3), constant(letter, 5));
                }
            }
        }
        for (Opcode op : List.of(Opcode.F64_ADD, Opcode.F64_SUB, Opcode.F64_MUL)) {
            assertFused(op, get('d', 0), get('d', 1));
            assertFused(op, opaque('d', 0), get('d', 1));
        }
        assertFused(Opcode.I32_EQZ, get('i', 0));
        assertFused(Opcode.I64_EQZ, get('l', 0));
    }

    private static void assertFused(Opcode op, WasmNode... operands) {
        assertThat(node(op, operands).getClass().getPackageName()).as(op.mnemonic()).isEqualTo("org.jwasm.nodes.fused");
    }

    @Example
    void aNegatedConditionNeedsNoNumber() {
        WasmNode condition = node(Opcode.I32_LT_S, opaque('i', 1), opaque('i', 2));
        WasmNode not = node(Opcode.I32_EQZ, condition);
        assertThat(not).isInstanceOf(NotNode.class);
        assertThat(((NotNode) not).operand()).isSameAs(condition);
        assertThat(new NodeRunner().run(not)).isZero();
        assertThat(node(Opcode.I32_EQZ, not)).isSameAs(condition);
    }

    @Property(tries = 500, seed = "42")
    void aLocalIsSetToASum(@ForAll int value, @ForAll int constant, @ForAll long wide, @ForAll long wideConstant) {
        for (Opcode op : List.of(Opcode.I32_ADD, Opcode.I32_SUB)) {
            checkUpdate(op, 'i', value, constant);
        }
        for (Opcode op : List.of(Opcode.I64_ADD, Opcode.I64_SUB)) {
            checkUpdate(op, 'l', wide, wideConstant);
        }
    }

    private static void checkUpdate(Opcode op, char type, long value, long constant) {
        long expected = NumericOracle.apply(op, value, constant).bits();
        expected = type == 'i' ? expected & 0xFFFFFFFFL : expected;
        for (int target = 0; target < 2; target++) {
            NodeRunner runner = new NodeRunner().local(0, type, value).local(1, type, 0);
            WasmNode set = NumericNodes.setLocal(NodeRunner.slot(target), node(op, get(type, 0), constant(type, constant)));
            assertThat(set.getClass().getPackageName()).isEqualTo("org.jwasm.nodes.fused");
            assertThat(runner.runAndGet(set, target)).isEqualTo(expected);
        }
    }

    @Example
    void localsOfEveryTypeAreSet() {
        long bits = 0x7FF4123456789ABCL;
        for (char type : "ilfd".toCharArray()) {
            NodeRunner runner = new NodeRunner().local(0, type, 0);
            long expected = NumericOracle.width(type) == 32 ? 0x7FA12345 : bits;
            assertThat(runner.runAndGet(NumericNodes.setLocal(NodeRunner.slot(0), opaque(type, expected)), 0)).isEqualTo(expected);
        }
    }
}
