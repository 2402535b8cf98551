// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jwasm.wasi.TestGuest.BUFFER;
import static org.jwasm.wasi.TestGuest.OUT;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.Right;

/** Files and directories under a writable preopen (3) and a read-only one (4). */
class FilesTest {

    private static final int RW = 3;
    private static final int RO = 4;
    private static final int CREAT = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCL = 4;
    private static final int TRUNC = 8;
    private static final long READ_WRITE = Rights.FILE;

    @TempDir
    Path temporary;
    private Path root;
    private Path fixed;
    private TestGuest guest;
    private DirectoryCapability granted;

    @BeforeEach
    void grant() throws Exception {
        root = Files.createDirectory(temporary.resolve("rw"));
        fixed = Files.createDirectory(temporary.resolve("ro"));
        Files.writeString(fixed.resolve("file"), "fixed");
        Files.createDirectory(fixed.resolve("sub"));
        granted = DirectoryCapability.open(root, Right.DIRECTORY);
        guest = new TestGuest(Wasi.builder().preopen("/work", granted)
                        .preopen("/fixed", DirectoryCapability.open(fixed, Right.DIRECTORY_READ_ONLY)).build());
    }

    @AfterEach
    void close() {
        guest.wasi.close();
        assertThat(granted.isLive()).isTrue();
        assertThat(fixed.resolve("file")).hasContent("fixed");
    }

    @Test
    void preopens() {
        guest.ok("fd_prestat_get", RW, OUT);
        assertThat(guest.loadInt(OUT)).isZero();
        assertThat(guest.loadInt(OUT + 4)).isEqualTo(5);
        guest.ok("fd_prestat_dir_name", RW, BUFFER, 5);
        assertThat(guest.text(BUFFER, 5)).isEqualTo("/work");
        assertThat(guest.call("fd_prestat_dir_name", RW, BUFFER, 4)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.call("fd_prestat_get", 5, OUT)).isEqualTo(Errno.BADF);
        int opened = guest.opened(RW, ".", DIRECTORY, Rights.DIRECTORY);
        assertThat(guest.call("fd_prestat_get", opened, OUT)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_prestat_dir_name", opened, BUFFER, 5)).isEqualTo(Errno.NOTDIR);
    }

    @Test
    void readAndWrite() {
        int file = guest.opened(RW, "file", CREAT | EXCL, READ_WRITE);
        assertThat(file).isEqualTo(5);
        assertThat(guest.write(file, "hello world")).isEqualTo(Errno.SUCCESS);
        guest.ok("fd_seek", file, -5, 2, OUT);
        assertThat(guest.loadLong(OUT)).isEqualTo(6);
        guest.read(file, 2, 100);
        assertThat(guest.got()).isEqualTo("world");
        assertThat(guest.readAt(file, 4, 1)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.got()).isEqualTo("ello");
        assertThat(guest.writeAt(file, "J", 0)).isEqualTo(Errno.SUCCESS);
        guest.ok("fd_tell", file, OUT);
        assertThat(guest.loadLong(OUT)).isEqualTo(11);
        assertThat(root.resolve("file")).hasContent("Jello world");
        assertThat(guest.call("fd_seek", file, -1, 0, OUT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_seek", file, 0, 3, OUT)).isEqualTo(Errno.INVAL);
        assertThat(guest.readAt(file, 1, -1)).isEqualTo(Errno.INVAL);
        guest.ok("fd_filestat_set_size", file, 3);
        guest.ok("fd_allocate", file, 0, 10);
        assertThat(root.resolve("file").toFile()).hasSize(10);
        assertThat(guest.call("fd_filestat_set_size", file, -1)).isEqualTo(Errno.FBIG);
        assertThat(guest.call("fd_allocate", file, 0, 0)).isEqualTo(Errno.INVAL);
        guest.ok("fd_advise", file, 0, 10, 3);
        assertThat(guest.call("fd_advise", file, 0, 10, 6)).isEqualTo(Errno.INVAL);
        guest.ok("fd_sync", file);
        guest.ok("fd_datasync", file);
        assertThat(guest.open(RW, true, "file", CREAT | EXCL, 0, 0, 0)).isEqualTo(Errno.EXIST);
        guest.ok("fd_close", file);
        assertThat(guest.call("fd_close", file)).isEqualTo(Errno.BADF);
        assertThat(guest.opened(RW, "file", TRUNC, 0)).isEqualTo(5);
        assertThat(root.resolve("file").toFile()).isEmpty();
    }

    /** Those go straight into the memory, once there were some of them; smaller ones, and those into several buffers, never. */
    @Test
    void manyLargeReads() throws Exception {
        byte[] content = new byte[1_000_003];
        new Random(7).nextBytes(content);
        Files.write(root.resolve("file"), content);
        guest.memory.grow(16);
        int file = guest.opened(RW, "file", 0, READ_WRITE);
        for (int round = 0; round < 40; round++) {
            int size = 16_000 + 4_000 * round;
            guest.ok("fd_seek", file, 0, 0, OUT);
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            do {
                assertThat(round % 3 == 2 ? guest.read(file, 5, size - 5) : guest.read(file, size)).isEqualTo(Errno.SUCCESS);
                got.write(guest.bytes(BUFFER, guest.loadInt(OUT)));
            } while (guest.loadInt(OUT) == size);
            assertThat(got.toByteArray()).as("reads of %d bytes", size).isEqualTo(content);
            guest.ok("fd_tell", file, OUT);
            assertThat(guest.loadLong(OUT)).isEqualTo(content.length);
            assertThat(guest.readAt(file, size, 999)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.bytes(BUFFER, size)).isEqualTo(Arrays.copyOfRange(content, 999, 999 + size));
            guest.ok("fd_tell", file, OUT);
            assertThat(guest.loadLong(OUT)).isEqualTo(content.length);
            assertThat(guest.readAt(file, size, -1)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("fd_read", file, 512, 0, OUT)).isEqualTo(Errno.SUCCESS);
            // A page more than fits.
            guest.memory.storeInt(512, (int) guest.memory.size() - size + 1, null);
            guest.memory.storeInt(516, size, null);
            assertThat(guest.call("fd_read", file, 512, 1, OUT)).isEqualTo(Errno.FAULT);
        }
        int writing = guest.opened(RW, "file", 0, Rights.FD_WRITE);
        assertThat(guest.read(writing, 100_000)).isEqualTo(Errno.BADF);
    }

    /** What a capability has left to give is all that a large read gets. */
    @Test
    void largeReadsOfFewBytes() throws Exception {
        Files.write(root.resolve("file"), new byte[300_000]);
        TestGuest limited = new TestGuest(Wasi.builder().preopen("/work", granted.bytes(1_000_000)).build());
        limited.memory.grow(16);
        int file = limited.opened(RW, "file", 0, READ_WRITE);
        long total = 0;
        for (int i = 0; i < 40; i++) {
            assertThat(limited.readAt(file, 30_000, 0)).isEqualTo(total < 1_000_000 ? Errno.SUCCESS : Errno.DQUOT);
            total += total < 1_000_000 ? limited.loadInt(OUT) : 0;
        }
        assertThat(total).isEqualTo(1_000_000);
        limited.wasi.close();
    }

    @Test
    void largeTransfersInChunks() throws Exception {
        int size = 60_000;
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < size; i++) {
            text.append(i).append(' ');
        }
        text.setLength(size);
        int file = guest.opened(RW, "large", CREAT, READ_WRITE);
        for (int i = 0; i < 10; i++) {
            assertThat(guest.write(file, text.toString())).isEqualTo(Errno.SUCCESS);
        }
        guest.ok("fd_seek", file, 0, 0, OUT);
        String expected = text.toString().repeat(10);
        assertThat(root.resolve("large")).content().isEqualTo(expected);
        // Six vectors over the same bytes: more than one chunk in a call; the last one stays.
        for (int i = 0; i < 6; i++) {
            guest.memory.storeInt(8 * i, BUFFER, null);
            guest.memory.storeInt(8 * i + 4, size, null);
        }
        guest.ok("fd_read", file, 0, 6, OUT);
        assertThat(guest.loadInt(OUT)).isEqualTo(6 * size);
        assertThat(guest.text(BUFFER, size)).isEqualTo(text.toString());
        guest.ok("fd_pwrite", file, 0, 6, 10L * size, OUT);
        assertThat(guest.loadInt(OUT)).isEqualTo(6 * size);
        assertThat(Files.readString(root.resolve("large"))).isEqualTo(text.toString().repeat(16));
    }

    @Test
    void appendAndFlags() {
        assertThat(guest.open(RW, true, "log", CREAT, READ_WRITE, 0, FdFlags.APPEND | FdFlags.SYNC)).isEqualTo(Errno.SUCCESS);
        int file = guest.loadInt(OUT);
        guest.write(file, "one");
        guest.ok("fd_seek", file, 0, 0, OUT);
        guest.write(file, "two");
        assertThat(root.resolve("log")).hasContent("onetwo");
        guest.ok("fd_fdstat_get", file, OUT);
        assertThat(guest.memory.loadByte(OUT, null)).isEqualTo((byte) 4);
        assertThat(guest.memory.loadShort(OUT + 2, null)).isEqualTo((short) (FdFlags.APPEND | FdFlags.SYNC));
        guest.ok("fd_fdstat_set_flags", file, FdFlags.SYNC);
        guest.ok("fd_seek", file, 0, 0, OUT);
        guest.write(file, "ONE");
        assertThat(root.resolve("log")).hasContent("ONEtwo");
        assertThat(guest.call("fd_fdstat_set_flags", file, 0)).isEqualTo(Errno.NOTSUP);
        assertThat(guest.call("fd_fdstat_set_flags", file, 64)).isEqualTo(Errno.INVAL);
        assertThat(guest.open(RW, true, "log", 16, 0, 0, 0)).isEqualTo(Errno.INVAL);
        assertThat(guest.open(RW, true, "log", 0, 0, 0, 32)).isEqualTo(Errno.INVAL);
        assertThat(guest.open(RW, true, "log", DIRECTORY | CREAT, 0, 0, 0)).isEqualTo(Errno.INVAL);
    }

    @Test
    void statusAndTimes() {
        int file = guest.opened(RW, "file", CREAT, READ_WRITE);
        guest.write(file, "1234");
        guest.ok("fd_filestat_set_times", file, 5_000_000_001L, 7_000_000_002L, 1 | 4);
        guest.ok("fd_filestat_get", file, OUT);
        assertThat(guest.memory.loadByte(OUT + 16, null)).isEqualTo((byte) 4);
        assertThat(guest.loadLong(OUT + 24)).isEqualTo(1);
        assertThat(guest.loadLong(OUT + 32)).isEqualTo(4);
        assertThat(guest.loadLong(OUT + 40)).isEqualTo(5_000_000_001L);
        assertThat(guest.loadLong(OUT + 48)).isEqualTo(7_000_000_002L);
        assertThat(guest.setTimes(RW, true, "file", 0, 9, 4)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.status(RW, true, "file")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.loadLong(OUT + 40)).isEqualTo(5_000_000_001L);
        assertThat(guest.loadLong(OUT + 48)).isEqualTo(9);
        assertThat(guest.setTimes(RW, true, "file", 0, 0, 2 | 8)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.setTimes(RW, true, "file", 0, 0, 1 | 2)).isEqualTo(Errno.INVAL);
        assertThat(guest.setTimes(RW, true, "file", 0, 0, 16)).isEqualTo(Errno.INVAL);
        assertThat(guest.setTimes(RW, true, "file", -1, 0, 1)).isEqualTo(Errno.INVAL);
        assertThat(guest.status(RW, true, "missing")).isEqualTo(Errno.NOENT);
        assertThat(guest.call("path_filestat_get", RW, 2, 0, 0, OUT)).isEqualTo(Errno.INVAL);
    }

    @Test
    void namesAndLinks() throws Exception {
        guest.opened(RW, "file", CREAT, READ_WRITE);
        assertThat(guest.path("path_create_directory", RW, "dir/")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.path("path_create_directory", RW, "dir")).isEqualTo(Errno.EXIST);
        assertThat(guest.symlink("../file", RW, "dir/link")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readLink(RW, "dir/link", 100)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.got()).isEqualTo("../file");
        guest.readLink(RW, "dir/link", 4);
        assertThat(guest.got()).isEqualTo("../f");
        assertThat(guest.status(RW, false, "dir/link")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.memory.loadByte(OUT + 16, null)).isEqualTo((byte) 7);
        assertThat(guest.open(RW, false, "dir/link", 0, 0, 0, 0)).isEqualTo(Errno.LOOP);
        assertThat(guest.open(RW, true, "dir/link", 0, 0, 0, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.link(RW, "file", RW, "dir/hard")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.link(RW, "file", RW, "dir/hard")).isEqualTo(Errno.EXIST);
        assertThat(guest.link(RW, "file", RW, "new/")).isEqualTo(Errno.NOENT);
        assertThat(guest.link(RW, "dir", RW, "dir2")).isEqualTo(Errno.PERM);
        assertThat(guest.call("path_link", RW, 1, 0, 0, RW, 0, 0)).isEqualTo(Errno.INVAL);
        assertThat(guest.rename(RW, "file", RW, "dir/moved")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.rename(RW, "dir/moved", RW, "dir/x/")).isEqualTo(Errno.NOTDIR);
        assertThat(guest.rename(RW, "dir", RW, "dir/sub")).isEqualTo(Errno.INVAL);
        assertThat(guest.path("path_remove_directory", RW, "dir")).isEqualTo(Errno.NOTEMPTY);
        assertThat(guest.path("path_remove_directory", RW, "dir/moved")).isEqualTo(Errno.NOTDIR);
        assertThat(guest.path("path_unlink_file", RW, "dir")).isEqualTo(Errno.ISDIR);
        assertThat(guest.path("path_unlink_file", RW, "dir/")).isEqualTo(Errno.ISDIR);
        assertThat(guest.path("path_unlink_file", RW, "dir/moved/")).isEqualTo(Errno.NOTDIR);
        for (String name : List.of("dir/moved", "dir/hard", "dir/link")) {
            assertThat(guest.path("path_unlink_file", RW, name)).isEqualTo(Errno.SUCCESS);
        }
        assertThat(guest.path("path_remove_directory", RW, "dir/")).isEqualTo(Errno.SUCCESS);
        try (var names = Files.list(root)) {
            assertThat(names).isEmpty();
        }
    }

    @Test
    void escapes() throws Exception {
        Files.createSymbolicLink(root.resolve("out"), temporary);
        Files.createSymbolicLink(root.resolve("up"), Path.of("../ro"));
        for (String path : List.of("../ro/file", "/etc/passwd", "out/ro/file", "up/file", "up/", "../rw/x", "a/../../ro/file")) {
            boolean missing = path.startsWith("a/");
            Errno expected = missing ? Errno.NOENT : Errno.PERM;
            assertThat(guest.open(RW, true, path, 0, Rights.FD_READ, 0, 0)).as(path).isEqualTo(expected);
            assertThat(guest.open(RW, true, path, TRUNC, 0, 0, 0)).as(path).isIn(expected, Errno.ISDIR);
            assertThat(guest.status(RW, false, path)).as(path).isEqualTo(expected);
            assertThat(guest.setTimes(RW, false, path, 0, 0, 5)).as(path).isEqualTo(expected);
            assertThat(guest.rename(RW, path, RW, "stolen")).as(path).isNotEqualTo(Errno.SUCCESS);
            assertThat(guest.link(RW, path, RW, "stolen")).as(path).isNotEqualTo(Errno.SUCCESS);
            assertThat(guest.readLink(RW, path, 10)).as(path).isEqualTo(expected);
        }
        assertThat(guest.symlink("/etc/passwd", RW, "bad")).isEqualTo(Errno.PERM);
        assertThat(guest.symlink("../ro/file", RW, "bad")).isEqualTo(Errno.PERM);
        assertThat(guest.path("path_create_directory", RW, "a\0b")).isEqualTo(Errno.INVAL);
        guest.memory.storeShort(BUFFER, (short) 0x80C0, null);
        assertThat(guest.call("path_create_directory", RW, BUFFER, 2)).isEqualTo(Errno.ILSEQ);
        guest.memory.storeInt(BUFFER, 0x80A0ED, null);
        assertThat(guest.call("path_create_directory", RW, BUFFER, 3)).isEqualTo(Errno.ILSEQ);
        assertThat(guest.call("path_create_directory", RW, 0, 0)).isEqualTo(Errno.NOENT);
        assertThat(guest.call("path_create_directory", RW, 0, 66000)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(guest.call("path_create_directory", RW, 0, -1)).isEqualTo(Errno.FAULT);
        assertThat(guest.path("path_create_directory", RW, "n".repeat(256))).isEqualTo(Errno.NAMETOOLONG);
    }

    @Test
    void readOnlyThroughEveryDoor() throws Exception {
        var modified = Files.getLastModifiedTime(fixed.resolve("file"));
        assertThat(guest.open(RO, true, "file", 0, Rights.FD_READ | Rights.FD_WRITE, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.open(RO, true, "file", TRUNC, Rights.FD_READ, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.open(RO, true, "file", TRUNC, 0, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.open(RO, true, "file", CREAT, Rights.FD_READ, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.open(RO, true, "file", 0, Rights.FD_FILESTAT_SET_SIZE, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.open(RO, true, "file", 0, Rights.FD_ALLOCATE, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.rename(RO, "file", RW, "file")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.link(RO, "file", RW, "file")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.symlink("file", RO, "link")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.setTimes(RO, true, "file", 0, 0, 5)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.path("path_create_directory", RO, "d")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.path("path_unlink_file", RO, "file")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.path("path_remove_directory", RO, "sub")).isEqualTo(Errno.NOTCAPABLE);
        int sub = guest.opened(RO, "sub", DIRECTORY, Rights.DIRECTORY);
        assertThat(guest.path("path_create_directory", sub, "d")).isEqualTo(Errno.NOTCAPABLE);
        int file = guest.opened(RO, "file", 0, Rights.FILE & ~Rights.WRITES);
        assertThat(guest.write(file, "x")).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_filestat_set_times", file, 0, 0, 5)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("fd_filestat_set_size", file, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("fd_fdstat_set_rights", file, Rights.FILE, 0)).isEqualTo(Errno.NOTCAPABLE);
        int writable = guest.opened(RW, "file", CREAT, READ_WRITE);
        guest.ok("fd_renumber", file, writable);
        assertThat(guest.write(writable, "x")).isEqualTo(Errno.BADF);
        assertThat(guest.read(writable, 10)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.got()).isEqualTo("fixed");
        assertThat(Files.getLastModifiedTime(fixed.resolve("file"))).isEqualTo(modified);
    }

    @Test
    void rightsOnlyShrink() {
        int directory = guest.opened(RW, ".", DIRECTORY, Rights.DIRECTORY);
        guest.ok("fd_fdstat_set_rights", directory, Rights.PATH_OPEN, Rights.FD_READ | Rights.FD_SEEK);
        assertThat(guest.path("path_create_directory", directory, "x")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.open(directory, true, "x", CREAT, Rights.FD_READ, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        guest.opened(RW, "file", CREAT, 0);
        assertThat(guest.open(directory, true, "file", 0, Rights.FD_WRITE, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.open(directory, true, "file", 0, Rights.FILE & ~Rights.FD_WRITE, Rights.INHERITING, 0)).isEqualTo(Errno.SUCCESS);
        guest.ok("fd_fdstat_get", guest.loadInt(OUT), OUT);
        assertThat(guest.loadLong(OUT + 8)).isEqualTo(Rights.FD_READ | Rights.FD_SEEK);
        assertThat(guest.loadLong(OUT + 16)).isEqualTo(Rights.FD_READ | Rights.FD_SEEK);
        assertThat(guest.call("fd_fdstat_set_rights", directory, -1, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("fd_readdir", directory, BUFFER, 100, 0, OUT)).isEqualTo(Errno.NOTCAPABLE);
    }

    @Test
    void renumber() {
        int first = guest.opened(RW, "a", CREAT, READ_WRITE);
        int second = guest.opened(RW, "b", CREAT, READ_WRITE);
        guest.ok("fd_renumber", first, first);
        guest.ok("fd_renumber", first, second);
        assertThat(guest.call("fd_renumber", second, first)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_renumber", second, -1)).isEqualTo(Errno.BADF);
        guest.write(second, "x");
        assertThat(root.resolve("a")).hasContent("x");
        guest.ok("fd_renumber", second, RW);
        assertThat(guest.call("fd_prestat_get", RW, OUT)).isEqualTo(Errno.BADF);
        assertThat(granted.isLive()).isTrue();
        assertThat(guest.opened(RO, "file", 0, Rights.FD_READ)).isEqualTo(first);
    }

    @Test
    void descriptorsAreLimited() {
        int last = 0;
        Errno errno = Errno.SUCCESS;
        for (int i = 0; i < DescriptorTable.LIMIT && errno == Errno.SUCCESS; i++) {
            errno = guest.open(RO, true, "sub", DIRECTORY, 0, 0, 0);
            last = guest.loadInt(OUT);
        }
        assertThat(errno).isIn(Errno.MFILE, Errno.NFILE);
        assertThat(last).isLessThan(DescriptorTable.LIMIT);
        guest.ok("fd_close", last);
        assertThat(guest.opened(RO, "file", 0, Rights.FD_READ)).isEqualTo(last);
    }

    private List<String> list(int directory, int size) {
        List<String> names = new ArrayList<>();
        long cookie = 0;
        while (true) {
            guest.ok("fd_readdir", directory, BUFFER, size, cookie, OUT);
            int used = guest.loadInt(OUT);
            int at = 0;
            while (at + 24 <= used && at + 24 + guest.loadInt(BUFFER + at + 16) <= used) {
                int length = guest.loadInt(BUFFER + at + 16);
                names.add(guest.text(BUFFER + at + 24, length));
                cookie = guest.loadLong(BUFFER + at);
                at += 24 + length;
            }
            if (used < size) {
                return names;
            }
        }
    }

    @Test
    void listing() throws Exception {
        List<String> expected = new ArrayList<>(List.of(".", ".."));
        for (int i = 0; i < 300; i++) {
            Files.createFile(root.resolve("f" + i));
            expected.add("f" + i);
        }
        assertThat(list(RW, 64)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(list(RW, 60_000)).containsExactlyInAnyOrderElementsOf(expected);
        Files.createFile(root.resolve("later"));
        expected.add("later");
        assertThat(list(RW, 4096)).containsExactlyInAnyOrderElementsOf(expected);
        guest.ok("fd_readdir", RW, BUFFER, 10, 0, OUT);
        assertThat(guest.loadInt(OUT)).isEqualTo(10);
        guest.ok("fd_readdir", RW, BUFFER, 0, 0, OUT);
        assertThat(guest.call("fd_readdir", RW, BUFFER, -1, 0, OUT)).isEqualTo(Errno.FAULT);
        int file = guest.opened(RW, "f1", 0, READ_WRITE);
        assertThat(guest.call("fd_readdir", file, BUFFER, 100, 0, OUT)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.open(file, true, "x", 0, 0, 0, 0)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.read(RW, 1)).isEqualTo(Errno.ISDIR);
        assertThat(guest.write(RW, "x")).isEqualTo(Errno.ISDIR);
    }

    @Test
    void listingWhileTheGuestRemoves() throws Exception {
        for (int i = 0; i < 500; i++) {
            Files.createFile(root.resolve("entry" + i));
        }
        long cookie = 0;
        int removed = 0;
        while (true) {
            guest.ok("fd_readdir", RW, BUFFER, 128, cookie, OUT);
            int used = guest.loadInt(OUT);
            int length = used < 24 ? 0 : guest.loadInt(BUFFER + 16);
            if (used < 24 + length || used == 0) {
                break;
            }
            cookie = guest.loadLong(BUFFER);
            String name = guest.text(BUFFER + 24, length);
            if (name.startsWith("entry")) {
                assertThat(guest.path("path_unlink_file", RW, name)).isEqualTo(Errno.SUCCESS);
                removed++;
            }
        }
        assertThat(removed).isEqualTo(500);
    }

    @Test
    void revokedDirectory() {
        int file = guest.opened(RW, "file", CREAT, READ_WRITE);
        DirectoryCapability lent;
        try {
            lent = granted.only(Right.DIRECTORY);
        } catch (org.jwasm.capabilities.CapabilityException e) {
            throw new AssertionError(e);
        }
        TestGuest other = new TestGuest(Wasi.builder().preopen("/", lent).build());
        int theirs = other.opened(RW, "file", 0, READ_WRITE);
        lent.revoke();
        assertThat(other.write(theirs, "x")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(other.status(RW, true, "file")).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.write(file, "mine")).isEqualTo(Errno.SUCCESS);
        other.wasi.close();
    }
}
