// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of one context that get into another, each with an engine of its own. */
class OtherContextsTest {

    private static final String LIBRARY = """
                    (module
                      (type $point (struct (field (mut i32))))
                      (memory (export "memory") 1)
                      (table (export "table") 1 funcref)
                      (global (export "global") (mut i32) (i32.const 1))
                      (tag (export "tag") (param i32))
                      (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
                      (func (export "trap") unreachable)
                      (func (export "make") (result (ref $point)) (struct.new $point (i32.const 7)))
                      (func (export "x") (param (ref $point)) (result i32) (struct.get $point 0 (local.get 0)))
                      (func (export "any") (param anyref) (result anyref) (local.get 0))
                      (func (export "same") (param externref) (result externref) (local.get 0))
                      (func (export "keep") (param funcref) (table.set (i32.const 0) (local.get 0))))""";

    private final Engine engine = Engine.create("wasm");
    private Context context;
    private Context other;
    private Value exports;
    private Value others;

    /** Builds one of the two contexts. */
    Context.Builder builder(@SuppressWarnings("unused") Engine shared) {
        return Context.newBuilder("wasm");
    }

    @BeforeEach
    void open() {
        context = builder(engine).build();
        other = builder(engine).build();
        exports = Wat.exports(context, LIBRARY);
        others = Wat.exports(other, LIBRARY);
    }

    @AfterEach
    void close() {
        context.close();
        other.close();
        engine.close();
    }

    @Test
    void structsOfAnotherContextAreNoStructsHere() {
        Value point = others.invokeMember("make");
        assertThat(others.invokeMember("x", point).asInt()).isEqualTo(7);
        assertThatThrownBy(() -> exports.invokeMember("x", point)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected (ref ");
    }

    @Test
    void functionsOfAnotherContextAreNoFunctionReferencesHere() {
        assertThatThrownBy(() -> exports.invokeMember("keep", others.getMember("add"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(
                        "expected funcref");
    }

    @Test
    void externalReferencesPassThrough() {
        Value point = others.invokeMember("make");
        assertThat(others.invokeMember("x", exports.invokeMember("same", point)).asInt()).isEqualTo(7);
    }

    @Test
    void importedFunctionsOfAnotherContextAreCalledThere() {
        Value user = Wat.module(context, """
                        (module (import "other" "add" (func $add (param i32 i32) (result i32)))
                          (import "other" "trap" (func $trap))
                          (func (export "five") (result i32) (call $add (i32.const 2) (i32.const 3)))
                          (func (export "trap") (call $trap)))""").newInstance(ProxyObject.fromMap(Map.of("other", others))).getMember("exports");
        assertThat(user.invokeMember("five").asInt()).isEqualTo(5);
        assertThatThrownBy(() -> user.invokeMember("trap")).hasMessage("unreachable");
        other.close();
        assertThatThrownBy(() -> user.invokeMember("five")).hasMessageContaining("closed");
        assertThat(exports.invokeMember("add", 1, 2).asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory \"memory\" (memory 1)", "table \"table\" (table 1 funcref)", "tag \"tag\" (tag (param i32))",
                    "mutable \"global\" (global (mut i32))"})
    void whatIsSharedCantBeImportedFromAnotherContext(String wanted) {
        String[] parts = wanted.split("\"");
        Value module = Wat.module(context, "(module (import \"other\" \"" + parts[1] + "\" " + parts[2] + "))");
        assertThat(module.newInstance(ProxyObject.fromMap(Map.of("other", exports))).hasMembers()).isTrue();
        assertThatThrownBy(() -> module.newInstance(ProxyObject.fromMap(Map.of("other", others)))).hasMessageContaining("incompatible import type")
                        .hasMessageContaining("\"other\" \"" + parts[1] + "\"");
    }

    @Test
    void contextsThatShareNoValuesRefuseThem() {
        try (Context alone = Context.newBuilder("wasm").allowValueSharing(false).build()) {
            Value same = Wat.exports(alone, LIBRARY).getMember("same");
            Value point = others.invokeMember("make");
            assertThatThrownBy(() -> same.execute(point)).isInstanceOfSatisfying(PolyglotException.class, e -> assertThat(e.isInternalError()).isFalse())
                            .hasMessageContaining("Value migration for the current context was disabled");
        }
    }
}
