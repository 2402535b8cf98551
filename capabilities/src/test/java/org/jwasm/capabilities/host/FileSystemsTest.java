// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryEntry;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.capabilities.Whence;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;

/** Directories of all kinds of file systems: that of Linux, the portable way to it, in memory as Unix and Windows have it, an archive. */
class FileSystemsTest {

    enum System {
        LINUX,
        PORTABLE,
        MEMORY,
        MEMORY_WINDOWS,
        ARCHIVE;

        boolean hasLinks() {
            return this != PORTABLE && this != ARCHIVE;
        }
    }

    @TempDir
    Path temporary;
    private FileSystem opened;

    /** A directory {@code granted} with {@code file} and {@code sub/deep}, next to {@code outside}. */
    private Path fill(System system) throws IOException {
        Path base = switch (system) {
            case LINUX, PORTABLE -> temporary;
            case MEMORY -> (opened = Jimfs.newFileSystem(Configuration.unix())).getPath("/work");
            case MEMORY_WINDOWS -> (opened = Jimfs.newFileSystem(Configuration.windows())).getPath("C:\\work");
            case ARCHIVE -> (opened = FileSystems.newFileSystem(URI.create("jar:" + temporary.resolve("a.zip").toUri()), Map.of("create", "true")))
                            .getPath("/");
        };
        Files.createDirectories(base.resolve("granted/sub/deep".replace("/", base.getFileSystem().getSeparator())));
        Files.writeString(base.resolve("granted").resolve("file"), "inside");
        Files.writeString(base.resolve("outside"), "outside");
        return base;
    }

    private static HostDirectory open(System system, Path base) throws CapabilityException {
        Path granted = base.resolve("granted");
        return system == System.PORTABLE ? HostFileSystem.openPortably(granted) : HostFileSystem.open(granted);
    }

    /** Runs a check on one kind, and closes what that took. */
    @FunctionalInterface
    private interface Check {
        void run(HostDirectory directory, Path base) throws Exception;
    }

    private void on(System system, Check check) throws Exception {
        Path base = fill(system);
        HostDirectory directory = open(system, base);
        try {
            check.run(directory, base);
        } finally {
            directory.close();
            if (opened != null) {
                opened.close();
            }
        }
    }

    private static void assertKind(ThrowingCallable action, ErrorKind... kinds) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isIn((Object[]) kinds));
    }

    private static int flags(OpenFlag first, OpenFlag... more) {
        return OpenFlag.mask(EnumSet.of(first, more));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String contents(HostDirectory directory, String path) throws CapabilityException {
        HostFile file = (HostFile) directory.open(path, flags(OpenFlag.READ));
        ByteBuffer target = ByteBuffer.allocate(100);
        file.read(target, HostFile.UNKNOWN, 0);
        file.close();
        return new String(target.array(), 0, target.position(), StandardCharsets.UTF_8);
    }

    private static void write(HostDirectory directory, String path, String text) throws CapabilityException {
        HostFile file = (HostFile) directory.open(path, flags(OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.TRUNCATE));
        file.write(bytes(text), HostFile.UNKNOWN, 0);
        file.close();
    }

    @ParameterizedTest
    @EnumSource
    void pathsThatLeadOut(System system) throws Exception {
        on(system, (directory, base) -> {
            for (String path : new String[]{"..", "../outside", "/", "/outside", "//x", "sub/../../outside", "sub/deep/../../../outside", "../granted/file",
                            "./../outside"}) {
                assertKind(() -> directory.open(path, flags(OpenFlag.READ)), ErrorKind.PERM);
                assertKind(() -> directory.open(path, flags(OpenFlag.WRITE, OpenFlag.CREATE)), ErrorKind.PERM, ErrorKind.ISDIR);
                assertKind(() -> directory.status(path, true), ErrorKind.PERM);
                assertKind(() -> directory.status(path, false), ErrorKind.PERM);
                assertKind(() -> directory.setTimes(path, true, new FileTimes(0, 0)), ErrorKind.PERM);
                assertKind(() -> directory.createDirectory(path + "/new"), ErrorKind.PERM);
                assertKind(() -> directory.removeFile(path), ErrorKind.PERM, ErrorKind.ISDIR);
                assertKind(() -> directory.removeDirectory(path), ErrorKind.PERM, ErrorKind.NOTEMPTY);
                assertKind(() -> directory.rename(path, directory, "stolen"), ErrorKind.PERM, ErrorKind.BUSY);
                assertKind(() -> directory.rename("file", directory, path), ErrorKind.PERM, ErrorKind.BUSY);
            }
            assertThat(base.resolve("outside")).hasContent("outside");
            assertThat(contents(directory, "file")).isEqualTo("inside");
        });
    }

    @ParameterizedTest
    @EnumSource
    void filesAndDirectories(System system) throws Exception {
        on(system, (directory, base) -> {
            write(directory, "sub/new", "hello");
            assertThat(contents(directory, "./sub//deep/../new")).isEqualTo("hello");
            assertThat(directory.status("sub/new", true).size()).isEqualTo(5);
            assertThat(directory.status("sub", true).type()).isEqualTo(FileType.DIRECTORY);
            assertKind(() -> directory.open("sub/new", flags(OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE)), ErrorKind.EXIST);
            assertKind(() -> directory.open("sub/new/", flags(OpenFlag.READ)), ErrorKind.NOTDIR);
            assertKind(() -> directory.open("file", flags(OpenFlag.READ, OpenFlag.DIRECTORY)), ErrorKind.NOTDIR);
            assertKind(() -> directory.open("missing", flags(OpenFlag.READ)), ErrorKind.NOENT);
            assertKind(() -> directory.open("file/x", flags(OpenFlag.READ)), ErrorKind.NOTDIR);
            assertKind(() -> directory.open("sub", flags(OpenFlag.WRITE)), ErrorKind.ISDIR);
            assertKind(() -> directory.open("", flags(OpenFlag.READ)), ErrorKind.NOENT);
            directory.createDirectory("made/");
            assertKind(() -> directory.createDirectory("made"), ErrorKind.EXIST);
            assertKind(() -> directory.createDirectory("missing/x"), ErrorKind.NOENT);
            HostDirectory made = (HostDirectory) directory.open("made", flags(OpenFlag.READ));
            write(made, "x", "in made");
            assertKind(() -> made.open("../file", flags(OpenFlag.READ)), ErrorKind.PERM);
            assertKind(() -> directory.removeDirectory("made"), ErrorKind.NOTEMPTY);
            assertKind(() -> directory.removeFile("made"), ErrorKind.ISDIR, ErrorKind.PERM);
            assertKind(() -> directory.removeDirectory("file"), ErrorKind.NOTDIR);
            assertKind(() -> directory.removeFile("file/"), ErrorKind.NOTDIR);
            made.rename("x", directory, "moved");
            assertThat(contents(directory, "moved")).isEqualTo("in made");
            assertKind(() -> directory.rename("moved/", directory, "y"), ErrorKind.NOTDIR);
            assertKind(() -> directory.rename("moved", directory, "sub"), ErrorKind.ISDIR, ErrorKind.EXIST);
            assertKind(() -> directory.rename("missing", directory, "y"), ErrorKind.NOENT);
            directory.rename("moved", directory, "file");
            assertThat(contents(directory, "file")).isEqualTo("in made");
            directory.removeFile("file");
            directory.removeDirectory("made");
            assertThat(names(directory)).containsExactlyInAnyOrder(".", "..", "sub");
            made.close();
        });
    }

    private static List<String> names(HostDirectory directory) throws CapabilityException {
        List<String> names = new ArrayList<>();
        for (List<DirectoryEntry> batch = directory.list(0); !batch.isEmpty(); batch = directory.list(batch.getLast().next())) {
            batch.forEach(entry -> names.add(entry.name()));
        }
        return names;
    }

    @ParameterizedTest
    @EnumSource
    void contentsOfFiles(System system) throws Exception {
        on(system, (directory, base) -> {
            write(directory, "data", "0123456789");
            HostFile file = (HostFile) directory.open("data", flags(OpenFlag.READ, OpenFlag.WRITE));
            ByteBuffer target = ByteBuffer.allocate(4);
            assertThat(file.read(target, HostFile.UNKNOWN, null)).isEqualTo(4);
            assertThat(file.seek(0, Whence.CURRENT)).isEqualTo(4);
            assertThat(file.read(target.clear(), HostFile.UNKNOWN, 8)).isEqualTo(2);
            assertThat(file.seek(0, Whence.CURRENT)).isEqualTo(4);
            assertThat(file.write(bytes("ab"), HostFile.UNKNOWN, null)).isEqualTo(2);
            assertThat(file.write(bytes("Z"), HostFile.UNKNOWN, 0)).isEqualTo(1);
            assertThat(file.seek(-1, Whence.END)).isEqualTo(9);
            assertKind(() -> file.seek(-1, Whence.START), ErrorKind.INVAL);
            assertKind(() -> file.read(target.clear(), HostFile.UNKNOWN, -1), ErrorKind.INVAL);
            file.setFlags(EnumSet.of(OpenFlag.APPEND));
            file.write(bytes("!"), HostFile.UNKNOWN, null);
            assertThat(contents(directory, "data")).isEqualTo("Z123ab6789!");
            file.setSize(5);
            assertThat(file.status().size()).isEqualTo(5);
            file.setSize(8);
            file.allocate(6, 4);
            assertThat(file.status().size()).isEqualTo(10);
            assertThat(file.read(target.clear(), HostFile.UNKNOWN, 6)).isEqualTo(4);
            assertThat(target.array()).containsOnly(0);
            assertKind(() -> file.allocate(0, 0), ErrorKind.INVAL);
            assertKind(() -> file.setSize(-1), ErrorKind.INVAL);
            file.sync(true);
            file.close();
            assertThat(contents(directory, "data")).isEqualTo("Z123a\0\0\0\0\0");
        });
    }

    /** Files that are said to be huge take neither the host's memory nor its time; where that isn't possible they are refused. */
    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void hugeFiles(System system) throws Exception {
        on(system, (directory, base) -> {
            HostFile file = (HostFile) directory.open("file", flags(OpenFlag.READ, OpenFlag.WRITE));
            for (long size : new long[]{1L << 40, 1L << 62, Long.MAX_VALUE}) {
                attempt(() -> file.setSize(size));
                assertKind(() -> file.allocate(size, Long.MAX_VALUE), ErrorKind.FBIG);
                attempt(() -> file.write(bytes("x"), HostFile.UNKNOWN, size));
                attempt(() -> {
                    file.seek(size, Whence.START);
                    file.write(bytes("x"), HostFile.UNKNOWN, null);
                });
                assertKind(() -> file.seek(Long.MAX_VALUE, Whence.CURRENT), ErrorKind.INVAL, ErrorKind.OVERFLOW);
                file.seek(0, Whence.START);
            }
            file.setSize(6);
            assertThat(contents(directory, "file")).isEqualTo("inside");
            file.write(bytes("x"), HostFile.UNKNOWN, 10_000);
            assertThat(file.status().size()).isEqualTo(10_001);
            ByteBuffer gap = ByteBuffer.allocate(100);
            file.read(gap, HostFile.UNKNOWN, 6);
            assertThat(gap.array()).containsOnly(0);
            file.close();
        });
    }

    /** Where it works the file is sparse. */
    private static void attempt(ThrowingCallable action) {
        try {
            action.call();
        } catch (Throwable e) {
            assertThat(e).isInstanceOfSatisfying(CapabilityException.class, refusal -> assertThat(refusal.kind()).isIn(ErrorKind.FBIG, ErrorKind.NOSPC,
                            ErrorKind.INVAL, ErrorKind.OVERFLOW));
        }
    }

    /** Names that stay are listed once and only once, whatever comes and goes meanwhile. */
    @ParameterizedTest
    @EnumSource
    void listingGoesOnAfterChanges(System system) throws Exception {
        on(system, (directory, base) -> {
            directory.createDirectory("many");
            HostDirectory many = (HostDirectory) directory.open("many", flags(OpenFlag.READ));
            for (int i = 0; i < 40; i++) {
                write(many, "stays" + i, "");
                write(many, "goes" + i, "");
            }
            List<String> seen = new ArrayList<>();
            long cookie = 0;
            for (int step = 0;; step++) {
                List<DirectoryEntry> batch = many.list(cookie);
                if (batch.isEmpty()) {
                    break;
                }
                seen.add(batch.getFirst().name());
                cookie = batch.getFirst().next();
                if (step % 4 == 0 && step / 4 < 40) {
                    many.removeFile("goes" + step / 4);
                    write(many, "comes" + step / 4, "");
                }
            }
            assertThat(seen.stream().filter(name -> name.startsWith("stays")).sorted().toList()).hasSize(40).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(seen)).hasSameSizeAs(seen);
            many.close();
        });
    }

    @ParameterizedTest
    @EnumSource
    void timesAreSet(System system) throws Exception {
        on(system, (directory, base) -> {
            long second = 1_000_000_000L;
            directory.setTimes("file", true, new FileTimes(FileTimes.KEEP, 1_600_000_000 * second));
            assertThat(directory.status("file", true).modified()).isEqualTo(1_600_000_000 * second);
            directory.setTimes("file", true, new FileTimes(FileTimes.KEEP, FileTimes.NOW));
            assertThat(directory.status("file", true).modified()).isGreaterThan(1_600_000_000 * second);
        });
    }

    @ParameterizedTest
    @EnumSource
    void symbolicLinks(System system) throws Exception {
        on(system, (directory, base) -> {
            if (!system.hasLinks()) {
                assertKind(() -> directory.createLink("file", "link"), ErrorKind.NOTSUP);
                return;
            }
            directory.createLink("../file", "sub/link");
            assertThat(directory.readLink("sub/link")).isEqualTo("../file");
            assertThat(contents(directory, "sub/link")).isEqualTo("inside");
            assertThat(directory.status("sub/link", false).type()).isEqualTo(FileType.SYMBOLIC_LINK);
            assertKind(() -> directory.open("sub/link", flags(OpenFlag.READ, OpenFlag.NOFOLLOW)), ErrorKind.LOOP);
            assertKind(() -> directory.createLink("../outside", "bad"), ErrorKind.PERM);
            assertKind(() -> directory.createLink("/outside", "bad"), ErrorKind.PERM);
            HostDirectory sub = (HostDirectory) directory.open("sub", flags(OpenFlag.READ));
            assertKind(() -> sub.open("link", flags(OpenFlag.READ)), ErrorKind.PERM);
            sub.close();
            directory.createLink("loop", "loop");
            assertKind(() -> directory.status("loop", true), ErrorKind.LOOP);
            // A link is moved to where it leads out.
            directory.createLink("../file", "sub/up");
            directory.rename("sub/up", directory, "up");
            assertKind(() -> directory.open("up", flags(OpenFlag.READ)), ErrorKind.PERM);
            directory.createLink("sub", "dir");
            assertThat(directory.status("dir/", false).type()).isEqualTo(FileType.DIRECTORY);
            assertKind(() -> directory.removeFile("dir/"), ErrorKind.NOTDIR);
            directory.removeFile("dir");
            directory.link("file", directory, "second");
            assertThat(contents(directory, "second")).isEqualTo("inside");
        });
    }

    /** Links that the embedder's side made: those that lead out aren't followed, on the portable way none is. */
    @ParameterizedTest
    @EnumSource(names = {"LINUX", "PORTABLE", "MEMORY", "MEMORY_WINDOWS"})
    void linksOfOthers(System system) throws Exception {
        on(system, (directory, base) -> {
            Path granted = base.resolve("granted");
            Files.createSymbolicLink(granted.resolve("out"), base.getFileSystem().getPath("..", "outside"));
            Files.createSymbolicLink(granted.resolve("absolute"), base.resolve("outside"));
            Files.createSymbolicLink(granted.resolve("up"), base.getFileSystem().getPath(".."));
            for (String path : new String[]{"out", "absolute", "up/outside", "up", "up/granted/file"}) {
                assertKind(() -> directory.open(path, flags(OpenFlag.READ)), ErrorKind.PERM, ErrorKind.LOOP);
                assertKind(() -> directory.open(path, flags(OpenFlag.WRITE, OpenFlag.TRUNCATE)), ErrorKind.PERM, ErrorKind.LOOP);
                assertKind(() -> directory.status(path, true), ErrorKind.PERM, ErrorKind.LOOP);
                assertKind(() -> directory.setTimes(path, true, new FileTimes(0, 0)), ErrorKind.PERM, ErrorKind.LOOP);
            }
            assertKind(() -> directory.rename("up/outside", directory, "stolen"), ErrorKind.PERM, ErrorKind.LOOP);
            assertKind(() -> directory.removeFile("up/outside"), ErrorKind.PERM, ErrorKind.LOOP);
            assertKind(() -> directory.createDirectory("up/new"), ErrorKind.PERM, ErrorKind.LOOP);
            assertThat(base.resolve("outside")).hasContent("outside");
        });
    }

    /** What another system takes for more than a name is none here, or harmless. */
    @ParameterizedTest
    @EnumSource
    void namesOfOtherSystems(System system) throws Exception {
        on(system, (directory, base) -> {
            for (String name : new String[]{"..\\outside", "sub\\..\\..\\outside", "C:\\work\\outside", "C:outside", "C:", "\\\\server\\share\\x"}) {
                assertKind(() -> directory.open(name, flags(OpenFlag.READ)), ErrorKind.NOENT, ErrorKind.INVAL);
            }
            assertKind(() -> directory.status("a\0b", true), ErrorKind.INVAL, ErrorKind.NOENT);
            assertKind(() -> directory.status("x".repeat(300), true), ErrorKind.NAMETOOLONG, ErrorKind.NOENT);
        });
    }

    @Test
    void otherFileSystemsAreOthers() throws Exception {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            HostDirectory one = HostFileSystem.open(memory.getPath("/work"));
            HostDirectory two = HostFileSystem.open(temporary);
            write(one, "f", "x");
            assertKind(() -> one.rename("f", two, "f"), ErrorKind.XDEV);
            assertKind(() -> two.rename("f", one, "f"), ErrorKind.XDEV);
            assertKind(() -> one.link("f", two, "f"), ErrorKind.XDEV);
        }
    }

    @Test
    void archivesThatCannotBeWritten() throws Exception {
        Path zip = temporary.resolve("a.zip");
        on(System.ARCHIVE, (directory, base) -> { });
        try (FileSystem archive = FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("accessMode", "readOnly"))) {
            HostDirectory directory = HostFileSystem.open(archive.getPath("/granted"));
            assertThat(contents(directory, "file")).isEqualTo("inside");
            assertKind(() -> write(directory, "file", "x"), ErrorKind.ROFS);
            assertKind(() -> directory.createDirectory("d"), ErrorKind.ROFS);
            assertKind(() -> directory.removeFile("file"), ErrorKind.ROFS);
        }
    }
}
