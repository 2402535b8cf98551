// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.wasi.Wasi;

/** wasi-threads: {@code thread-spawn}. */
@Timeout(60)
class WasiThreadsTest {

    private static final String HEAD = """
                    (module
                      (import "env" "memory" (memory 1 1 shared))
                      (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                      (global $own (mut i32) (i32.const 0))
                      (func (export "spawn") (param i32) (result i32) (call $spawn (local.get 0)))
                      (func $sleep (drop (memory.atomic.wait32 (i32.const 60000) (i32.const 0) (i64.const -1))))
                      (func $arrive (i32.atomic.store (i32.const 16) (i32.const 1)))
                      (func (export "block") (call $arrive) (call $sleep))
                      (func (export "spin") (call $arrive) (loop $again (br $again)))
                      (func (export "load") (param i32) (result i32) (i32.atomic.load (local.get 0)))
                      (func (export "own") (result i32) (global.get $own))
                      (func (export "await") (param $address i32) (param $value i32)
                        (local $now i32)
                        (loop $again
                          (local.set $now (i32.atomic.load (local.get $address)))
                          (if (i32.ne (local.get $now) (local.get $value))
                            (then
                              (drop (memory.atomic.wait32 (local.get $address) (local.get $now) (i64.const 1000000)))
                              (br $again)))))
                      (func (export "wasi_thread_start") (param $number i32) (param $argument i32) """;

    private static Value start(Context context, Wasi wasi, String body) {
        return Wat.module(context, HEAD + body + "))").newInstance(wasi).getMember("exports");
    }

    private static Context context() {
        return Context.newBuilder("wasm").allowCreateThread(true).build();
    }

    private static Wasi threads(int most) {
        return Wasi.builder().threads(most).build();
    }

    /** Each thread adds its argument, and has globals of its own. */
    @Test
    void sharedMemoryAndOwnInstances() {
        try (Context context = context(); Wasi wasi = threads(4)) {
            Value exports = start(context, wasi, """
                            (global.set $own (local.get $argument))
                            (drop (i32.atomic.rmw.add (i32.const 0) (global.get $own)))
                            (i32.atomic.store (i32.const 8) (local.get $number))""");
            int number = exports.invokeMember("spawn", 5).asInt();
            assertThat(number).isPositive();
            exports.invokeMember("await", 0, 5);
            exports.invokeMember("await", 8, number);
            int next = exports.invokeMember("spawn", 7).asInt();
            assertThat(next).isPositive().isNotEqualTo(number);
            exports.invokeMember("await", 0, 12);
            assertThat(exports.invokeMember("own").asInt()).isZero();
        }
    }

    @Test
    void asManyAsGranted() {
        try (Context context = context(); Wasi wasi = threads(2)) {
            Value exports = start(context, wasi, "(call $sleep)");
            assertThat(exports.invokeMember("spawn", 0).asInt()).isPositive();
            assertThat(exports.invokeMember("spawn", 0).asInt()).isPositive();
            assertThat(exports.invokeMember("spawn", 0).asInt()).isNegative();
        }
    }

    @Test
    void endedThreadsMakeRoom() {
        try (Context context = context(); Wasi wasi = threads(1)) {
            Value exports = start(context, wasi, "(drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))");
            int started = 0;
            while (started < 20) {
                started += exports.invokeMember("spawn", 0).asInt() > 0 ? 1 : 0;
                Thread.onSpinWait();
            }
            exports.invokeMember("await", 0, 20);
        }
    }

    @Test
    void noThreadsWithoutPermission() {
        try (Context context = Context.create("wasm"); Wasi wasi = threads(4)) {
            assertThat(start(context, wasi, "").invokeMember("spawn", 0).asInt()).isNegative();
        }
        try (Context context = context(); Wasi wasi = threads(0)) {
            assertThatThrownBy(() -> start(context, wasi, "")).hasMessageContaining("unknown import");
        }
    }

    @Test
    void withoutAnEntryThereIsNoThread() {
        try (Context context = context(); Wasi wasi = threads(4)) {
            Value exports = Wat.module(context, """
                            (module (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                              (func (export "wasi_thread_start") (param i32))
                              (func (export "f") (result i32) (call $spawn (i32.const 0))))""").newInstance(wasi).getMember("exports");
            assertThat(exports.invokeMember("f").asInt()).isNegative();
        }
    }

    /** The one that waits, and the one that computes, end with the trap of another. */
    @Test
    void aTrapEndsAll() {
        for (String waiting : new String[]{"block", "spin"}) {
            try (Context context = context(); Wasi wasi = threads(4)) {
                Value exports = start(context, wasi, """
                                (if (local.get $argument) (then (call $sleep)))
                                (loop $until (br_if $until (i32.eqz (i32.atomic.load (i32.const 16)))))
                                (i32.div_s (i32.const 1) (i32.const 0)) drop""");
                exports.invokeMember("spawn", 1);
                // It waits for the other: who isn't in the program isn't ended with it.
                exports.invokeMember("spawn", 0);
                assertThatThrownBy(() -> exports.invokeMember(waiting)).isInstanceOf(PolyglotException.class).hasMessageContaining("integer divide by zero");
                assertThat(exports.invokeMember("spawn", 1).asInt()).as("no more threads").isNegative();
            }
        }
    }

    @Test
    void anExitEndsAll() {
        for (String waiting : new String[]{"block", "spin"}) {
            Context context = context();
            Wasi wasi = threads(4);
            Value exports = start(context, wasi, "(if (local.get $argument) (then (call $sleep))) (call $exit (i32.const 42))");
            exports.invokeMember("spawn", 1);
            // It may come to its exit before it is known to have been started.
            assertThatThrownBy(() -> {
                exports.invokeMember("spawn", 0);
                exports.invokeMember(waiting);
            }).isInstanceOfSatisfying(PolyglotException.class, e -> {
                assertThat(e.isExit()).isTrue();
                assertThat(e.getExitStatus()).isEqualTo(42);
            });
        }
    }

    private static boolean guestsAreAlive() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("guest-") && thread.isAlive());
    }

    /** Closing a context ends threads that never would. */
    @Test
    @Timeout(60)
    void closingEndsThreads() throws InterruptedException {
        for (String body : new String[]{"(call $sleep)", "(loop $again (br $again))"}) {
            Context context = context();
            Value exports = start(context, threads(4), body);
            exports.invokeMember("spawn", 0);
            exports.invokeMember("spawn", 0);
            context.close();
            Context cancelled = context();
            start(cancelled, threads(4), body).invokeMember("spawn", 0);
            cancelled.close(true);
        }
        // They have left their contexts, and end.
        while (guestsAreAlive()) {
            Thread.sleep(5);
        }
    }

    /** Threads that just end when the context is closed are waited for as well. */
    @Test
    @Timeout(100)
    void closingWaitsForThreadsThatEnd() {
        for (int i = 0; i < 200; i++) {
            try (Context context = context(); Wasi wasi = threads(8)) {
                Value exports = start(context, wasi, "(drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))");
                for (int j = 0; j < 4; j++) {
                    exports.invokeMember("spawn", 0);
                }
                exports.invokeMember("await", 0, 4);
            }
        }
    }

    @Test
    void builtIn() {
        try (Context context = Context.newBuilder("wasm").allowCreateThread(true).option("wasm.Builtins", "wasi,wasi_snapshot_preview1").build()) {
            Value exports = start(context, null, "(i32.atomic.store (i32.const 0) (local.get $argument))");
            assertThat(exports.invokeMember("spawn", 9).asInt()).isPositive();
            exports.invokeMember("await", 0, 9);
        }
    }
}
