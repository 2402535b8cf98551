// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
import org.jwasm.wasi.Errno;
import org.jwasm.wasi.Wasi;

/** The WAT programs of {@code wasi}: pointers and descriptors that are wrong, and error numbers that depend on the host. */
@Timeout(120)
class WasiErrnosTest {

    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int FIRST = 3;
    private static final int SECOND = 4;
    private static final int CREAT = 1;
    private static final int NONBLOCK = 4;
    private static final long READ = 1 << 1;
    private static final long WRITE = 1 << 6;

    @TempDir
    Path directory;
    private Context context;

    @BeforeEach
    void open() {
        context = Context.create("wasm");
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Value exports(String program, Wasi.Builder wasi) throws IOException {
        try (InputStream stream = WasiErrnosTest.class.getResourceAsStream("wasi/" + program + ".wat")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Wat.module(context, text).newInstance(wasi.build()).getMember("exports");
        }
    }

    private DirectoryCapability granted() throws Exception {
        return DirectoryCapability.open(directory, Right.DIRECTORY);
    }

    private static void assertErrno(Value exports, Errno expected, String function, Object... arguments) {
        assertThat(Errno.values()[exports.invokeMember(function, arguments).asInt()]).as(function).isEqualTo(expected);
    }

    @Test
    void pointersOutOfBounds() throws Exception {
        Files.writeString(directory.resolve("file"), "contents");
        try (TcpListenerCapability listener = TcpListenCapability.of("127.0.0.1:0").listen("127.0.0.1", 0)) {
            Value exports = exports("pointers", Wasi.builder().arguments(ArgumentsCapability.of("a")).environment(EnvironmentCapability.of(
                            Map.of("A", "b"))).clocks(ClockCapability.monotonic()).random(RandomCapability.seeded(1)).preopen("/",
                                            granted()).listener(listener));
            assertThat(exports.invokeMember("run").asInt()).as("the first wrong answer").isZero();
        }
        assertThat(directory.toFile().list()).containsExactly("file");
        assertThat(directory.resolve("file")).hasContent("contents");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 100, 8191, 8192, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void numbersThatAreNotOpen(int number) throws Exception {
        Value exports = exports("descriptors", Wasi.builder().preopen("/", granted()));
        assertThat(exports.invokeMember("run", number).asInt()).as("the first wrong answer").isZero();
        assertThat(directory).isEmptyDirectory();
    }

    /** A stream that can't be written, for one reason or another. */
    private static OutputStream broken(Exception reason) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                if (reason instanceof IOException failure) {
                    throw failure;
                }
                throw (RuntimeException) reason;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"Broken pipe,PIPE", "No space left on device,NOSPC", "Input/output error,IO", ",IO"})
    void outputThatFails(String reason, Errno expected) throws Exception {
        Exception failure = reason == null ? new IllegalStateException("out of order") : new IOException(reason);
        for (OutputStreamCapability output : new OutputStreamCapability[]{OutputStreamCapability.of(broken(failure)),
                        OutputStreamCapability.ofBlocking(broken(failure))}) {
            Value exports = exports("errnos", Wasi.builder().stdout(output));
            assertErrno(exports, expected, "write", STDOUT);
            assertErrno(exports, expected, "write", STDOUT);
        }
    }

    @Test
    void inputThatFails() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("out of order");
            }
        };
        Value exports = exports("errnos", Wasi.builder().stdin(InputStreamCapability.of(broken)));
        assertErrno(exports, Errno.IO, "read", STDIN);
        assertErrno(exports, Errno.IO, "read", STDIN);
    }

    @Test
    void inputThatIsNotThereYet() throws Exception {
        PipedOutputStream sender = new PipedOutputStream();
        Value exports = exports("errnos", Wasi.builder().stdin(InputStreamCapability.of(new PipedInputStream(sender))));
        assertErrno(exports, Errno.SUCCESS, "nonblock", STDIN);
        assertErrno(exports, Errno.AGAIN, "read", STDIN);
        sender.close();
        while (exports.invokeMember("read", STDIN).asInt() == Errno.AGAIN.code()) {
            Thread.onSpinWait();
        }
        assertErrno(exports, Errno.SUCCESS, "read", STDIN);
    }

    @Test
    void whatWasTakenBack() throws Exception {
        DirectoryCapability granted = granted();
        DirectoryCapability few = granted.bytes(20);
        DirectoryCapability expired = granted.expiresAfter(Duration.ZERO);
        Value exports = exports("errnos", Wasi.builder().preopen("/few", few).preopen("/expired", expired));
        assertErrno(exports, Errno.NOTCAPABLE, "open", SECOND, CREAT, WRITE, 0);
        assertErrno(exports, Errno.SUCCESS, "open", FIRST, CREAT, WRITE, 0);
        int file = exports.invokeMember("opened").asInt();
        assertErrno(exports, Errno.SUCCESS, "write", file);
        // Four bytes of the second write are granted, none of the third.
        assertErrno(exports, Errno.SUCCESS, "write", file);
        assertErrno(exports, Errno.DQUOT, "write", file);
        assertThat(Files.size(directory.resolve("name"))).isEqualTo(20);
        few.revoke();
        assertErrno(exports, Errno.NOTCAPABLE, "write", file);
        assertErrno(exports, Errno.NOTCAPABLE, "open", FIRST, CREAT, WRITE, 0);
    }

    @Test
    void otherFileSystems() throws Exception {
        Files.writeString(directory.resolve("name"), "x");
        Path archive = directory.resolve("a.zip");
        try (FileSystem made = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.writeString(made.getPath("/other"), "x");
        }
        URI uri = URI.create("jar:" + archive.toUri());
        try (FileSystem readOnly = FileSystems.newFileSystem(uri, Map.of("accessMode", "readOnly"))) {
            Value exports = exports("errnos", Wasi.builder().preopen("/", granted()).preopen("/a",
                            DirectoryCapability.open(readOnly.getPath("/"), Right.DIRECTORY)));
            assertErrno(exports, Errno.XDEV, "rename", FIRST, SECOND);
            assertErrno(exports, Errno.ROFS, "open", SECOND, CREAT, WRITE, 0);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatTheKernelRefuses() throws Exception {
        Value exports = exports("errnos", Wasi.builder().preopen("/", granted()));
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("name").toString()).start().waitFor()).isZero();
        assertErrno(exports, Errno.NXIO, "open", FIRST, 0, WRITE, NONBLOCK);
        Files.delete(directory.resolve("name"));
        Files.copy(Path.of("/bin/sleep").toRealPath(), directory.resolve("name"));
        assertThat(directory.resolve("name").toFile().setExecutable(true)).isTrue();
        Process running = new ProcessBuilder(directory.resolve("name").toString(), "100").start();
        try {
            assertErrno(exports, Errno.TXTBSY, "open", FIRST, 0, WRITE, 0);
        } finally {
            running.destroyForcibly().waitFor();
        }
    }
}
