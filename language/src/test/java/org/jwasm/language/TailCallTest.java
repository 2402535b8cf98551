// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls in tail position: of all kinds, without an end to the stack. */
class TailCallTest {

    /** More than there is stack for, and enough to be compiled on the way. */
    private static final long MANY = 300_000;

    private static final String CHAINS = """
                    (module
                      (type $t (func (param i64 i64) (result i64)))
                      (table funcref (elem $indirect))
                      (elem declare func $reference)
                      (func $self (export "self") (param i64 i64) (result i64) (local $zero i64)
                        (if (i64.eqz (local.get 0)) (then (return (i64.add (local.get 1) (local.get $zero)))))
                        (local.set $zero (i64.const 1))
                        (return_call $self (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 1))))
                      (func $even (export "mutual") (param i64 i64) (result i64)
                        (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
                        (return_call $odd (f64.const 0) (i64.sub (local.get 0) (i64.const 1)) (ref.null any) (i64.add (local.get 1) (i64.const 1))))
                      (func $odd (param f64 i64 anyref i64) (result i64)
                        (if (i64.eqz (local.get 1)) (then (return (local.get 3))))
                        (return_call $even (i64.sub (local.get 1) (i64.const 1)) (i64.add (local.get 3) (i64.const 1))))
                      (func $indirect (export "indirect") (param i64 i64) (result i64)
                        (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
                        (return_call_indirect (type $t) (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 1)) (i32.const 0)))
                      (func $reference (export "reference") (param i64 i64) (result i64)
                        (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
                        (return_call_ref $t (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 1)) (ref.func $reference)))
                      (func (export "inside") (param i64 i64) (result i64)
                        (i64.sub (call $even (local.get 0) (local.get 1)) (i64.const 0)))
                      (func (export "loop") (param i64 i64) (result i64) (local $i i64)
                        (loop $again
                          (br_if $again (i64.lt_u (local.tee $i (i64.add (local.get $i) (i64.const 1))) (local.get 0))))
                        (return_call $even (local.get 0) (local.get 1))))
                    """;

    private final Context context = Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();

    @AfterEach
    void close() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"self", "mutual", "indirect", "reference", "inside", "loop"})
    void runInConstantStack(String function) {
        Value exports = Wat.exports(context, CHAINS);
        assertThat(exports.invokeMember(function, MANY, 7).asLong()).isEqualTo(MANY + 7);
        assertThat(exports.invokeMember(function, 0, 7).asLong()).isEqualTo(7);
    }

    @Test
    void manyResultsOfAllKindsComeBack() {
        Value exports = Wat.exports(context, """
                        (module
                          (func $last (param i32) (result i32 externref f64 i64)
                            (local.get 0) (ref.null extern) (f64.const 2.5) (i64.const 4))
                          (func $first (param externref f64) (result i32 externref f64 i64) (return_call $last (i32.const 3)))
                          (func (export "direct") (result i32 externref f64 i64) (return_call $first (ref.null extern) (f64.const 1)))
                          (func (export "inside") (result i32 externref f64 i64) (call $first (ref.null extern) (f64.const 1))))""");
        for (String function : new String[]{"direct", "inside"}) {
            Value results = exports.invokeMember(function);
            assertThat(results.getArrayElement(0).asInt()).isEqualTo(3);
            assertThat(results.getArrayElement(1).isNull()).isTrue();
            assertThat(results.getArrayElement(2).asDouble()).isEqualTo(2.5);
            assertThat(results.getArrayElement(3).asLong()).isEqualTo(4);
        }
    }

    @Test
    void importsOfHostsAndOfOtherModulesAreCalled() {
        Value host = Wat.module(context, """
                        (module (import "m" "f" (func $f (param i64) (result i64)))
                          (func $g (param i64) (result i64) (return_call $f (i64.add (local.get 0) (i64.const 1))))
                          (func (export "g") (param i64) (result i64) (return_call $g (local.get 0))))""");
        ProxyExecutable twice = arguments -> 2 * arguments[0].asLong();
        Value first = host.newInstance(imports(twice)).getMember("exports");
        assertThat(first.invokeMember("g", 20).asLong()).isEqualTo(42);
        Value second = host.newInstance(imports(first.getMember("g"))).getMember("exports");
        assertThat(second.invokeMember("g", 20).asLong()).isEqualTo(44);
    }

    private static ProxyObject imports(Object function) {
        return ProxyObject.fromMap(Map.of("m", ProxyObject.fromMap(Map.of("f", function))));
    }

    @Test
    void trapsOfTheCalleeComeThrough() {
        Value exports = Wat.exports(context, """
                        (module (type $t (func))
                          (func $trap unreachable)
                          (func (export "trap") (return_call $trap))
                          (func (export "null") (return_call_ref $t (ref.null $t))))""");
        assertThatThrownBy(() -> exports.invokeMember("trap")).isInstanceOf(PolyglotException.class).hasMessage("unreachable");
        assertThatThrownBy(() -> exports.invokeMember("null")).isInstanceOf(PolyglotException.class).hasMessage("null function reference");
    }
}
