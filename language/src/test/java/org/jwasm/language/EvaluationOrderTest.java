// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operands that wait while control branches are evaluated all the same, once, and in the order of the code. */
class EvaluationOrderTest {

    private static final String MODULE = """
                    (module (memory 1 10) (global $g (mut i32) (i32.const 0))
                      (func $note (param i32) (result i32)
                        (global.set $g (i32.add (i32.mul (global.get $g) (i32.const 10)) (local.get 0))) (local.get 0))
                      (func (export "conditionAfterRead") (result i32)
                        (block (global.get $g) (call $note (i32.const 7)) (i32.eqz) (br_if 0) (return)) (i32.const -1))
                      (func (export "conditionAfterSize") (result i32)
                        (block (memory.size) (memory.grow (i32.const 1)) (i32.eqz) (br_if 0) (return)) (i32.const -1))
                      (func (export "taken") (result i32)
                        (block (call $note (i32.const 1)) (call $note (i32.const 2)) (br_if 0 (call $note (i32.const 3))) (drop) (drop))
                        (global.get $g))
                      (func (export "notTaken") (result i32)
                        (block (call $note (i32.const 1)) (call $note (i32.const 2)) (br_if 0 (i32.eqz (call $note (i32.const 3)))) (drop) (drop))
                        (global.get $g))
                      (func (export "table") (result i32)
                        (block (call $note (i32.const 1)) (call $note (i32.const 2)) (br_table 0 0 (call $note (i32.const 3))))
                        (global.get $g))
                      (func (export "withValues") (result i32)
                        (block (result i32)
                          (call $note (i32.const 1)) (call $note (i32.const 2)) (br_if 0 (call $note (i32.const 3))) (drop))
                        (drop) (global.get $g))
                      (func (export "trapBehindAnother") (param i32) (result i32)
                        (block (i32.load (i32.const 0)) (i32.load (i32.const -1)) (br_if 0 (local.get 0)) (drop) (drop))
                        (i32.const 1)))""";

    @ParameterizedTest
    @CsvSource({"conditionAfterRead, 0", "conditionAfterSize, 1", "taken, 123", "notTaken, 123", "table, 123", "withValues, 123"})
    void theOrderIsThatOfTheCode(String function, int expected) {
        try (Context context = Context.create("wasm")) {
            assertThat(Wat.exports(context, MODULE).invokeMember(function).asInt()).isEqualTo(expected);
        }
    }

    @Test
    void aTrapIsNotLost() {
        try (Context context = Context.create("wasm")) {
            Value exports = Wat.exports(context, MODULE);
            assertThatThrownBy(() -> exports.invokeMember("trapBehindAnother", 1)).isInstanceOf(PolyglotException.class)
                            .hasMessage("out of bounds memory access");
        }
    }

    @Test
    void functionsThatWouldFillTheHeapAreRefused() {
        String wide = "i32 ".repeat(1000);
        String calls = "(call $wide) ".repeat(20_000);
        String text = "(module (type $t (func (param " + wide + ") (result " + wide + "))) (func $wide (type $t) unreachable)" +
                        "(func (export \"f\") (type $t) (if (global.get $g) (then (return " + "(i32.const 0)".repeat(1000) + ")))" +
                        "(local.get 0) ".repeat(1000) + calls + ") (global $g i32 (i32.const 1)) (func (export \"fine\") (result i32) (i32.const 1)))";
        try (Context context = Context.create("wasm")) {
            Value exports = Wat.exports(context, text);
            Object[] arguments = new Object[1000];
            Arrays.fill(arguments, 0);
            assertThatThrownBy(() -> exports.invokeMember("f", arguments)).isInstanceOf(PolyglotException.class)
                            .hasMessageContaining("too large to be translated");
            assertThat(exports.invokeMember("fine").asInt()).isEqualTo(1);
        }
    }
}
