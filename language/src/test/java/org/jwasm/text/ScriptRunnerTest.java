// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the runner finds what does not do as a script says. */
final class ScriptRunnerTest {

    private static final String MODULE = """
                    (module
                      (func (export "one") (result i32) (i32.const 1))
                      (func (export "id") (param f32) (result f32) (local.get 0))
                      (func (export "id64") (param f64) (result f64) (local.get 0))
                      (func (export "pair") (result i32 i64) (i32.const 1) (i64.const 2))
                      (func (export "extern") (param externref) (result externref) (local.get 0))
                      (func (export "trap") unreachable)
                      (func $loop (export "loop") (call $loop))
                      (global (export "g") i64 (i64.const 7)))
                    """;

    private static List<String> failures(String commands) {
        return Scripts.failures(SourceText.of("test.wast", MODULE + commands));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    "(assert_return (invoke \"one\") (i32.const 1))",
                    "(assert_return (invoke \"id\" (f32.const nan:0x200000)) (f32.const nan:0x200000))",
                    "(assert_return (invoke \"id\" (f32.const -nan)) (f32.const nan:canonical))",
                    "(assert_return (invoke \"id\" (f32.const nan:0x600000)) (f32.const nan:arithmetic))",
                    "(assert_return (invoke \"id64\" (f64.const -0)) (f64.const -0))",
                    "(assert_return (invoke \"pair\") (i32.const 1) (i64.const 2))",
                    "(assert_return (invoke \"one\") (either (i32.const 0) (i32.const 1)))",
                    "(assert_return (invoke \"extern\" (ref.extern 3)) (ref.extern 3))",
                    "(assert_return (invoke \"extern\" (ref.null extern)) (ref.null))",
                    "(assert_return (get \"g\") (i64.const 7))",
                    "(assert_trap (invoke \"trap\") \"unreachable\")",
                    "(assert_exhaustion (invoke \"loop\") \"call stack exhausted\")",
                    "(assert_invalid (module (func (result i32))) \"type mismatch\")",
                    "(assert_malformed (module quote \"(func\") \"unexpected token\")",
                    "(assert_malformed (module binary \"\") \"unexpected end\")",
                    "(assert_unlinkable (module (import \"a\" \"b\" (func))) \"unknown import\")",
                    "(assert_trap (module (func $f unreachable) (start $f)) \"unreachable\")",
    })
    void passes(String command) {
        assertThat(failures(command)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    "(assert_return (invoke \"one\") (i32.const 2))",
                    "(assert_return (invoke \"one\"))",
                    "(assert_return (invoke \"one\") (i64.const 1))",
                    "(assert_return (invoke \"one\") (i32.const 1) (i32.const 1))",
                    "(assert_return (invoke \"none\"))",
                    "(assert_return (invoke $other \"one\") (i32.const 1))",
                    "(assert_return (invoke \"trap\"))",
                    "(assert_return (invoke \"id\" (f32.const nan:0x200000)) (f32.const nan:canonical))",
                    "(assert_return (invoke \"id\" (f32.const nan:0x200000)) (f32.const nan:arithmetic))",
                    "(assert_return (invoke \"id\" (f32.const nan:0x600000)) (f32.const nan:canonical))",
                    "(assert_return (invoke \"id\" (f32.const nan)) (f32.const -nan))",
                    "(assert_return (invoke \"id64\" (f64.const -0)) (f64.const 0))",
                    "(assert_return (invoke \"one\") (either (i32.const 0) (i32.const 2)))",
                    "(assert_return (invoke \"extern\" (ref.extern 3)) (ref.extern 4))",
                    "(assert_return (invoke \"extern\" (ref.extern 3)) (ref.null))",
                    "(assert_return (invoke \"extern\" (ref.null extern)) (ref.extern))",
                    "(assert_return (get \"g\") (i64.const 8))",
                    "(assert_trap (invoke \"one\") \"unreachable\")",
                    "(assert_trap (invoke \"trap\") \"integer overflow\")",
                    "(assert_trap (invoke \"loop\") \"call stack exhausted\")",
                    "(assert_exhaustion (invoke \"trap\") \"unreachable\")",
                    "(assert_exception (invoke \"one\"))",
                    "(assert_exception (invoke \"trap\"))",
                    "(assert_invalid (module) \"type mismatch\")",
                    "(assert_invalid (module (func (result i32))) \"unknown local\")",
                    "(assert_malformed (module (func (result i32))) \"type mismatch\")",
                    "(assert_malformed (module quote \"(func)\") \"unexpected token\")",
                    "(assert_malformed (module quote \"(func\") \"unknown operator\")",
                    "(assert_invalid (module binary \"\") \"unexpected end\")",
                    "(assert_unlinkable (module) \"unknown import\")",
                    "(assert_trap (module) \"unreachable\")",
                    "(module (func (result i32)))",
                    "(module (func $f unreachable) (start $f))",
                    "(invoke \"trap\")",
                    "(register \"a\" $other)",
    })
    void fails(String command) {
        assertThat(failures(command)).singleElement().asString().startsWith("test.wast:10:1: ");
    }

    @Test
    void goesOnAfterAFailure() {
        SourceText script = SourceText.of("test.wast",
                        MODULE + "(assert_return (invoke \"trap\"))\n(assert_return (invoke \"one\") (i32.const 1))");
        ScriptReport report = Scripts.run(script);
        assertThat(report.failures()).hasSize(1);
        assertThat(report.executed()).containsEntry("assert_return", 2).containsEntry("module", 1);
        assertThat(report.total()).isEqualTo(3);
    }

    @Test
    void instancesOfADefinitionAreSeparate() {
        assertThat(failures("""
                        (module definition $d (global $g (mut i32) (i32.const 0))
                          (func (export "set") (global.set $g (i32.const 1))) (func (export "get") (result i32) (global.get $g)))
                        (module instance $a $d)
                        (module instance $b $d)
                        (invoke $a "set")
                        (assert_return (invoke $a "get") (i32.const 1))
                        (assert_return (invoke $b "get") (i32.const 0))
                        """)).isEmpty();
    }

    @Test
    void scriptThatCantBeReadIsAnError() {
        assertThatThrownBy(() -> failures("(assert_nothing)")).isInstanceOf(PolyglotException.class).hasMessageStartingWith(
                        "test.wast:10:2: unknown operator assert_nothing");
    }
}
