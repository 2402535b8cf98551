// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.TcpConnectCapability;
import org.jwasm.capabilities.TcpConnectionCapability;
import org.jwasm.capabilities.TcpListenCapability;
import org.jwasm.capabilities.TcpListenerCapability;
import org.jwasm.wasi.Wasi;

/** Functions of WASI that wait: what ends them. */
@Timeout(60)
class WasiWaitingTest {

    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);
    private static final int NOTCAPABLE = 76;

    /** Descriptor 3 is a directory with a FIFO, 4 listens, 5 is a connection that nothing comes from. */
    static final String MODULE = """
                    (module
                      (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "sock_recv" (func $receive (param i32 i32 i32 i32 i32 i32) (result i32)))
                      (import "wasi_snapshot_preview1" "sock_send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
                      (memory (export "memory") 2)
                      (data (i32.const 0) "\\00\\00\\01\\00\\00\\80\\00\\00") (data (i32.const 100) "fifo")
                      (data (i32.const 500) "\\fc\\01\\00\\00\\01\\00\\00\\00.")
                      (func $begin (drop (call $write (i32.const 1) (i32.const 500) (i32.const 1) (i32.const 600))))
                      (func $subscribe (param $at i32) (param $type i32) (param $fd i32)
                        (i32.store8 offset=8 (local.get $at) (local.get $type)) (i32.store offset=16 (local.get $at) (local.get $fd)))
                      ;; A clock of a century.
                      (func $clock (param $at i32) (call $subscribe (local.get $at) (i32.const 0) (i32.const 1))
                        (i64.store offset=24 (local.get $at) (i64.const 3000000000000000000)))
                      (func $wait (param i32) (result i32) (call $poll (i32.const 1000) (i32.const 2000) (local.get 0) (i32.const 600)))
                      (func (export "sleep") (result i32) (call $begin) (call $clock (i32.const 1000)) (call $wait (i32.const 1)))
                      (func (export "nap") (result i32) (call $begin) (call $clock (i32.const 1000)) (i64.store (i32.const 1024) (i64.const 20000000))
                        (call $wait (i32.const 1)))
                      (func (export "read") (result i32) (call $begin) (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 600)))
                      (func (export "pollInput") (result i32) (call $begin) (call $subscribe (i32.const 1000) (i32.const 1) (i32.const 0)) (call $wait (i32.const 1)))
                      (func (export "pollSockets") (result i32) (call $begin) (call $subscribe (i32.const 1000) (i32.const 1) (i32.const 4))
                        (call $subscribe (i32.const 1048) (i32.const 1) (i32.const 5)) (call $clock (i32.const 1096)) (call $wait (i32.const 3)))
                      (func (export "pollAll") (result i32) (call $begin) (call $subscribe (i32.const 1000) (i32.const 1) (i32.const 0))
                        (call $subscribe (i32.const 1048) (i32.const 1) (i32.const 5)) (call $clock (i32.const 1096)) (call $wait (i32.const 3)))
                      (func (export "accept") (result i32) (call $begin) (call $accept (i32.const 4) (i32.const 0) (i32.const 600)))
                      (func (export "receive") (result i32) (call $begin)
                        (call $receive (i32.const 5) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 600) (i32.const 604)))
                      (func (export "send") (result i32) (local i32) (call $begin)
                        (loop $again (br_if $again (i32.eqz (local.tee 0 (call $send (i32.const 5) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 600))))))
                        (local.get 0))
                      (func (export "readFifo") (result i32)
                        (if (call $open (i32.const 3) (i32.const 0) (i32.const 100) (i32.const 4) (i32.const 0) (i64.const 66) (i64.const 0) (i32.const 0) (i32.const 700))
                          (then (return (i32.const 1000))))
                        (call $begin)
                        (call $read (i32.load (i32.const 700)) (i32.const 0) (i32.const 1) (i32.const 600)))
                      (func (export "spin") (result i32) (call $begin) (loop (br 0)) (i32.const 0)))""";

    @TempDir
    Path directory;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private DirectoryCapability files;
    private InputStreamCapability input;
    private TcpListenerCapability listener;
    private TcpConnectionCapability connection;
    private Context context;
    private Value exports;

    @BeforeEach
    void start() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("fifo").toString()).start().waitFor()).isZero();
        files = DirectoryCapability.open(directory, Right.DIRECTORY);
        input = InputStreamCapability.of(new PipedInputStream(new PipedOutputStream()));
        listener = TcpListenCapability.of("127.0.0.1:0").listen("127.0.0.1", 0);
        TcpListenerCapability other = TcpListenCapability.of("127.0.0.1:0").listen("127.0.0.1", 0);
        connection = TcpConnectCapability.of("127.0.0.1:*").connect("127.0.0.1", other.localAddress().getPort());
        Wasi wasi = Wasi.builder().stdin(input).stdout(OutputStreamCapability.of(begun)).clocks(ClockCapability.monotonic()).preopen("/", files).listener(
                        listener).connection(connection).build();
        context = Context.newBuilder("wasm").build();
        exports = Wat.module(context, MODULE).newInstance(wasi).getMember("exports");
    }

    private CompletableFuture<Integer> call(String function, Executor executor) throws InterruptedException {
        CompletableFuture<Integer> call = CompletableFuture.supplyAsync(() -> exports.invokeMember(function).asInt(), executor);
        while (begun.size() == 0) {
            assertThat(call.isCompletedExceptionally()).isFalse();
            Thread.sleep(1);
        }
        // Into the wait itself, most likely.
        Thread.sleep(20);
        return call;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "read", "pollInput", "pollSockets", "pollAll", "accept", "receive", "send", "readFifo", "spin"})
    void cancelling(String function) throws Exception {
        CompletableFuture<Integer> call = call(function, THREADS);
        assertThat(call.isDone()).isFalse();
        context.close(true);
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class).cause().isInstanceOfSatisfying(
                        PolyglotException.class, e -> assertThat(e.isCancelled()).isTrue());
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "pollInput", "pollSockets", "pollAll", "accept", "receive", "send", "readFifo"})
    void revocation(String function) throws Exception {
        CompletableFuture<Integer> call = call(function, THREADS);
        switch (function) {
            case "read", "pollInput" -> input.revoke();
            case "accept" -> listener.revoke();
            case "readFifo" -> files.revoke();
            default -> connection.revoke();
        }
        int errno = call.get(30, TimeUnit.SECONDS);
        // A poll itself succeeds; its event tells the error.
        assertThat(errno).isEqualTo(function.startsWith("poll") ? 0 : NOTCAPABLE);
        context.close();
    }

    /** On a virtual thread programs wait, and are woken, as on others. */
    @ParameterizedTest
    @ValueSource(strings = {"sleep", "read", "pollAll", "accept", "receive"})
    void onVirtualThreads(String function) throws Exception {
        CompletableFuture<Integer> call = call(function, task -> Thread.ofVirtual().start(task));
        assertThat(call.isDone()).isFalse();
        context.close(true);
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class).cause().isInstanceOf(PolyglotException.class);
        listener.close();
    }

    /** While one program waits in a file, a stream and a socket, others go on with the same capabilities. */
    @Test
    void waitingKeepsNobodyOut() throws Exception {
        CompletableFuture<Integer> read = call("read", THREADS);
        begun.reset();
        CompletableFuture<Integer> accept = call("accept", THREADS);
        try (Context other = Context.create("wasm")) {
            Value exportsOfOther = Wat.module(other, MODULE).newInstance(Wasi.builder().stdin(input).stdout(OutputStreamCapability.of(begun)).preopen("/",
                            files).listener(listener).connection(connection).clocks(ClockCapability.monotonic()).build()).getMember("exports");
            assertThat(input.available()).isZero();
            assertThat(files.status("fifo", true).size()).isZero();
            CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> exportsOfOther.invokeMember("accept").asInt(), THREADS);
            TcpConnectCapability net = TcpConnectCapability.of("127.0.0.1:*");
            net.connect("127.0.0.1", listener.localAddress().getPort());
            net.connect("127.0.0.1", listener.localAddress().getPort());
            assertThat(accept.get(30, TimeUnit.SECONDS)).isZero();
            assertThat(second.get(30, TimeUnit.SECONDS)).isZero();
        }
        assertThat(read.isDone()).isFalse();
        context.close(true);
        assertThatThrownBy(read::get).isInstanceOf(ExecutionException.class);
    }
}
