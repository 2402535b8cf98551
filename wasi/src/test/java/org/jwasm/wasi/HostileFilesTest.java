// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.jwasm.wasi.TestGuest.BUFFER;
import static org.jwasm.wasi.TestGuest.OUT;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

/** Odd things that a guest may do with files, directories and descriptors; directory 3 is for it to write, 4 to read. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class HostileFilesTest {

    private static final int RW = 3;
    private static final int RO = 4;
    private static final int CREAT = 1;
    private static final int DIRECTORY = 2;
    private static final int TRUNC = 8;
    private static final long MANY_LINKS = 70_000;

    @TempDir
    Path temporary;
    private Path root;
    private TestGuest guest;

    @BeforeEach
    void grant() throws Exception {
        root = Files.createDirectory(temporary.resolve("rw"));
        Path fixed = Files.createDirectory(temporary.resolve("ro"));
        Files.writeString(fixed.resolve("file"), "fixed");
        guest = new TestGuest(Wasi.builder().stdin(InputStreamCapability.empty()).stdout(OutputStreamCapability.discard()).clocks(
                        ClockCapability.monotonic()).preopen("/", DirectoryCapability.open(root, Right.DIRECTORY)).preopen("/ro",
                                        DirectoryCapability.open(fixed, Right.DIRECTORY_READ_ONLY)).build());
    }

    @AfterEach
    void close() {
        guest.wasi.close();
        assertThat(temporary.resolve("ro/file")).hasContent("fixed");
    }

    private int create(String name) {
        return guest.opened(RW, name, CREAT, Rights.FILE);
    }

    /** A directory that is gone, but open: it is empty, and nothing can come into it. */
    @Test
    void removedDirectories() {
        guest.path("path_create_directory", RW, "d");
        int directory = guest.opened(RW, "d", DIRECTORY, Rights.DIRECTORY);
        assertThat(guest.path("path_remove_directory", RW, "d")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.open(directory, true, "x", CREAT, Rights.FD_WRITE, 0, 0)).isEqualTo(Errno.NOENT);
        assertThat(guest.open(directory, true, "..", DIRECTORY, 0, 0, 0)).isEqualTo(Errno.PERM);
        assertThat(guest.path("path_create_directory", directory, "x")).isEqualTo(Errno.NOENT);
        assertThat(guest.symlink("x", directory, "y")).isEqualTo(Errno.NOENT);
        create("file");
        assertThat(guest.rename(RW, "file", directory, "file")).isEqualTo(Errno.NOENT);
        assertThat(guest.link(RW, "file", directory, "file")).isEqualTo(Errno.NOENT);
        guest.ok("fd_filestat_get", directory, OUT);
        guest.ok("fd_readdir", directory, BUFFER, 4096, 0, OUT);
        assertThat(guest.loadInt(OUT)).as("neither entries nor itself").isZero();
        assertThat(guest.path("path_create_directory", RW, "d")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.open(directory, true, "x", CREAT, Rights.FD_WRITE, 0, 0)).as("another of its name").isEqualTo(Errno.NOENT);
        guest.ok("fd_close", directory);
    }

    /** A file without a name lives until it is closed. */
    @Test
    void removedFiles() {
        int file = create("f");
        guest.write(file, "contents");
        assertThat(guest.path("path_unlink_file", RW, "f")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readAt(file, 100, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.got()).isEqualTo("contents");
        guest.ok("fd_filestat_get", file, OUT);
        assertThat(guest.loadLong(OUT + 24)).as("names").isZero();
        guest.ok("fd_filestat_set_times", file, 0, 5, 4);
        guest.ok("fd_close", file);
    }

    /** What was opened through a granted directory stays open when that is closed, and its number isn't the directory's. */
    @Test
    void closedPreopens() {
        int file = create("f");
        guest.path("path_create_directory", RW, "d");
        int directory = guest.opened(RW, "d", DIRECTORY, Rights.DIRECTORY);
        guest.ok("fd_close", RW);
        assertThat(guest.write(file, "x")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.open(directory, true, "in", CREAT, Rights.FD_WRITE, 0, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.loadInt(OUT)).isEqualTo(RW);
        assertThat(guest.call("fd_prestat_get", RW, OUT)).isEqualTo(Errno.BADF);
        assertThat(guest.open(RW, true, "f", 0, 0, 0, 0)).isEqualTo(Errno.NOTDIR);
        guest.ok("fd_renumber", RO, RW);
        assertThat(guest.call("fd_prestat_get", RO, OUT)).isEqualTo(Errno.BADF);
        guest.ok("fd_prestat_get", RW, OUT);
        assertThat(guest.open(RW, true, "file", TRUNC, Rights.FD_WRITE, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        guest.ok("fd_renumber", RW, RW);
        assertThat(guest.call("fd_renumber", RW, DescriptorTable.LIMIT)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_renumber", RW, Integer.MAX_VALUE)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_renumber", RW, -1)).isEqualTo(Errno.BADF);
    }

    @Test
    void offsetsAndLengthsAtTheEnds() throws IOException {
        int file = create("f");
        guest.write(file, "0123456789");
        for (long offset : new long[]{Long.MIN_VALUE, -1, -(1L << 32)}) {
            assertThat(guest.readAt(file, 1, offset)).isEqualTo(Errno.INVAL);
            assertThat(guest.writeAt(file, "x", offset)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("fd_seek", file, offset, 0, OUT)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("fd_allocate", file, offset, 10)).isIn(Errno.INVAL, Errno.FBIG);
            assertThat(guest.call("fd_allocate", file, 0, offset)).isIn(Errno.INVAL, Errno.FBIG);
            assertThat(guest.call("fd_advise", file, offset, 0, 0)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("fd_filestat_set_size", file, offset)).isEqualTo(Errno.FBIG);
        }
        assertThat(guest.readAt(file, 1, Long.MAX_VALUE)).isIn(Errno.SUCCESS, Errno.INVAL);
        assertThat(guest.writeAt(file, "x", Long.MAX_VALUE)).isIn(Errno.INVAL, Errno.FBIG);
        assertThat(guest.call("fd_allocate", file, Long.MAX_VALUE, Long.MAX_VALUE)).isIn(Errno.INVAL, Errno.FBIG);
        assertThat(guest.call("fd_filestat_set_size", file, Long.MAX_VALUE)).isIn(Errno.INVAL, Errno.FBIG);
        assertThat(guest.call("fd_seek", file, Long.MAX_VALUE, 0, OUT)).isIn(Errno.SUCCESS, Errno.INVAL);
        assertThat(guest.call("fd_seek", file, Long.MAX_VALUE, 2, OUT)).isIn(Errno.INVAL, Errno.OVERFLOW);
        assertThat(guest.call("fd_seek", file, 0, 256, OUT)).as("an i8 is passed as an i32").isIn(Errno.SUCCESS, Errno.INVAL);
        assertThat(Files.readString(root.resolve("f"))).isEqualTo("0123456789");
    }

    /** More buffers or bytes than are taken, buffers over one another, and over what describes them. */
    @Test
    void oddVectors() {
        int file = create("f");
        guest.write(file, "abcdefgh");
        for (long count : new long[]{1025, 1 << 20, 1 << 29, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            assertThat(guest.call("fd_pread", file, 0, count, 0, OUT)).as("%d", count).isEqualTo(Errno.INVAL);
        }
        for (int length : new int[]{TestGuest.SIZE + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            vector(0, 0, length);
            assertThat(guest.call("fd_pread", file, 0, 1, 0, OUT)).as("%d", length).isEqualTo(Errno.FAULT);
            vector(0, -1, 1);
            assertThat(guest.call("fd_pread", file, 0, 1, 0, OUT)).isEqualTo(Errno.FAULT);
        }
        vector(0, BUFFER, 4);
        vector(1, BUFFER + 2, 4);
        guest.ok("fd_pread", file, 0, 2, 0, OUT);
        assertThat(guest.loadInt(OUT)).isEqualTo(8);
        assertThat(guest.text(BUFFER, 6)).as("the later one wins").isEqualTo("abefgh");
        vector(0, 0, 8);
        vector(1, BUFFER, 8);
        guest.ok("fd_pread", file, 0, 2, 0, OUT);
        assertThat(guest.loadInt(OUT)).as("into the description, which was read before").isEqualTo(8);
        assertThat(guest.text(0, 8)).isEqualTo("abcdefgh");
        vector(0, BUFFER, 4);
        guest.ok("fd_pread", file, 0, 1, 0, BUFFER);
        assertThat(guest.loadInt(BUFFER)).as("the count is stored last").isEqualTo(4);
    }

    private void vector(int index, int address, int length) {
        guest.memory.storeInt(8 * index, address, null);
        guest.memory.storeInt(8 * index + 4, length, null);
    }

    /** Many directories on the way that are the same; of odd lengths, so that the last component is a name. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 5001, 65535, 65537})
    void longPaths(int length) {
        byte[] path = ("./".repeat(length / 2) + "x").getBytes();
        guest.memory.write(BUFFER, path, 0, Math.min(length, TestGuest.SIZE - BUFFER), null);
        boolean fits = length <= 4095;
        Errno expected = fits ? Errno.SUCCESS : length < 65536 ? Errno.NAMETOOLONG : Errno.FAULT;
        assertThat(guest.call("path_create_directory", RW, BUFFER, length)).isEqualTo(expected);
        assertThat(guest.call("path_filestat_get", RW, 1, BUFFER, length, OUT)).isEqualTo(expected);
        assertThat(guest.call("path_remove_directory", RW, BUFFER, length)).isEqualTo(expected);
        assertThat(guest.call("path_unlink_file", RW, BUFFER, length)).isEqualTo(fits ? Errno.NOENT : expected);
        assertThat(root).isEmptyDirectory();
    }

    /** NUL, wherever it is, and nothing at all. */
    @Test
    void namesThatAreNone() {
        for (String name : new String[]{"\0", "a\0", "\0a", "a\0/b", "a/\0", ""}) {
            Errno expected = name.isEmpty() ? Errno.NOENT : Errno.INVAL;
            assertThat(guest.open(RW, true, name, CREAT, Rights.FD_WRITE, 0, 0)).isEqualTo(expected);
            assertThat(guest.path("path_create_directory", RW, name)).isEqualTo(expected);
            assertThat(guest.path("path_unlink_file", RW, name)).isEqualTo(expected);
            assertThat(guest.path("path_remove_directory", RW, name)).isEqualTo(expected);
            assertThat(guest.status(RW, true, name)).isEqualTo(expected);
            assertThat(guest.setTimes(RW, true, name, 0, 0, 0)).isEqualTo(expected);
            assertThat(guest.readLink(RW, name, 10)).isEqualTo(expected);
            assertThat(guest.rename(RW, name, RW, "x")).isEqualTo(expected);
            assertThat(guest.rename(RW, "x", RW, name)).isEqualTo(expected);
            assertThat(guest.link(RW, name, RW, "x")).isEqualTo(expected);
            assertThat(guest.link(RW, "x", RW, name)).isEqualTo(expected);
            assertThat(guest.symlink(name, RW, "x")).isEqualTo(expected);
            assertThat(guest.symlink("x", RW, name)).isEqualTo(expected);
        }
        assertThat(root).isEmptyDirectory();
    }

    /** However small the buffer, what comes is the start of the entries; cookies that nobody gave are errors or positions. */
    @Test
    void smallBuffersAndWrongCookies() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.createFile(root.resolve("entry" + i));
        }
        byte[] all = entries(1000);
        for (int size = 0; size <= all.length + 1; size++) {
            assertThat(entries(size)).isEqualTo(Arrays.copyOf(all, Math.min(size, all.length)));
        }
        for (long cookie : new long[]{-1, Long.MIN_VALUE, Long.MAX_VALUE, 12345, 1L << 40}) {
            assertThat(guest.call("fd_readdir", RW, BUFFER, 1000, cookie, OUT)).isIn(Errno.SUCCESS, Errno.INVAL, Errno.NOENT);
        }
    }

    private byte[] entries(int size) {
        guest.ok("fd_readdir", RW, BUFFER, size, 0, OUT);
        byte[] bytes = new byte[guest.loadInt(OUT)];
        guest.memory.read(BUFFER, bytes, 0, bytes.length, null);
        return bytes;
    }

    @Test
    void directoriesIntoThemselves() {
        guest.path("path_create_directory", RW, "a");
        guest.path("path_create_directory", RW, "a/b");
        int inner = guest.opened(RW, "a/b", DIRECTORY, Rights.DIRECTORY);
        assertThat(guest.rename(RW, "a", inner, "c")).isEqualTo(Errno.INVAL);
        assertThat(guest.rename(RW, "a", RW, "a/b/c")).isEqualTo(Errno.INVAL);
        assertThat(guest.rename(RW, "a", RW, "a/b")).isEqualTo(Errno.INVAL);
        assertThat(guest.rename(RW, "a/b", RW, "a")).isEqualTo(Errno.NOTEMPTY);
        assertThat(guest.rename(RW, "a", RW, "a")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.rename(RW, "a", RW, "a/")).isEqualTo(Errno.SUCCESS);
    }

    /** Names that a file system gives a file at most; where it has no such limit there is nothing to test. */
    @Test
    void tooManyNames() throws IOException {
        int file = create("f");
        guest.ok("fd_close", file);
        Files.createDirectory(root.resolve("names"));
        boolean full = false;
        for (int i = 0; i < MANY_LINKS && !full; i++) {
            try {
                Files.createLink(root.resolve("names/" + i), root.resolve("f"));
            } catch (FileSystemException e) {
                full = true;
            }
        }
        assumeTrue(full, "NOT TESTED: a file may have " + MANY_LINKS + " names here");
        assertThat(guest.link(RW, "f", RW, "one-more")).isEqualTo(Errno.MLINK);
        assertThat(guest.path("path_unlink_file", RW, "names/1")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.link(RW, "f", RW, "one-more")).isEqualTo(Errno.SUCCESS);
    }

    /** A FIFO that is full, empty, or left by its other end; none of it waits where it isn't to. */
    @Test
    void fifos() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start().waitFor()).isZero();
        assertThat(guest.open(RW, true, "fifo", 0, Rights.FD_WRITE, 0, FdFlags.NONBLOCK)).isEqualTo(Errno.NXIO);
        assertThat(guest.open(RW, true, "fifo", 0, Rights.FD_READ | Rights.POLL_FD_READWRITE, 0, FdFlags.NONBLOCK)).isEqualTo(Errno.SUCCESS);
        int reader = guest.loadInt(OUT);
        assertThat(guest.open(RW, true, "fifo", 0, Rights.FILE & ~Rights.FD_READ, 0, FdFlags.NONBLOCK)).isEqualTo(Errno.SUCCESS);
        int writer = guest.loadInt(OUT);
        assertThat(guest.read(reader, 10)).isEqualTo(Errno.AGAIN);
        assertThat(guest.call("fd_seek", reader, 0, 1, OUT)).isIn(Errno.SPIPE, Errno.NOTCAPABLE);
        assertThat(guest.call("fd_filestat_set_size", writer, 0)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_allocate", writer, 0, 10)).isIn(Errno.SPIPE, Errno.NODEV);
        assertThat(guest.write(writer, "ping")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.read(reader, 10)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.got()).isEqualTo("ping");
        int writes = 0;
        Errno errno = Errno.SUCCESS;
        while (errno == Errno.SUCCESS && writes++ < 1000) {
            errno = guest.write(writer, "0123456789abcdef".repeat(256));
        }
        assertThat(errno).isEqualTo(Errno.AGAIN);
        guest.ok("fd_close", reader);
        assertThat(guest.write(writer, "x")).isEqualTo(Errno.PIPE);
        guest.ok("fd_close", writer);
        assertThat(guest.open(RW, true, "fifo", TRUNC, 0, 0, FdFlags.NONBLOCK)).isIn(Errno.NXIO, Errno.SUCCESS);
    }

    /** A sparse file of a tebibyte is read and written at its end, without its length. */
    @Test
    void sparseFiles() throws IOException {
        int file = create("sparse");
        assumeTrue(guest.call("fd_filestat_set_size", file, 1L << 40) == Errno.SUCCESS, "NOT TESTED: no file can be so large here");
        assertThat(guest.writeAt(file, "end", (1L << 40) - 3)).isEqualTo(Errno.SUCCESS);
        guest.ok("fd_seek", file, -3, 2, OUT);
        assertThat(guest.loadLong(OUT)).isEqualTo((1L << 40) - 3);
        assertThat(guest.read(file, 10)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.got()).isEqualTo("end");
        try (RandomAccessFile host = new RandomAccessFile(root.resolve("sparse").toFile(), "r")) {
            assertThat(host.length()).isEqualTo(1L << 40);
        }
    }

    private void subscription(int at, int type, int descriptor) {
        guest.memory.storeLong(at, at, null);
        guest.memory.storeLong(at + 8, type, null);
        guest.memory.storeLong(at + 16, descriptor, null);
        guest.memory.storeLong(at + 24, 0, null);
        guest.memory.storeLong(at + 32, 0, null);
        guest.memory.storeLong(at + 40, 0, null);
    }

    /** Nothing, more than is taken, and as many as memory holds. */
    @Test
    void countsOfSubscriptions() {
        assertThat(guest.call("poll_oneoff", 0, 0, 0, OUT)).isEqualTo(Errno.INVAL);
        for (int count : new int[]{1_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            assertThat(guest.call("poll_oneoff", 0, 0, count, OUT)).isIn(Errno.INVAL, Errno.FAULT);
        }
        int count = TestGuest.SIZE / 2 / 48;
        for (int i = 0; i < count; i++) {
            subscription(BUFFER + i * 48, i % 4 == 0 ? 0 : i % 4 == 1 ? 1 : i % 4 == 2 ? 2 : 7, i % 4 == 0 ? 1 : i % 8 < 4 ? 0 : RW);
        }
        // Events lie over the subscriptions, which were read before.
        guest.ok("poll_oneoff", BUFFER, BUFFER, count, OUT);
        assertThat(guest.loadInt(OUT)).isEqualTo(count);
        assertThat(guest.loadLong(BUFFER)).isEqualTo(BUFFER);
    }

    /** A connection that was granted: the capability's rights decide, and closing its number leaves it to whoever granted it. */
    @Test
    void connections() throws Exception {
        try (TcpListenerCapability listener = TcpListenCapability.of("127.0.0.1:0").listen("127.0.0.1", 0);
                        TcpConnectionCapability client = TcpConnectCapability.of("127.0.0.1:*").connect("127.0.0.1", listener.localAddress().getPort());
                        TcpConnectionCapability server = listener.accept()) {
            TestGuest caller = new TestGuest(Wasi.builder().clocks(ClockCapability.monotonic()).connection(client).connection(client.without(Right.WRITE)).build());
            assertThat(caller.write(3, "hello")).isEqualTo(Errno.SUCCESS);
            assertThat(caller.write(4, "hello")).isEqualTo(Errno.NOTCAPABLE);
            ByteBuffer got = ByteBuffer.allocate(5);
            while (got.hasRemaining()) {
                server.read(got);
            }
            assertThat(new String(got.array())).isEqualTo("hello");
            caller.ok("fd_fdstat_set_flags", 3, FdFlags.NONBLOCK);
            assertThat(caller.read(3, 10)).isEqualTo(Errno.AGAIN);
            server.write(ByteBuffer.wrap("world".getBytes()));
            caller.memory.storeLong(BUFFER + 8, 1, null);
            caller.memory.storeInt(BUFFER + 16, 3, null);
            caller.ok("poll_oneoff", BUFFER, BUFFER + 1024, 1, OUT);
            assertThat(caller.read(3, 5)).isEqualTo(Errno.SUCCESS);
            assertThat(caller.got()).isEqualTo("world");
            caller.ok("sock_shutdown", 3, 2);
            assertThat(server.read(got.clear())).isEqualTo(-1);
            assertThat(caller.write(3, "x")).isNotEqualTo(Errno.SUCCESS);
            caller.ok("fd_close", 3);
            assertThat(caller.read(3, 5)).isEqualTo(Errno.BADF);
            assertThat(client.isLive()).isTrue();
        }
    }
}
