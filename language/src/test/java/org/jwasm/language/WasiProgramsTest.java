// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.TcpListenCapability;
import org.jwasm.capabilities.TcpListenerCapability;
import org.jwasm.wasi.Wasi;

/** The C programs of {@code src/test/wasi}: each checks what some functions do, and prints what isn't as it should be. */
@Timeout(120)
class WasiProgramsTest {

    private static final Engine ENGINE = Engine.create("wasm");

    @TempDir
    Path directory;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private Wasi.Builder wasi(String... arguments) {
        return Wasi.builder().arguments(ArgumentsCapability.of(arguments)).environment(EnvironmentCapability.of(Map.of("A", "b"))).stdin(
                        InputStreamCapability.of(new ByteArrayInputStream("input".getBytes(StandardCharsets.UTF_8)))).stdout(
                                        OutputStreamCapability.of(output)).stderr(OutputStreamCapability.discard()).clocks(
                                                        ClockCapability.realtime(), ClockCapability.monotonic(), ClockCapability.processCpu(),
                                                        ClockCapability.threadCpu()).random(RandomCapability.secure());
    }

    private static Source source(String program) throws IOException {
        try (InputStream stream = WasiProgramsTest.class.getResourceAsStream("wasi/" + program + ".wasm")) {
            return Source.newBuilder("wasm", ByteSequence.create(stream.readAllBytes()), program).build();
        }
    }

    private static int run(String program, Wasi wasi) throws IOException {
        try (wasi; Context context = Context.newBuilder("wasm").engine(ENGINE).build()) {
            context.eval(source(program)).newInstance(wasi).getMember("exports").invokeMember("_start");
            return 0;
        } catch (PolyglotException e) {
            if (e.isExit()) {
                return e.getExitStatus();
            }
            throw e;
        }
    }

    private void assertFine(int exitCode) {
        assertThat(output).hasToString("ok\n");
        assertThat(exitCode).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "directories", "links", "status", "process"})
    void program(String name) throws Exception {
        assertFine(run(name, wasi("prg", "abcd", "").preopen("/", DirectoryCapability.open(directory, Right.DIRECTORY)).build()));
        try (var left = Files.list(directory)) {
            assertThat(left).as("what the program left behind").isEmpty();
        }
    }

    @Test
    void readOnly() throws Exception {
        Path readOnly = Files.createDirectories(directory.resolve("readonly"));
        Path writable = Files.createDirectories(directory.resolve("writable"));
        Files.createDirectories(readOnly.resolve("sub"));
        Files.createDirectories(readOnly.resolve("empty"));
        Files.writeString(readOnly.resolve("file"), "inside");
        Files.writeString(readOnly.resolve("sub/deep"), "deep");
        Files.writeString(writable.resolve("mine"), "mine");
        var before = Files.getLastModifiedTime(readOnly.resolve("file"));
        assertFine(run("readonly", wasi("p").preopen("/r", DirectoryCapability.open(readOnly, Right.DIRECTORY_READ_ONLY)).preopen("/w",
                        DirectoryCapability.open(writable, Right.DIRECTORY)).build()));
        assertThat(readOnly.resolve("file")).hasContent("inside");
        assertThat(Files.getLastModifiedTime(readOnly.resolve("file"))).isEqualTo(before);
        assertThat(readOnly.resolve("sub/deep")).hasContent("deep");
        assertThat(writable.resolve("mine")).hasContent("changed");
        try (var names = Files.list(readOnly)) {
            assertThat(names).hasSize(3);
        }
        try (var names = Files.list(writable)) {
            assertThat(names).hasSize(1);
        }
    }

    @Test
    void sockets() throws Exception {
        try (TcpListenerCapability listener = TcpListenCapability.of("127.0.0.1:0").listen("127.0.0.1", 0)) {
            int port = listener.localAddress().getPort();
            CompletableFuture<String> peer = CompletableFuture.supplyAsync(() -> converse(port));
            assertFine(run("sockets", wasi("p").preopen("/", DirectoryCapability.open(directory, Right.DIRECTORY)).listener(listener).build()));
            assertThat(peer.get()).isEqualTo("hellohello");
            assertThat(listener.isLive()).isTrue();
        }
    }

    private static String converse(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            String got = new String(socket.getInputStream().readNBytes(10), StandardCharsets.UTF_8);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            return got;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** WASI's numbers of signals: those that end a process by default end the program as a shell tells of it. */
    @ParameterizedTest
    @CsvSource({"0,0", "1,129", "2,130", "6,134", "9,137", "13,141", "15,143", "16,0", "30,159"})
    void signals(int signal, int exitCode) throws Exception {
        assertThat(run("raise", wasi("raise", Integer.toString(signal)).build())).isEqualTo(exitCode);
        assertThat(output).hasToString(exitCode == 0 ? "0\n" : "");
    }

    @ParameterizedTest
    @CsvSource({"18,58", "19,58", "31,28", "255,28"})
    void signalsThatDoNotEnd(int signal, int errno) throws Exception {
        assertThat(run("raise", wasi("raise", Integer.toString(signal)).build())).isZero();
        assertThat(output).hasToString(errno + "\n");
    }

    /** The module of the snapshot before preview 1: other layouts, no sockets. */
    @Test
    void snapshotBeforePreview1() throws Exception {
        Files.writeString(directory.resolve("f"), "0123456789");
        String module = """
                        (module
                          (import "wasi_unstable" "path_filestat_get" (func $stat (param i32 i32 i32 i32 i32) (result i32)))
                          (import "wasi_unstable" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                          (import "wasi_unstable" "fd_seek" (func $seek (param i32 i64 i32 i32) (result i32)))
                          (import "wasi_unstable" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
                          (memory (export "memory") 1)
                          (data (i32.const 0) "f")
                          (func (export "stat") (result i32) (call $stat (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 100)))
                          (func (export "open") (result i32)
                            (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i64.const -65) (i64.const 0) (i32.const 0) (i32.const 8)))
                          (func (export "seek") (param i64 i32) (result i64)
                            (if (call $seek (i32.load (i32.const 8)) (local.get 0) (local.get 1) (i32.const 16)) (then (return (i64.const -1))))
                            (i64.load (i32.const 16)))
                          ;; a clock, of 1 ms, whose number is behind an identifier; then a descriptor that is no number of one
                          (func (export "poll") (result i32)
                            (i64.store (i32.const 1000) (i64.const 7))
                            (i32.store (i32.const 1024) (i32.const 1))
                            (i64.store (i32.const 1032) (i64.const 1000000))
                            (i64.store (i32.const 1056) (i64.const 8))
                            (i32.store8 (i32.const 1064) (i32.const 1))
                            (i32.store (i32.const 1072) (i32.const 99))
                            (call $poll (i32.const 1000) (i32.const 2000) (i32.const 2) (i32.const 24)))
                          (func (export "load") (param i32) (result i64) (i64.load (local.get 0))))""";
        Files.createLink(directory.resolve("g"), directory.resolve("f"));
        try (Wasi wasi = wasi("p").preopen("/", DirectoryCapability.open(directory, Right.DIRECTORY)).build();
                        Context context = Context.newBuilder("wasm").engine(ENGINE).build()) {
            var exports = Wat.module(context, module).newInstance(wasi).getMember("exports");
            assertThat(exports.invokeMember("stat").asInt()).isZero();
            assertThat(exports.invokeMember("load", 116).asLong()).as("type and links").isEqualTo(4 | 2L << 32);
            assertThat(exports.invokeMember("load", 124).asLong()).as("size").isEqualTo(10);
            assertThat(exports.invokeMember("open").asInt()).isZero();
            assertThat(exports.invokeMember("seek", 4L, 2).asLong()).as("from the start").isEqualTo(4);
            assertThat(exports.invokeMember("seek", 2L, 0).asLong()).as("from here").isEqualTo(6);
            assertThat(exports.invokeMember("seek", -1L, 1).asLong()).as("from the end").isEqualTo(9);
            assertThat(exports.invokeMember("seek", 0L, 3).asLong()).isEqualTo(-1);
            assertThat(exports.invokeMember("poll").asInt()).isZero();
            assertThat(exports.invokeMember("load", 2000).asLong()).as("the bad descriptor").isEqualTo(8);
            assertThat(exports.invokeMember("load", 2008).asLong() & 0xFFFF).isEqualTo(8);
            assertThatThrownBy(() -> Wat.module(context, "(module (import \"wasi_unstable\" \"sock_accept\" (func (param i32 i32 i32) (result i32))))")
                            .newInstance(wasi)).hasMessageContaining("unknown import");
        }
    }
}
