// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The option {@code wasm.EvalReturnsInstance}. */
class NamedInstancesTest {

    private final Context context = Context.newBuilder("wasm").option("wasm.EvalReturnsInstance", "true").build();

    @AfterEach
    void close() {
        context.close();
    }

    private Value eval(String name, String text) {
        return context.eval(Wat.source(name, text));
    }

    @Test
    void instancesAreLinkedWhenTheirExportsAreAskedFor() {
        Value user = eval("user", "(module (import \"library\" \"one\" (func $one (result i32))) (func (export \"two\") (result i32) (i32.add (call $one) (call $one))))");
        assertThatThrownBy(() -> user.getMember("exports")).isInstanceOf(PolyglotException.class).hasMessageContaining("unknown import");
        eval("library", "(module (func (export \"one\") (result i32) (i32.const 1)))");
        assertThat(user.getMember("exports").invokeMember("two").asInt()).isEqualTo(2);
    }

    @Test
    void thereIsOneInstanceForAName() {
        String counter = "(module (global (export \"g\") (mut i32) (i32.const 1)))";
        eval("counter", counter).getMember("exports").getMember("g").putMember("value", 5);
        assertThat(eval("counter", counter).getMember("exports").getMember("g").getMember("value").asInt()).isEqualTo(5);
        Value bindings = context.getBindings("wasm");
        assertThat(bindings.getMemberKeys()).containsExactly("counter");
        assertThat(bindings.getMember("counter").getMember("exports").getMember("g").getMember("value").asInt()).isEqualTo(5);
        assertThat(bindings.getMember("other")).isNull();
        assertThatThrownBy(() -> eval("counter", "(module)")).isInstanceOf(PolyglotException.class).hasMessageContaining("already an instance");
    }

    @Test
    void modulesThatImportFromEachOtherAreRefused() {
        Value first = eval("first", "(module (import \"second\" \"f\" (func)) (func (export \"f\")))");
        eval("second", "(module (import \"first\" \"f\" (func)) (func (export \"f\")))");
        assertThatThrownBy(() -> first.getMember("exports")).isInstanceOf(PolyglotException.class).hasMessageContaining("imports from itself");
    }
}
