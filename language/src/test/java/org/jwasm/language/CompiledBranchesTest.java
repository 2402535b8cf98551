// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Branches that compiled code knows the way of before they were ever executed. */
class CompiledBranchesTest {

    /** Found by comparing engines: the compiler had no probability for a cast whose outcome it had seen from the allocation. */
    @Test
    void whatNeverRanCanBeCompiled() {
        assumeTrue(Boolean.getBoolean("jwasm.graal"), "there is no compiler in this mode");
        Context.Builder builder = Context.newBuilder("wasm").allowExperimentalOptions(true).option("engine.CompileImmediately", "true").option(
                        "engine.BackgroundCompilation", "false").option("engine.MultiTier", "false").option("engine.CompilationFailureAction", "Throw");
        try (Context context = builder.build()) {
            Value exports = Wat.exports(context, """
                            (module (type $a (array (mut i64))) (memory 1) (data $d "0123456789") (global $g (mut eqref) (ref.null eq))
                              (func (export "run") (param f32) (result i32) (local i64)
                                (if (i32.const 0) (then (return (i32.const 0))))
                                (local.set 1 (array.get $a
                                  (block (result (ref null $a))
                                    (br_on_cast 0 (ref null any) (ref null $a) (array.new_default $a (i32.const 4))) (unreachable))
                                  (ref.eq
                                    (ref.i31 (block (result i32)
                                      (array.init_data $a $d (array.new_default $a (i32.const 4)) (i32.const 0) (i32.const 32767) (i32.const 0))
                                      (i32.const -2147483648)))
                                    (block (result eqref) (br_on_cast 0 (ref null eq) (ref null eq) (global.get $g)) (unreachable)))))
                                (i32.const -10)))""");
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> exports.invokeMember("run", 1.5f)).isInstanceOf(PolyglotException.class).hasMessageContaining("out of bounds");
            }
        }
    }
}
