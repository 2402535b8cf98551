// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exceptions of modules: what handlers see of the function that they are in, and what hosts see. */
class ExceptionTest {

    private final Context context = Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();

    @AfterEach
    void close() {
        context.close();
    }

    private Value exports(String fields) {
        return Wat.exports(context, "(module (tag $e (export \"e\")) (tag $number (export \"number\") (param i32)) " +
                        "(func $throw (result i32) (throw $e)) " + fields + ")");
    }

    private int run(String fields, Object... arguments) {
        return exports(fields).invokeMember("f", arguments).asInt();
    }

    @Test
    void handlersSeeWritesBeforeTheThrowAndNoneAfterIt() {
        assertThat(run("""
                        (func (export "f") (result i32) (local $x i32)
                          (local.set $x (i32.const 1))
                          (block $h
                            (try_table (catch $e $h)
                              (local.set $x (i32.const 2))
                              (call $throw)
                              (local.set $x (i32.const 3))
                              (local.set $x)))
                          (local.get $x))""")).isEqualTo(2);
        assertThat(run("""
                        (func (export "f") (result i32) (local $x i32)
                          (local.set $x (i32.const 1))
                          (block $h
                            (try_table (catch $e $h)
                              (i32.add (call $throw) (local.tee $x (i32.const 5)))
                              (drop)))
                          (local.get $x))""")).isEqualTo(1);
    }

    /** The values of a branch go to the temporaries of its label, which an inner handler may still need. */
    @Test
    void branchesOutThatThrowOnTheWayLeaveTheOperandsOfHandlers() {
        assertThat(run("""
                        (func (export "f") (param $p i32) (result i32)
                          (block $out (result i32 i32)
                            (i32.mul (local.get $p) (i32.const 10))
                            (i32.mul (local.get $p) (i32.const 100))
                            (block $h
                              (try_table (catch $e $h)
                                (i32.add (local.get $p) (i32.const 7))
                                (call $throw)
                                (br $out)))
                            (local.set $p (i32.const 0)))
                          (i32.add))""", 3)).isEqualTo(330);
    }

    @Test
    void operandsAroundAreKeptForTheHandler() {
        assertThat(run("""
                        (func (export "f") (param $p i32) (result i32)
                          (i32.const 1000)
                          (local.get $p)
                          (block $h (result i32)
                            (try_table (result i32) (catch $number $h)
                              (local.set $p (i32.const 99))
                              (throw $number (i32.const 20))))
                          (i32.add) (i32.add))""", 3)).isEqualTo(1023);
    }

    @Test
    void handlersCanLoop() {
        assertThat(run("""
                        (func (export "f") (param $n i32) (result i32) (local $count i32)
                          (loop $again
                            (try_table (catch $e $again)
                              (local.set $count (i32.add (local.get $count) (i32.const 1)))
                              (if (i32.lt_u (local.get $count) (local.get $n)) (then (drop (call $throw))))))
                          (local.get $count))""", 300_000)).isEqualTo(300_000);
    }

    @Test
    void handlersCanEndTheFunction() {
        assertThat(run("""
                        (func (export "f") (result i32)
                          (i32.const 1)
                          (try_table (catch $number 0) (throw $number (i32.const 42)))
                          (unreachable))""")).isEqualTo(42);
    }

    @Test
    void valuesOfAllTypesAreCarried() {
        Value exports = Wat.exports(context, """
                        (module
                          (tag $all (param i32 f32 externref i64 v128 f64 exnref))
                          (tag $inner (param i64))
                          (func $throw (param i32 f32 externref i64 f64)
                            (throw $all (local.get 0) (local.get 1) (local.get 2) (local.get 3) (v128.const i64x2 7 8) (local.get 4)
                              (block $h (result exnref) (try_table (catch_all_ref $h) (throw $inner (i64.const 6))) (unreachable))))
                          (func (export "f") (param i32 f32 externref i64 f64) (result i32 f32 externref i64 v128 f64 exnref)
                            (try_table (catch $all 0)
                              (call $throw (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4)))
                            (unreachable)))""");
        for (int i = 0; i < 3; i++) {
            Value results = exports.invokeMember("f", -1, 1.5f, "text", Long.MIN_VALUE, -2.5);
            assertThat(results.getArrayElement(0).asInt()).isEqualTo(-1);
            assertThat(results.getArrayElement(1).asFloat()).isEqualTo(1.5f);
            assertThat(results.getArrayElement(2).asString()).isEqualTo("text");
            assertThat(results.getArrayElement(3).asLong()).isEqualTo(Long.MIN_VALUE);
            assertThat(results.getArrayElement(4).readBufferByte(8)).isEqualTo((byte) 8);
            assertThat(results.getArrayElement(5).asDouble()).isEqualTo(-2.5);
            assertThat(results.getArrayElement(6).isException()).isTrue();
            assertThat(results.getArrayElement(6).getArrayElement(0).asLong()).isEqualTo(6);
        }
    }

    @Test
    void hostsSeeAnExceptionWithItsTagAndValues() {
        Value exports = exports("(func (export \"f\") (param i32) (throw $number (local.get 0)))");
        assertThatExceptionOfType(PolyglotException.class).isThrownBy(() -> exports.invokeMember("f", 5)).satisfies(e -> {
            assertThat(e.isGuestException()).isTrue();
            assertThat(e.isInternalError()).isFalse();
            assertThat(e.getMessage()).isEqualTo("wasm exception with tag number: 5");
            assertThat(e.getGuestObject().getArraySize()).isEqualTo(1);
            assertThat(e.getGuestObject().getArrayElement(0).asInt()).isEqualTo(5);
            assertThat(e.getGuestObject().getMember("tag").equals(exports.getMember("number"))).isTrue();
            assertThat(e.getGuestObject().canInvokeMember("message")).isFalse();
        });
    }

    @Test
    void exceptionsPassThroughHostsButThoseOfHostsAreNotCaught() {
        String text = """
                        (module
                          (import "host" "call" (func $call (param funcref)))
                          (tag $e)
                          (func $throw (throw $e))
                          (elem declare func $throw)
                          (func (export "f") (result i32)
                            (block $h (try_table (catch $e $h) (call $call (ref.func $throw))) (return (i32.const 0)))
                            (i32.const 1))
                          (func (export "all") (block $h (try_table (catch_all $h) (call $call (ref.func $throw))))))""";
        ProxyExecutable pass = arguments -> arguments[0].execute();
        assertThat(instantiate(text, pass).invokeMember("f").asInt()).isEqualTo(1);
        ProxyExecutable fail = arguments -> {
            throw new IllegalStateException("mine");
        };
        Value exports = instantiate(text, fail);
        assertThatExceptionOfType(PolyglotException.class).isThrownBy(() -> exports.invokeMember("all")).satisfies(e -> {
            assertThat(e.isHostException()).isTrue();
            assertThat(e.asHostException()).hasMessage("mine");
        });
    }

    private Value instantiate(String text, ProxyExecutable call) {
        return Wat.module(context, text).newInstance(ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("call", call))))).getMember("exports");
    }

    @Test
    void tagsOfOtherInstancesAreOthers() {
        Value module = Wat.module(context, """
                        (module (tag $e (export "e"))
                          (func (export "throw") (throw $e)))""");
        String user = """
                        (module (import "m" "e" (tag $e)) (import "m" "throw" (func $throw))
                          (func (export "f") (result i32)
                            (block $h
                              (block $all (try_table (catch $e $h) (catch_all $all) (call $throw)))
                              (return (i32.const 2)))
                            (i32.const 1)))""";
        Value one = module.newInstance().getMember("exports");
        Value other = module.newInstance().getMember("exports");
        assertThat(link(user, one.getMember("e"), one.getMember("throw")).invokeMember("f").asInt()).isEqualTo(1);
        assertThat(link(user, one.getMember("e"), other.getMember("throw")).invokeMember("f").asInt()).isEqualTo(2);
    }

    private Value link(String text, Value tag, Value function) {
        Map<String, Object> members = Map.of("e", tag, "throw", function);
        return Wat.module(context, text).newInstance(ProxyObject.fromMap(Map.of("m", ProxyObject.fromMap(members)))).getMember("exports");
    }

    @Test
    void nullReferencesCannotBeThrown() {
        Value exports = exports("(func (export \"f\") (throw_ref (ref.null exn)))");
        assertThatExceptionOfType(PolyglotException.class).isThrownBy(() -> exports.invokeMember("f")).withMessage("null exception reference");
    }

    /** Each try has clauses of its own and those of all around it. */
    @Test
    void deepNestsOfTriesAreTranslatedInLittleTime() {
        int depth = 20_000;
        String text = "(func (export \"f\") (result i32) " + "try ".repeat(depth) + "(drop (call $throw)) " +
                        "catch $number drop end ".repeat(depth) + "(i32.const 1))";
        Value exports = exports(text);
        assertThatExceptionOfType(PolyglotException.class).isThrownBy(() -> exports.invokeMember("f")).withMessage("wasm exception with tag e");
    }

    @Test
    void legacyConstructsRethrowAndDelegate() {
        String text = """
                        (func (export "f") (param $p i32) (result i32)
                          (local $x i32)
                          (try $outer (result i32)
                            (do
                              (try $inner (result i32)
                                (do
                                  (local.set $x (i32.const 1))
                                  (if (i32.eq (local.get $p) (i32.const 0)) (then (throw $number (i32.const 10))))
                                  (try (do (if (i32.eq (local.get $p) (i32.const 1)) (then (drop (call $throw))))) (delegate $outer))
                                  (local.set $x (i32.const 2))
                                  (call $throw))
                                (catch $number
                                  (local.set $x (i32.const 5))
                                  (drop)
                                  (rethrow $inner))
                                (catch_all (i32.add (local.get $x) (i32.const 100)))))
                            (catch $number (i32.add (local.get $x)))
                            (catch_all (i32.add (local.get $x) (i32.const 200)))))""";
        assertThat(run(text, 0)).isEqualTo(15);
        assertThat(run(text, 1)).isEqualTo(201);
        assertThat(run(text, 2)).isEqualTo(102);
    }
}
