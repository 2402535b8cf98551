// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;

/** What is compiled while a module has one instance must be right when it has more. */
class InstancesOfOneModuleTest {

    private static final int WARM = 5000;
    private static final Source MODULE = Wat.source("instances", """
                    (module
                      (type $i (func (result i32)))
                      (import "host" "id" (func $id (result i32)))
                      (import "host" "state" (global $state (mut i32)))
                      (memory 1) (table 2 funcref) (elem (i32.const 0) $own $id) (elem declare func $other)
                      (global $count (mut i32) (i32.const 0))
                      (func $own (type $i) (i32.load (i32.const 0)))
                      (func $other (type $i) (i32.mul (i32.const 10) (global.get $state)))
                      (func $inner (result i32) (i32.add (call $own) (global.get $count)))
                      (func (export "set") (param i32) (i32.store (i32.const 0) (local.get 0)))
                      (func (export "run") (result i32)
                        (global.set $count (i32.add (global.get $count) (i32.const 1)))
                        (i32.add (i32.add (call $inner) (call $id))
                          (i32.add (call_indirect (type $i) (i32.const 0))
                            (i32.add (call_indirect (type $i) (i32.const 1)) (call_ref $i (ref.func $other)))))))""");

    private static Engine engine() {
        Engine.Builder builder = Engine.newBuilder("wasm").allowExperimentalOptions(true);
        if (Boolean.getBoolean("jwasm.graal")) {
            // What is warm is compiled when it returns.
            builder.option("engine.BackgroundCompilation", "false");
        }
        return builder.build();
    }

    /** An instance in which everything that an instance has of its own depends on a number. */
    private static Value instance(Context context, int number) {
        Value state = Wat.exports(context, "(module (global (export \"g\") (mut i32) (i32.const " + number + ")))").getMember("g");
        ProxyExecutable id = _ -> number;
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("id", id, "state", state))));
        Value exports = context.eval(MODULE).newInstance(imports).getMember("exports");
        exports.invokeMember("set", 100 * number);
        return exports;
    }

    /** Memory, twice, and ten times the global, and the host's function, twice; and how often the instance was called. */
    private static void check(Value exports, int number, int call) {
        assertThat(exports.invokeMember("run").asInt()).isEqualTo((200 + 10 + 2) * number + call);
    }

    @Test
    void aSecondInstanceIsNotTheFirst() {
        try (Context context = Context.newBuilder("wasm").engine(engine()).build()) {
            Value first = instance(context, 1);
            for (int i = 1; i <= WARM; i++) {
                check(first, 1, i);
            }
            Value second = instance(context, 2);
            for (int i = 1; i <= WARM; i++) {
                check(second, 2, i);
                check(first, 1, WARM + i);
            }
        }
    }

    @Test
    void contextsOfAnEngineHaveTheirOwn() {
        try (Engine engine = engine()) {
            for (int number = 1; number <= 3; number++) {
                try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
                    Value exports = instance(context, number);
                    for (int i = 1; i <= WARM; i++) {
                        check(exports, number, i);
                    }
                }
            }
        }
    }

    @Test
    void aSecondInstanceCanComeWhileTheFirstRuns() {
        try (Engine engine = engine()) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> runContext(engine, 1));
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> runContext(engine, 2));
            first.join();
            second.join();
        }
    }

    private static void runContext(Engine engine, int number) {
        try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
            Value exports = instance(context, number);
            for (int i = 1; i <= WARM; i++) {
                check(exports, number, i);
            }
        }
    }
}
