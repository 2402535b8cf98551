// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instruments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Where traps say that they come from. */
class SourceLocationTest {

    private static PolyglotException failure(String program, int argument) {
        try (Context context = Context.create("wasm")) {
            Value exports = Modules.exports(context, program);
            return catchThrowableOfType(PolyglotException.class, () -> exports.invokeMember("f", argument));
        }
    }

    private static List<String> frames(PolyglotException exception) {
        List<String> frames = new ArrayList<>();
        for (PolyglotException.StackFrame frame : exception.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                frames.add(frame.getRootName() + ": " + frame.getSourceLocation().getCharacters());
            }
        }
        return frames;
    }

    @Test
    void trapsTellTheInstructionAndTheCallsThatLedToIt() {
        PolyglotException exception = failure("""
                        (module
                          (memory 1)
                          (func $read (param $at i32) (result i32)
                            (i32.add (i32.const 1) (i32.load offset=4 (local.get $at))))
                          (func $twice (export "f") (param i32)
                            (drop (i32.mul (i32.const 2) (call $read (local.get 0))))))
                        """, -1);
        assertThat(exception.getMessage()).isEqualTo("out of bounds memory access");
        SourceSection location = exception.getSourceLocation();
        assertThat(location.getCharacters()).hasToString("(i32.load offset=4 (local.get $at))");
        assertThat(location.getSource().getName()).isEqualTo("program.wat");
        assertThat(location.getSource().getCharacters(location.getStartLine())).hasToString("    (i32.add (i32.const 1) (i32.load offset=4 (local.get $at)))");
        assertThat(frames(exception)).containsExactly("read: (i32.load offset=4 (local.get $at))", "twice: (call $read (local.get 0))");
    }

    @Test
    void instructionsThatEndARegionHaveOne() {
        PolyglotException exception = failure("""
                        (module
                          (func (export "f") (param i32)
                            (if (local.get 0) (then (unreachable)))))
                        """, 1);
        assertThat(exception.getSourceLocation().getCharacters()).hasToString("(unreachable)");
    }

    @Test
    void nestedAndLongExpressionsHaveOne() {
        String deep = "(local.get 0)";
        for (int i = 0; i < 60; i++) {
            deep = "(i32.add " + deep + " (i32.const " + i + "))";
        }
        PolyglotException exception = failure("""
                        (module
                          (func (export "f") (param i32)
                            (block $out
                              (drop (i32.div_u DEEP (i32.sub (local.get 0) (local.get 0)))))))
                        """.replace("DEEP", deep), 1);
        assertThat(exception.getMessage()).isEqualTo("integer divide by zero");
        assertThat(exception.getSourceLocation().getCharacters().toString()).startsWith("(i32.div_u").endsWith(")");
    }
}
