// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jwasm.launcher.Command.jwasm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.launcher.Command.Mode;
import org.jwasm.launcher.Command.Result;
import org.jwasm.launcher.Command.Running;

/** Sockets, threads and terminals of guests that {@code ./jwasm} runs. */
final class WasiCommandTest {

    @TempDir
    Path directory;

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("program.wat"), text).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The listener is there when the program has been started, so a connection is tried until then. */
    private static Socket connect(int port) throws InterruptedException {
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                Thread.sleep(10);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void listens(Mode mode) throws Exception {
        int port = freePort();
        String server = file("""
                        (module
                          (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "sock_send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
                          (memory (export "memory") 1)
                          (data (i32.const 0) "\\10\\00\\00\\00\\06\\00\\00\\00") (data (i32.const 16) "hello\\n")
                          (func (export "_start")
                            (if (call $accept (i32.const 3) (i32.const 0) (i32.const 100)) (then unreachable))
                            (if (call $send (i32.load (i32.const 100)) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 104)) (then unreachable))
                            (drop (call $close (i32.load (i32.const 100))))))""");
        Running running = jwasm(mode, "run", "--listen", "127.0.0.1:" + port, server).start();
        try (Socket socket = connect(port)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).isEqualTo("hello\n");
        }
        assertThat(running.end()).isEqualTo(new Result(0, "", ""));
    }

    /** Whatever the guest waits in. */
    @ParameterizedTest
    @ValueSource(strings = {"read", "poll", "accept"})
    void interruptsEndWaiting(String waits) throws Exception {
        String program = file("""
                        (module
                          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
                          (memory (export "memory") 1)
                          ;; 0: a line; 16: what is left of the monotonic clock's time, as a subscription
                          (data (i32.const 0) "\\08\\00\\00\\00\\06\\00\\00\\00ready\\n")
                          (data (i32.const 32) "\\01") (data (i32.const 46) "\\ff\\0f")
                          (func $say (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100))))
                          (func (export "read") (call $say) (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 100))))
                          (func (export "poll") (call $say) (drop (call $poll (i32.const 16) (i32.const 200) (i32.const 1) (i32.const 100))))
                          (func (export "accept") (call $say) (drop (call $accept (i32.const 3) (i32.const 0) (i32.const 100)))))""");
        Running running = jwasm(Mode.NO_GRAAL, "run", "--listen", "127.0.0.1:" + freePort(), "--invoke", waits, program).start();
        assertThat(running.readLine()).isEqualTo("ready");
        running.signal("INT");
        Result result = running.end();
        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void connects() throws Exception {
        String client = file("""
                        (module
                          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                          (memory (export "memory") 1)
                          (func (export "_start")
                            (i32.store (i32.const 0) (i32.const 100)) (i32.store (i32.const 4) (i32.const 3))
                            (if (call $read (i32.const 3) (i32.const 0) (i32.const 1) (i32.const 8)) (then unreachable))
                            (i32.store (i32.const 4) (i32.load (i32.const 8)))
                            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))""");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Running running = jwasm(Mode.NO_GRAAL, "run", "--connect", "localhost:" + server.getLocalPort(), client).start();
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write("hey".getBytes(UTF_8));
                assertThat(running.end()).isEqualTo(new Result(0, "hey", ""));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--listen nowhere", "--listen :80", "--connect host:99999", "--threads x", "--threads -1", "-S threads=maybe"})
    void tellsWrongGrants(String options) {
        String[] words = ("run " + options + " program.wasm").split(" ");
        Result result = jwasm(Mode.NO_GRAAL, words).run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("jwasm: ").doesNotContain("\tat ");
    }

    @Test
    void tellsSocketsThatCannotBeHad() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = jwasm(Mode.NO_GRAAL, "run", "--listen", "127.0.0.1:" + taken.getLocalPort(), Command.module("exit")).run();
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).startsWith("jwasm: 127.0.0.1:" + taken.getLocalPort()).doesNotContain("\tat ");
        }
        Result refused = jwasm(Mode.NO_GRAAL, "run", "--connect", "127.0.0.1:" + freePort(), Command.module("exit")).run();
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).startsWith("jwasm: 127.0.0.1:").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @EnumSource
    void threads(Mode mode) throws IOException {
        String program = file("""
                        (module
                          (import "env" "memory" (memory 1 1 shared))
                          (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                          (func (export "wasi_thread_start") (param i32 i32)
                            (i32.atomic.store (i32.const 0) (local.get 1))
                            (drop (memory.atomic.notify (i32.const 0) (i32.const 1))))
                          (func (export "_start")
                            (if (i32.le_s (call $spawn (i32.const 33)) (i32.const 0)) (then (call $exit (i32.const 1))))
                            (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))
                            (call $exit (i32.atomic.load (i32.const 0)))))""");
        assertThat(jwasm(mode, "run", "--threads", "1", program).run()).isEqualTo(new Result(33, "", ""));
        assertThat(jwasm(mode, "run", "-S", "threads", program).run()).isEqualTo(new Result(33, "", ""));
        Result without = jwasm(mode, "run", program).run();
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).contains("unknown import");
    }

    /** With a terminal of its own, which `script` makes. */
    @Test
    void filtersWhatATerminalGets() throws Exception {
        String program = file("""
                        (module
                          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                          (memory (export "memory") 1)
                          (data (i32.const 0) "\\10\\00\\00\\00\\0a\\00\\00\\00") (data (i32.const 16) "a\\1b[2Jb\\07cd\\0a")
                          (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))""");
        assertThat(onTerminal("run " + program)).contains("a\u241b[2Jb\u2407cd").doesNotContain("\u001b");
        assertThat(onTerminal("run --raw-output " + program)).contains("a\u001b[2Jb\u0007cd");
        assertThat(jwasm(Mode.NO_GRAAL, "run", program).run().out()).isEqualTo("a\u001b[2Jb\u0007cd\n");
    }

    private static String onTerminal(String arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", Command.root().resolve("jwasm") + " --no-jit " + arguments, "/dev/null");
        builder.environment().put("JWASM_BUILD", "off");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return text;
    }
}
