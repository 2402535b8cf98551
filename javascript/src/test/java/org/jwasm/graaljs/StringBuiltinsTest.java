// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.graaljs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The builtins on JavaScript's strings, and string constants. */
class StringBuiltinsTest {

    private static final String MODULE = """
                    (module
                      (type $units (array (mut i16)))
                      (import "wasm:js-string" "test" (func $test (param externref) (result i32)))
                      (import "wasm:js-string" "cast" (func $cast (param externref) (result (ref extern))))
                      (import "wasm:js-string" "length" (func $length (param externref) (result i32)))
                      (import "wasm:js-string" "concat" (func $concat (param externref externref) (result (ref extern))))
                      (import "wasm:js-string" "substring" (func $substring (param externref i32 i32) (result (ref extern))))
                      (import "wasm:js-string" "charCodeAt" (func $charCodeAt (param externref i32) (result i32)))
                      (import "wasm:js-string" "codePointAt" (func $codePointAt (param externref i32) (result i32)))
                      (import "wasm:js-string" "fromCharCode" (func $fromCharCode (param i32) (result (ref extern))))
                      (import "wasm:js-string" "fromCodePoint" (func $fromCodePoint (param i32) (result (ref extern))))
                      (import "wasm:js-string" "equals" (func $equals (param externref externref) (result i32)))
                      (import "wasm:js-string" "compare" (func $compare (param externref externref) (result i32)))
                      (import "wasm:js-string" "fromCharCodeArray" (func $fromArray (param (ref null $units) i32 i32) (result (ref extern))))
                      (import "wasm:js-string" "intoCharCodeArray" (func $intoArray (param externref (ref null $units) i32) (result i32)))
                      (import "'" "Hello, " (global $hello (ref extern)))
                      (export "test" (func $test)) (export "cast" (func $cast)) (export "length" (func $length)) (export "concat" (func $concat))
                      (export "substring" (func $substring)) (export "charCodeAt" (func $charCodeAt)) (export "codePointAt" (func $codePointAt))
                      (export "fromCharCode" (func $fromCharCode)) (export "fromCodePoint" (func $fromCodePoint)) (export "equals" (func $equals))
                      (export "compare" (func $compare))
                      (func (export "greet") (param externref) (result externref) (call $concat (global.get $hello) (local.get 0)))
                      (func (export "reverse") (param externref) (result externref) (local $array (ref null $units)) (local $i i32) (local $j i32) (local $n i32)
                        (local.set $n (call $length (local.get 0)))
                        (local.set $array (array.new $units (i32.const 0) (local.get $n)))
                        (drop (call $intoArray (local.get 0) (local.get $array) (i32.const 0)))
                        (local.set $j (local.get $n))
                        (block $done (loop $next
                          (local.set $j (i32.sub (local.get $j) (i32.const 1)))
                          (br_if $done (i32.ge_s (local.get $i) (local.get $j)))
                          (array.get_u $units (local.get $array) (local.get $i))
                          (array.set $units (local.get $array) (local.get $i) (array.get_u $units (local.get $array) (local.get $j)))
                          (local.set $n)
                          (array.set $units (local.get $array) (local.get $j) (local.get $n))
                          (local.set $i (i32.add (local.get $i) (i32.const 1)))
                          (br $next)))
                        (call $fromArray (local.get $array) (i32.const 0) (array.len (local.get $array)))))""";

    private Context context;

    @BeforeEach
    void open() {
        context = JavaScript.builder().option("wasm.Builtins", "wasm:js-string").option("wasm.ImportedStringConstants", "'").build();
        context.getBindings("js").putMember("bytes", JavaScript.bytes(context, JavaScript.binary(MODULE)));
        context.eval("js", "var module = new WebAssembly.Module(bytes), exports = new WebAssembly.Instance(module).exports;");
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Value js(String expression) {
        return context.eval("js", expression);
    }

    @Test
    void stringsAreSequencesOfCodeUnits() {
        assertThat(js("exports.length('a€😀')").asInt()).isEqualTo(4);
        assertThat(js("exports.charCodeAt('a€', 1)").asInt()).isEqualTo(0x20AC);
        assertThat(js("exports.codePointAt('😀', 0)").asInt()).isEqualTo(0x1F600);
        assertThat(js("exports.codePointAt('😀', 1)").asInt()).isEqualTo(0xDE00);
        assertThat(js("exports.fromCharCode(0x10041) === 'A'").asBoolean()).isTrue();
        assertThat(js("exports.fromCodePoint(0x1F600) === '😀'").asBoolean()).isTrue();
        assertThat(js("exports.fromCharCode(0xD83D) === '\\uD83D'").asBoolean()).isTrue();
        assertThat(js("exports.substring('WebAssembly', 3, 99)").asString()).isEqualTo("Assembly");
        assertThat(js("exports.substring('x', -1, 1)").asString()).isEmpty();
        assertThat(js("exports.concat('a', '€')").asString()).isEqualTo("a€");
        assertThat(js("exports.reverse('stressed€')").asString()).isEqualTo("€desserts");
    }

    @Test
    void stringsAreCompared() {
        assertThat(js("[exports.equals('a', 'a'), exports.equals('a', 'b'), exports.equals(null, null), exports.equals('a', null)].join()").asString()).isEqualTo(
                        "1,0,1,0");
        assertThat(js("[exports.compare('a', 'b'), exports.compare('b', 'a'), exports.compare('\\uFFFF', '😀'), exports.compare('x', 'x')].join()").asString()).isEqualTo(
                        "-1,1,1,0");
    }

    @Test
    void constantsAreTheirNames() {
        assertThat(js("exports.greet('world')").asString()).isEqualTo("Hello, world");
        assertThat(js("WebAssembly.Module.imports(module).length").asInt()).isZero();
    }

    @Test
    void otherValuesTrap() {
        assertThat(js("[exports.test('x'), exports.test(1), exports.test(null), exports.test({})].join()").asString()).isEqualTo("1,0,0,0");
        for (String bad : new String[]{"cast(1)", "length(null)", "length(undefined)", "charCodeAt('a', 1)", "fromCodePoint(0x110000)", "equals('a', 1)",
                        "compare('a', null)"}) {
            assertThatThrownBy(() -> js("exports." + bad)).as(bad).isInstanceOf(PolyglotException.class).hasMessageStartingWith("RuntimeError");
        }
    }

    @Test
    void importsOfOtherTypesAreInvalid() {
        for (String bad : new String[]{"(func (param externref) (result i64))", "(func)", "(global externref)"}) {
            byte[] module = JavaScript.binary("(module (import \"wasm:js-string\" \"length\" " + bad + "))");
            context.getBindings("js").putMember("bytes", JavaScript.bytes(context, module));
            assertThatThrownBy(() -> js("new WebAssembly.Module(bytes)")).isInstanceOf(PolyglotException.class).hasMessageStartingWith("CompileError");
        }
        context.getBindings("js").putMember("bytes", JavaScript.bytes(context, JavaScript.binary("(module (import \"'\" \"x\" (global i32)))")));
        assertThat(js("WebAssembly.validate(bytes)").asBoolean()).isFalse();
    }
}
