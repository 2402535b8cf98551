// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.Right;

/**
 * Every odd path by every operation that takes one, links followed and not: whatever the answer is, nothing outside is read, made,
 * changed or removed, and what a guest gets to see is inside.
 */
class EscapeCorpusTest {

    private static final int READABLE = 3;
    private static final int WRITABLE = 4;
    private static final long READ = Rights.FD_READ | Rights.FD_READDIR | Rights.FD_FILESTAT_GET;
    private static final int CREAT = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCL = 4;
    private static final int TRUNC = 8;

    /** A FIFO and a socket: made once, linked into each tree. */
    @TempDir
    static Path special;

    @TempDir
    Path temporary;
    private Path outside;
    private Path root;
    private TestGuest guest;
    /** Whether something may have been moved or removed. */
    private boolean changed;

    /** Paths as bytes in Latin-1, so that some can be no UTF-8. */
    static Stream<String> paths() {
        return Stream.of("..", "../", "../outside/file", "../../outside/file", "a/../..", "a/../../outside/file", "/", "/abs", "//abs", "/etc/passwd", "a//b", ".", "./",
                        "", "plain/", "plain/.", "plain/..", "plain//", "a/", "a/.", "a/..", "absolute", "absolute/", "absolute-file", "absolute-file/",
                        "up", "up/", "up/.", "up/file", "up-slash", "up-slash/", "up-slash/file", "up-file", "up-file/", "chain0", "chain40", "chain41", "loop", "loop/",
                        "loop/x", "dangling", "dangling/", "dangling-out", "dangling-out/", "dangling-out/x", "a/to-up/file", "a/to-up", "parent/outside/file",
                        "parent/root/plain", "parent", "back", "back/", "out-and-in/plain", "good", "good/", "good/b", "good/../plain", "good/../../outside/file",
                        "self", "self/plain", "self/../outside", "a\0b", "plain\0", "\u00ff\u00fe", "\u00ed\u00a0\u0080", "n".repeat(255), "n".repeat(256), "x/".repeat(2048), "y".repeat(4097),
                        "./".repeat(2047) + "x", "PLAIN", "Plain", "caf\u00c3\u00a9", "cafe\u00cc\u0081", "..\\outside\\file", "a\\..\\..\\outside", "C:x", "C:\\x", "C:/x", "COM1", "COM\u00c2\u00b9", "NUL", "con",
                        "\\\\?\\C:\\x", "/proc/self/root/etc/passwd", "proc-root", "proc-root/etc/passwd", "proc-cwd", "proc-fd", "magic", "fifo", "fifo/", "socket", "dev-null",
                        "dev-null/", "...", ". ", " ..", ".. ", "..\t", "%2e%2e/outside/file", "a/b/../../../outside/file", "up/../root/plain", "a/./../a/../../outside/file");
    }

    private enum Operation {
        OPEN_READ, OPEN_WRITE, OPEN_CREATE, OPEN_EXCLUSIVE, OPEN_TRUNCATE, OPEN_DIRECTORY, OPEN_NOTHING, READDIR, MKDIR, RMDIR, UNLINK, RENAME_FROM, RENAME_TO,
        RENAME_OTHER, LINK_FROM, LINK_TO, LINK_OTHER, SYMLINK_AT, SYMLINK_TO, READLINK, STAT, SET_TIMES
    }

    @BeforeAll
    static void makeSpecialFiles() throws Exception {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(special.resolve("socket"))).close();
        assertThat(new ProcessBuilder("mkfifo", special.resolve("fifo").toString()).start().waitFor()).isZero();
    }

    @BeforeEach
    void fill() throws IOException, CapabilityException {
        outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("file"), "secret");
        Files.createDirectory(outside.resolve("empty"));
        root = temporary.resolve("root");
        refill();
        guest = new TestGuest(Wasi.builder().preopen("/", DirectoryCapability.open(root, Right.DIRECTORY)).preopen("/other",
                        DirectoryCapability.open(Files.createDirectory(temporary.resolve("other")), Right.DIRECTORY)).build());
    }

    @AfterEach
    void close() throws IOException {
        guest.wasi.close();
        empty(root);
        empty(temporary.resolve("other"));
    }

    /** What operations took away comes back; the directory itself stays the same. */
    private void refill() throws IOException {
        if (Files.exists(root)) {
            empty(root);
        }
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("plain"), "inside");
        Map<String, String> links = new TreeMap<>(Map.of("up", "../outside", "up-slash", "../outside/", "up-file", "../outside/file", "parent", "..", "back",
                        "../root/plain", "good", "a", "self", ".", "loop", "loop", "dangling", "nowhere", "dangling-out", "../outside/new"));
        links.putAll(Map.of("absolute", outside.toString(), "absolute-file", outside + "/file", "a/to-up", "../up", "out-and-in", "../root", "proc-root",
                        "/proc/self/root", "proc-cwd", "/proc/self/cwd", "proc-fd", "/proc/self/fd/0", "dev-null", "/dev/null", "magic", "proc-root/../../etc",
                        "chain0", "plain"));
        for (int i = 1; i <= 41; i++) {
            links.put("chain" + i, "chain" + (i - 1));
        }
        for (Map.Entry<String, String> link : links.entrySet()) {
            Files.createSymbolicLink(root.resolve(link.getKey()), Path.of(link.getValue()));
        }
        for (String name : new String[]{"fifo", "socket"}) {
            Files.createLink(root.resolve(name), special.resolve(name));
        }
        changed = false;
    }

    private static void empty(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                if (!visited.equals(directory)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Names, inodes, sizes, links, and times of change of all that isn't the guest's. */
    private String outsideState() throws IOException {
        StringBuilder state = new StringBuilder();
        for (Path path : new Path[]{outside, outside.resolve("file"), outside.resolve("empty")}) {
            state.append(path).append(Files.readAttributes(path, "unix:ino,nlink,ctime,lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS));
        }
        try (Stream<Path> names = Stream.concat(Files.list(outside), Files.list(temporary))) {
            names.sorted().forEach(state::append);
        }
        return state.append(Files.readString(outside.resolve("file"))).toString();
    }

    private Set<Long> insideInodes() throws IOException {
        Set<Long> inodes = new HashSet<>();
        for (Path top : new Path[]{root, temporary.resolve("other")}) {
            try (Stream<Path> all = Files.walk(top)) {
                all.forEach(path -> {
                    try {
                        inodes.add((Long) Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
        return inodes;
    }

    @ParameterizedTest
    @MethodSource("paths")
    void nothingOutside(String path) throws Exception {
        String before = outsideState();
        for (Operation operation : Operation.values()) {
            for (int follow = 0; follow <= 1; follow++) {
                if (changed) {
                    refill();
                    empty(temporary.resolve("other"));
                }
                Errno errno = perform(operation, path, follow);
                changed = errno == Errno.SUCCESS;
                String what = operation + " " + (follow == 1 ? "following" : "not following") + ": " + errno;
                assertThat(errno).as(what).isNotIn(Errno.FAULT, Errno.BADF, Errno.NOTSUP, Errno.NOSYS);
                assertThat(outsideState()).as(what).isEqualTo(before);
                for (Path stolen : new Path[]{root.resolve("stolen"), temporary.resolve("other/stolen")}) {
                    boolean file = Files.isRegularFile(stolen, LinkOption.NOFOLLOW_LINKS);
                    assertThat(file ? Files.readString(stolen) : "").as(what).isIn("", "inside");
                }
            }
        }
    }

    private int put(int at, String path) {
        byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
        guest.memory.write(at, bytes, 0, bytes.length, null);
        return bytes.length;
    }

    private Errno perform(Operation operation, String path, int follow) throws IOException {
        int at = TestGuest.BUFFER;
        int length = put(at, path);
        int other = 32768;
        return switch (operation) {
            case OPEN_READ -> open(at, length, follow, 0, READ);
            case OPEN_WRITE -> open(at, length, follow, 0, Rights.FD_WRITE);
            case OPEN_CREATE -> open(at, length, follow, CREAT, Rights.FD_WRITE);
            case OPEN_EXCLUSIVE -> open(at, length, follow, CREAT | EXCL, Rights.FD_WRITE);
            case OPEN_TRUNCATE -> open(at, length, follow, TRUNC, Rights.FD_WRITE);
            case OPEN_DIRECTORY -> open(at, length, follow, DIRECTORY, READ);
            case OPEN_NOTHING -> open(at, length, follow, 0, 0);
            case READDIR -> readDirectory(at, length, follow);
            case MKDIR -> guest.call("path_create_directory", READABLE, at, length);
            case RMDIR -> guest.call("path_remove_directory", READABLE, at, length);
            case UNLINK -> guest.call("path_unlink_file", READABLE, at, length);
            case RENAME_FROM -> guest.call("path_rename", READABLE, at, length, READABLE, other, put(other, "stolen"));
            case RENAME_TO -> guest.call("path_rename", READABLE, other, put(other, "plain"), READABLE, at, length);
            case RENAME_OTHER -> guest.call("path_rename", READABLE, at, length, WRITABLE, other, put(other, "stolen"));
            case LINK_FROM -> guest.call("path_link", READABLE, 0, at, length, READABLE, other, put(other, "stolen"));
            case LINK_TO -> guest.call("path_link", READABLE, 0, other, put(other, "plain"), READABLE, at, length);
            case LINK_OTHER -> guest.call("path_link", READABLE, 0, at, length, WRITABLE, other, put(other, "stolen"));
            case SYMLINK_AT -> guest.call("path_symlink", other, put(other, "plain"), READABLE, at, length);
            case SYMLINK_TO -> symlinkTo(at, length, other);
            case READLINK -> readLink(at, length, other);
            case STAT -> status(guest.call("path_filestat_get", READABLE, follow, at, length, TestGuest.OUT));
            case SET_TIMES -> guest.call("path_filestat_set_times", READABLE, follow, at, length, 1, 1, 5);
        };
    }

    private Errno status(Errno errno) throws IOException {
        if (errno == Errno.SUCCESS) {
            assertThat(insideInodes()).contains(guest.loadLong(TestGuest.OUT + 8));
        }
        return errno;
    }

    private Errno open(int at, int length, int follow, int oflags, long rights) throws IOException {
        Errno errno = guest.call("path_open", READABLE, follow, at, length, oflags, rights, Rights.INHERITING, FdFlags.NONBLOCK, TestGuest.OUT);
        if (errno == Errno.SUCCESS) {
            int descriptor = guest.loadInt(TestGuest.OUT);
            guest.call("fd_filestat_get", descriptor, TestGuest.OUT);
            if ((rights & Rights.FD_FILESTAT_GET) != 0) {
                status(Errno.SUCCESS);
            }
            if ((rights & Rights.FD_WRITE) != 0 && !guest.text(at, length).equals("fifo")) {
                guest.write(descriptor, "");
            }
            guest.ok("fd_close", descriptor);
        }
        return errno;
    }

    private Errno readDirectory(int at, int length, int follow) {
        Errno errno = guest.call("path_open", READABLE, follow, at, length, DIRECTORY, READ, 0, 0, TestGuest.OUT);
        if (errno == Errno.SUCCESS) {
            int descriptor = guest.loadInt(TestGuest.OUT);
            guest.ok("fd_readdir", descriptor, TestGuest.BUFFER, 16384, 0, TestGuest.OUT);
            byte[] bytes = guest.text(TestGuest.BUFFER, guest.loadInt(TestGuest.OUT)).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("empty").doesNotContain("passwd");
            guest.ok("fd_close", descriptor);
        }
        return errno;
    }

    /** A link with the path as its contents; where that is refused nothing is made, else nothing can be read through it. */
    private Errno symlinkTo(int at, int length, int other) throws IOException {
        Errno errno = guest.call("path_symlink", at, length, READABLE, other, put(other, "made"));
        if (errno == Errno.SUCCESS) {
            open(other, put(other, "made"), 1, 0, READ);
            open(other, put(other, "made/file"), 1, 0, READ);
        } else {
            assertThat(Files.exists(root.resolve("made"), LinkOption.NOFOLLOW_LINKS)).isFalse();
        }
        return errno;
    }

    private Errno readLink(int at, int length, int other) {
        Errno errno = guest.call("path_readlink", READABLE, at, length, other, 4096, TestGuest.OUT);
        if (errno == Errno.SUCCESS) {
            assertThat(guest.text(other, guest.loadInt(TestGuest.OUT))).doesNotStartWith("/");
        }
        return errno;
    }

    /** An opened directory that is moved away, or whose granted parent is removed, leads nowhere else. */
    @Test
    void directoriesThatMove() throws Exception {
        int a = guest.opened(READABLE, "a", DIRECTORY, Rights.PATH_OPEN | Rights.PATH_FILESTAT_GET);
        Files.move(root.resolve("a"), outside.resolve("moved"));
        // The tree of the descriptor went along; its surroundings are none of the guest's.
        assertThat(guest.status(a, true, "b")).isEqualTo(Errno.SUCCESS);
        for (String path : new String[]{"..", "../file", "b/../../file", "to-up/file"}) {
            assertThat(guest.status(a, true, path)).as(path).isIn(Errno.PERM, Errno.NOENT);
            assertThat(guest.open(a, true, path, 0, Rights.FD_READ, 0, 0)).as(path).isIn(Errno.PERM, Errno.NOENT);
        }
        empty(outside.resolve("moved"));
        Files.delete(outside.resolve("moved"));
        assertThat(guest.status(a, true, "b")).isEqualTo(Errno.NOENT);
        assertThat(guest.open(a, true, "new", CREAT, Rights.FD_WRITE, 0, 0)).isIn(Errno.NOENT, Errno.NOTCAPABLE);
        guest.ok("fd_close", a);
    }

    @Test
    void grantedDirectoryIsRemoved() throws Exception {
        Path other = temporary.resolve("other");
        Files.delete(other);
        assertThat(guest.open(WRITABLE, true, "new", CREAT, Rights.FD_WRITE, 0, 0)).isEqualTo(Errno.NOENT);
        assertThat(guest.path("path_create_directory", WRITABLE, "new")).isEqualTo(Errno.NOENT);
        Files.createDirectory(other);
        Files.writeString(other.resolve("later"), "not granted");
        assertThat(guest.status(WRITABLE, true, "later")).as("another directory of the same name").isEqualTo(Errno.NOENT);
    }

    /** One directory granted twice: the weaker grant stays weak, whatever the stronger one does. */
    @Test
    void overlappingGrants() throws Exception {
        TestGuest both = new TestGuest(Wasi.builder().preopen("/r", DirectoryCapability.open(root, Right.DIRECTORY_READ_ONLY)).preopen("/w",
                        DirectoryCapability.open(root.resolve("a"), Right.DIRECTORY)).build());
        int file = both.opened(4, "new", CREAT, Rights.FD_WRITE);
        assertThat(both.write(file, "x")).isEqualTo(Errno.SUCCESS);
        assertThat(both.open(3, true, "a/new", 0, Rights.FD_WRITE, 0, 0)).isIn(Errno.NOTCAPABLE, Errno.ROFS);
        assertThat(both.open(3, true, "a/new", TRUNC, Rights.FD_READ, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(both.link(3, "plain", 4, "plain")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(both.rename(3, "plain", 4, "plain")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(both.rename(4, "new", 3, "plain")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(both.call("fd_renumber", 3, 4)).isEqualTo(Errno.SUCCESS);
        assertThat(both.open(4, true, "plain", 0, Rights.FD_WRITE, 0, 0)).as("another number, not more rights").isIn(Errno.NOTCAPABLE, Errno.ROFS);
        assertThat(both.open(3, true, "plain", 0, Rights.FD_READ, 0, 0)).isEqualTo(Errno.BADF);
        both.wasi.close();
    }

    /** Numbers: closing and moving preopened and closed ones neither opens anything nor fails worse than BADF. */
    @Test
    void numbers() {
        for (int number : new int[]{-1, 5, 100, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(guest.call("fd_renumber", number, READABLE)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_renumber", READABLE, number)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_close", number)).isEqualTo(Errno.BADF);
        }
        guest.ok("fd_renumber", WRITABLE, READABLE);
        assertThat(guest.status(READABLE, true, "plain")).isEqualTo(Errno.NOENT);
        assertThat(guest.call("fd_prestat_get", WRITABLE, TestGuest.OUT)).isEqualTo(Errno.BADF);
        guest.ok("fd_close", READABLE);
        assertThat(guest.open(READABLE, true, "plain", 0, Rights.FD_READ, 0, 0)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_renumber", READABLE, WRITABLE)).isEqualTo(Errno.BADF);
    }

    /** The inode of a removed file may be another's next: two files that are there at once never look like one. */
    @Test
    void inodesTellFilesApart() {
        long previous = 0;
        for (int i = 0; i < 20; i++) {
            int file = guest.opened(READABLE, "f" + i % 2, CREAT, Rights.FD_WRITE | Rights.FD_FILESTAT_GET);
            guest.ok("fd_filestat_get", file, TestGuest.OUT);
            long inode = guest.loadLong(TestGuest.OUT + 8);
            assertThat(inode).isNotEqualTo(previous);
            previous = inode;
            if (i > 0) {
                assertThat(guest.path("path_unlink_file", READABLE, "f" + (i + 1) % 2)).isEqualTo(Errno.SUCCESS);
            }
            guest.ok("fd_close", file);
        }
    }

    /** A directory is listed as what it is granted as, not as what its name in the guest may be on the host. */
    @Test
    void namesOfGrantsAreOnlyNames() throws Exception {
        TestGuest mapped = new TestGuest(Wasi.builder().preopen(outside.toString(), DirectoryCapability.open(root.resolve("a"), Right.DIRECTORY)).build());
        mapped.ok("fd_readdir", 3, TestGuest.BUFFER, 16384, 0, TestGuest.OUT);
        String names = mapped.text(TestGuest.BUFFER, mapped.loadInt(TestGuest.OUT));
        assertThat(names).contains("to-up").doesNotContain("file").doesNotContain("empty");
        assertThat(mapped.status(3, true, outside.toString())).isEqualTo(Errno.PERM);
        mapped.wasi.close();
    }
}
