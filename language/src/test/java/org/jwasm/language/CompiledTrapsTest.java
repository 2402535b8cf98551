// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Functions that trap each time, right before something that never ran. Where the compiler makes one exit of the trap and of what never ran, each trap
 * throws the compiled code away, and the compiler gives up on the function after some twenty of them (found by comparing engines).
 */
class CompiledTrapsTest {

    private static final int CALLS = 60;
    private static final String MODULE = """
                    (module
                      (type $i (func (result i32))) (type $f (func (param f32) (result f32))) (type $p (func (param i32) (result i32)))
                      (memory 1) (table 8 funcref) (elem (i32.const 0) $one $two)
                      (global $zero (mut i32) (i32.const 0)) (global $null (mut (ref null $i)) (ref.null $i))
                      (func $one (type $i) (i32.const 1))
                      (func $two (type $i) (i32.const 2))
                      (func $id (type $p) (local.get 0))
                      (func $tailed (param i32) (result i32) (return_call $id (local.get 0)))
                      (func (export "mismatch") (result f32) (call_indirect (type $f) (f32.const 1) (global.get $zero)))
                      (func (export "uninitialized") (result i32) (call_indirect (type $i) (i32.add (global.get $zero) (i32.const 4))))
                      (func (export "undefined") (result i32) (call_indirect (type $i) (i32.add (global.get $zero) (i32.const 40))))
                      (func (export "null") (result i32) (call_ref $i (global.get $null)))
                      (func (export "divide") (result i32) (call $id (i32.div_u (i32.const 1) (global.get $zero))))
                      (func (export "load") (result i32) (call $id (i32.load (i32.sub (global.get $zero) (i32.const 1)))))
                      (func (export "tail") (result i32) (return_call $id (i32.div_u (i32.const 1) (global.get $zero))))
                      (func (export "nested") (result i32) (call $tailed (i32.div_u (i32.const 1) (global.get $zero))))
                      (func (export "cast") (result i32)
                        (call_ref $i (ref.cast (ref $i) (table.get (i32.add (global.get $zero) (i32.const 4))))))
                      (func (export "indirect") (param $element i32) (result i32)
                        (call_indirect (type $i) (local.get $element))))""";

    private static Context context() {
        return Context.newBuilder("wasm").allowExperimentalOptions(true).option("engine.CompileImmediately", "true").option("engine.BackgroundCompilation",
                        "false").option("engine.MultiTier", "false").option("engine.CompilationFailureAction", "Throw").build();
    }

    @ParameterizedTest
    @CsvSource({"mismatch, indirect call type mismatch", "uninitialized, uninitialized element", "undefined, undefined element", "null, null function reference",
                    "divide, integer divide by zero", "load, out of bounds memory access", "tail, integer divide by zero", "nested, integer divide by zero", "cast, cast failure"})
    void trapsBeforeWhatNeverRan(String name, String trap) {
        assumeTrue(Boolean.getBoolean("jwasm.graal"), "there is no compiler in this mode");
        try (Context context = context()) {
            Value function = Wat.exports(context, MODULE).getMember(name);
            for (int i = 0; i < CALLS; i++) {
                assertThatThrownBy(function::execute).isInstanceOf(PolyglotException.class).hasMessageContaining(trap);
            }
        }
    }

    /** The call has run before, but not with what it traps for. */
    @ParameterizedTest
    @CsvSource({"3, uninitialized element", "9, undefined element"})
    void trapsAfterCalls(int element, String trap) {
        assumeTrue(Boolean.getBoolean("jwasm.graal"), "there is no compiler in this mode");
        try (Context context = context()) {
            Value function = Wat.exports(context, MODULE).getMember("indirect");
            function.execute(0);
            for (int i = 0; i < CALLS; i++) {
                assertThatThrownBy(() -> function.execute(element)).isInstanceOf(PolyglotException.class).hasMessageContaining(trap);
                function.execute(0);
            }
        }
    }
}
