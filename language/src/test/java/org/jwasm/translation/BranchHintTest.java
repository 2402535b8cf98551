// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.binary.ModuleDecoder;
import org.jwasm.nodes.control.BranchIf;
import org.jwasm.nodes.control.IfNode;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.structure.BranchHints.Hint;
import org.jwasm.structure.Module;
import org.jwasm.text.WatReader;

import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.NodeUtil;

/** Hints of the module's producer become the probabilities that conditions start with. */
final class BranchHintTest {

    private static Module module(String text) {
        return ModuleDecoder.decode("hints", WatReader.toBinary("hints.wat", text), DecoderOptions.DEFAULT);
    }

    private static List<Double> probabilities(Module module) {
        ModuleCode code = new ModuleCode(module, CodeProfile.DEFAULT, (ofModule, function) -> null);
        Node root = FunctionTranslator.translate(null, code, module.functionCount() - 1);
        List<Double> found = new ArrayList<>();
        NodeUtil.findAllNodeInstances(root, BranchIf.class).forEach(node -> found.add(node.probability()));
        NodeUtil.findAllNodeInstances(root, IfNode.class).forEach(node -> found.add(node.probability()));
        return found;
    }

    @Test
    void conditionsOfIfs() {
        String text = """
                        (func (param i32) (result i32) (local i64 i64)
                          %s (if (local.get 0) (then (local.set 0 (i32.const 7))))
                          (local.get 0))""";
        assertThat(probabilities(module(text.formatted("(@metadata.code.branch_hint \"\\00\")")))).containsExactly(0.0);
        assertThat(probabilities(module(text.formatted("(@metadata.code.branch_hint \"\\01\")")))).containsExactly(1.0);
        assertThat(probabilities(module(text.formatted("")))).containsExactly(0.5);
    }

    @Test
    void conditionsOfBranches() {
        String text = "(import \"a\" \"b\" (func)) (func (param i32) (loop $l (call 0) %s (br_if $l (local.get 0))))";
        assertThat(probabilities(module(text.formatted("(@metadata.code.branch_hint \"\\01\")")))).containsExactly(1.0);
        assertThat(probabilities(module(text.formatted("(@metadata.code.branch_hint \"\\00\")")))).containsExactly(0.0);
    }

    /** A branch over a few instructions is a condition for them, the other way round. */
    @Test
    void conditionsThatAreTurnedRound() {
        String text = """
                        (func (param i32) (result i32)
                          (block $b %s (br_if $b (local.get 0)) (local.set 0 (i32.const 7)))
                          (local.get 0))""";
        assertThat(probabilities(module(text.formatted("(@metadata.code.branch_hint \"\\01\")")))).containsExactly(0.0);
    }

    @Test
    void theRightInstructionsOfTheRightFunctions() {
        Module module = module("""
                        (func $a (param i32) (if (local.get 0) (then)))
                        (func $b (param i32) (local f64)
                          (if (local.get 0) (then))
                          (@metadata.code.branch_hint "\\01") (if (local.get 0) (then))
                          (@metadata.code.branch_hint "\\00") (if (local.get 0) (then)))""");
        assertThat(module.branchHints().functions()).containsOnlyKeys(1);
        assertThat(module.branchHints().functions().get(1)).hasSize(2);
        assertThat(module.branchHints().of(1, 10)).isEqualTo(Hint.LIKELY);
        assertThat(module.branchHints().of(1, 15)).isEqualTo(Hint.UNLIKELY);
        assertThat(module.branchHints().of(1, 5)).isEqualTo(Hint.NONE);
    }

    /** Contents that are malformed: too short, too long, out of order, of other values, of huge counts. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\\01", "\\01\\00\\01\\04\\01", "\\01\\00\\01\\04\\01\\00\\00", "\\01\\00\\01\\04\\01\\02", "\\01\\00\\01\\04\\02\\00\\00",
        "\\01\\00\\02\\04\\01\\00\\04\\01\\00", "\\02\\00\\01\\04\\01\\00\\00\\01\\04\\01\\00", "\\01\\00\\ff\\ff\\ff\\ff\\07", "\\ff\\ff\\ff\\ff\\0f",
        "\\01\\00\\ff\\ff\\ff\\ff\\0f\\04\\01\\00", "\\01\\ff\\ff\\ff\\ff\\0f\\01\\04\\01\\00"})
    void badSectionsAreIgnored(String content) {
        Module module = module("(@custom \"metadata.code.branch_hint\" (before code) \"" + content + "\") (func (if (i32.const 0) (then)))");
        assertThat(module.branchHints().functions()).isEmpty();
        assertThat(probabilities(module)).doesNotContain(0.0, 1.0);
    }

    @Test
    void hintsOfOtherInstructionsAndFunctionsAreIgnored() {
        String section = "(@custom \"metadata.code.branch_hint\" (%s code) \"\\02\\00\\01\\02\\01\\00\\09\\01\\04\\01\\00\")";
        Module module = module(section.formatted("before") + "(func (param i32) nop (if (local.get 0) (then (local.set 0 (i32.const 1)))))");
        assertThat(module.branchHints().functions()).hasSize(2);
        assertThat(probabilities(module)).containsExactly(0.5);
        assertThat(module(section.formatted("after") + "(func)").branchHints().functions()).isEmpty();
    }

    @Test
    void sectionIsBeforeTheCode() {
        byte[] module = WatReader.toBinary("hints.wat", "(func (@metadata.code.branch_hint \"\\01\") (if (i32.const 0) (then)))");
        byte[] name = "metadata.code.branch_hint".getBytes(StandardCharsets.US_ASCII);
        int length = name.length + 1 + 6;
        // Type section, function section, then this: its content is one function, number 0, with one hint at offset 3.
        byte[] section = Arrays.copyOfRange(module, 18, 18 + 2 + length);
        assertThat(section).startsWith(0, length, name.length).endsWith(1, 0, 1, 3, 1, 1);
    }
}
