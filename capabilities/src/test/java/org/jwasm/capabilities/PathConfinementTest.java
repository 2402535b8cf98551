// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.capabilities.host.ResolverProbe;

/** Paths that try to leave a directory, by every operation, and what lies outside afterwards. */
class PathConfinementTest {

    private static final String SECRET = "secret";

    @TempDir
    Path temporary;
    private Path outside;
    private Path root;
    private DirectoryCapability directory;

    @BeforeEach
    void fill() throws IOException, CapabilityException {
        outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("file"), SECRET);
        Files.createDirectory(outside.resolve("empty"));
        root = Files.createDirectory(temporary.resolve("root"));
        Files.createDirectories(root.resolve("sub/deep"));
        Files.writeString(root.resolve("sub/inside"), "inside");
        Files.writeString(root.resolve("plain"), "plain");
        Files.createSymbolicLink(root.resolve("up"), Path.of("../outside"));
        Files.createSymbolicLink(root.resolve("up-slash"), Path.of("../outside/"));
        Files.createSymbolicLink(root.resolve("up-file"), Path.of("../outside/file"));
        Files.createSymbolicLink(root.resolve("absolute"), outside);
        Files.createSymbolicLink(root.resolve("absolute-file"), outside.resolve("file"));
        Files.createSymbolicLink(root.resolve("dangling-out"), Path.of("../outside/new"));
        Files.createSymbolicLink(root.resolve("sub/to-up"), Path.of("../up"));
        Files.createSymbolicLink(root.resolve("parent"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("proc-root"), Path.of("/proc/self/root"));
        Files.createSymbolicLink(root.resolve("back"), Path.of("../root/plain"));
        Files.createSymbolicLink(root.resolve("good"), Path.of("sub"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        directory = DirectoryCapability.open(root, Right.DIRECTORY);
    }

    /** JUnit warns of links that leave the directory that it deletes. */
    @AfterEach
    void removeLinkToRoot() throws IOException {
        directory.close();
        Files.deleteIfExists(root.resolve("proc-root"));
    }

    private static void assertKind(ThrowingCallable action, ErrorKind... kinds) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isIn((Object[]) kinds));
    }

    private static Set<OpenFlag> flags(OpenFlag first, OpenFlag... more) {
        return EnumSet.of(first, more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../outside/file", "/", "/etc/passwd", "//etc/passwd", "sub/../../outside/file", "sub/../../root/plain",
                    "up/file", "up-slash/file", "up-file", "absolute/file", "absolute-file", "sub/to-up/file", "parent/outside/file",
                    "proc-root/etc/passwd", "back", "dangling-out", "sub/deep/../../../outside/file",
                    "./../outside/file", "up/", "absolute/",
                    "up-slash", "parent", "good/../../outside/file", "up/.", "parent/root/plain"})
    void leadsOut(String path) throws IOException {
        assertKind(() -> directory.open(path, flags(OpenFlag.READ)), ErrorKind.PERM);
        assertKind(() -> directory.open(path, flags(OpenFlag.READ, OpenFlag.DIRECTORY)), ErrorKind.PERM);
        assertKind(() -> directory.open(path, flags(OpenFlag.WRITE, OpenFlag.TRUNCATE)), ErrorKind.PERM, ErrorKind.ISDIR);
        assertKind(() -> directory.open(path, flags(OpenFlag.WRITE, OpenFlag.CREATE)), ErrorKind.PERM, ErrorKind.ISDIR);
        assertKind(() -> directory.subdirectory(path), ErrorKind.PERM);
        assertKind(() -> directory.status(path, true), ErrorKind.PERM);
        assertKind(() -> directory.setTimes(path, true, new FileTimes(0, 0)), ErrorKind.PERM);
        assertOutsideUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up/file", "absolute/file", "sub/to-up/file", "parent/outside/file", "../outside/file",
                    "sub/../../outside/file", "proc-root/etc/hostname", "/etc/hostname", "parent/root/plain"})
    void leadsOutBeforeTheName(String path) throws IOException {
        assertKind(() -> directory.open(path, flags(OpenFlag.READ, OpenFlag.NOFOLLOW)), ErrorKind.PERM);
        assertKind(() -> directory.status(path, false), ErrorKind.PERM);
        assertKind(() -> directory.setTimes(path, false, new FileTimes(0, 0)), ErrorKind.PERM);
        assertKind(() -> directory.removeFile(path), ErrorKind.PERM);
        assertKind(() -> directory.removeDirectory(path), ErrorKind.PERM);
        assertKind(() -> directory.createDirectory(path + "-new"), ErrorKind.PERM);
        assertKind(() -> directory.createLink("x", path + "-new"), ErrorKind.PERM);
        assertKind(() -> directory.rename(path, directory, "stolen"), ErrorKind.PERM);
        assertKind(() -> directory.rename("plain", directory, path), ErrorKind.PERM);
        assertKind(() -> directory.link(path, directory, "stolen"), ErrorKind.PERM);
        assertKind(() -> directory.link("plain", directory, path + "-new"), ErrorKind.PERM);
        assertKind(() -> directory.readLink(path), ErrorKind.PERM);
        assertOutsideUntouched();
        assertThat(root.resolve("plain")).hasContent("plain");
    }

    /** A slash behind a link asks for the directory that it leads to, also where links are not to be followed. */
    @ParameterizedTest
    @ValueSource(strings = {"up/", "absolute/", "up-slash/", "parent/", "up//", "sub/to-up/"})
    void slashBehindLink(String path) throws IOException {
        assertKind(() -> directory.open(path, flags(OpenFlag.READ, OpenFlag.NOFOLLOW)), ErrorKind.PERM);
        assertKind(() -> directory.status(path, false), ErrorKind.PERM);
        assertKind(() -> directory.setTimes(path, false, new FileTimes(0, 0)), ErrorKind.PERM);
        assertKind(() -> directory.readLink(path), ErrorKind.PERM);
        assertKind(() -> directory.link(path, directory, "stolen"), ErrorKind.PERM);
        assertKind(() -> directory.createDirectory(path), ErrorKind.EXIST);
        assertKind(() -> directory.removeDirectory(path), ErrorKind.NOTDIR);
        assertKind(() -> directory.removeFile(path), ErrorKind.NOTDIR);
        assertKind(() -> directory.rename(path, directory, "moved"), ErrorKind.NOTDIR);
        assertKind(() -> directory.rename("sub", directory, path), ErrorKind.NOTDIR, ErrorKind.INVAL);
        assertKind(() -> directory.createLink("x", path), ErrorKind.EXIST, ErrorKind.NOENT);
        assertOutsideUntouched();
        assertThat(root.resolve(path.replaceAll("/+$", ""))).isSymbolicLink();
    }

    private void assertOutsideUntouched() throws IOException {
        assertThat(outside.resolve("file")).hasContent(SECRET);
        assertThat(Files.getLastModifiedTime(outside.resolve("file")).toMillis()).isPositive();
        assertThat(Files.getLastModifiedTime(outside).toMillis()).isPositive();
        try (var names = Files.list(outside)) {
            assertThat(names.map(name -> name.getFileName().toString())).containsExactlyInAnyOrder("file", "empty");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub/inside", "good/inside", "sub/../sub/inside", "./sub//inside", "sub/deep/../inside", "good/./inside"})
    void staysInside(String path) throws CapabilityException {
        assertThat(directory.status(path, true).size()).isEqualTo(6);
        directory.open(path, flags(OpenFlag.READ, OpenFlag.NOFOLLOW)).revoke();
    }

    @Test
    void loopsEnd() throws IOException {
        assertKind(() -> directory.status("loop", true), ErrorKind.LOOP);
        assertKind(() -> directory.open("loop", flags(OpenFlag.READ)), ErrorKind.LOOP);
        assertKind(() -> directory.open("good", flags(OpenFlag.READ, OpenFlag.NOFOLLOW)), ErrorKind.LOOP);
        for (int i = 0; i <= 41; i++) {
            Files.createSymbolicLink(root.resolve("chain" + i), Path.of(i == 0 ? "plain" : "chain" + (i - 1)));
        }
        assertKind(() -> directory.open("chain41", flags(OpenFlag.READ)), ErrorKind.LOOP);
        assertThatThrownBy(() -> directory.open("chain10/x", flags(OpenFlag.READ)))
                        .isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOTDIR));
    }

    @Test
    void magicLinksAreNotFollowed() throws CapabilityException {
        DirectoryCapability proc = DirectoryCapability.open(Path.of("/proc/self"), Right.DIRECTORY);
        assertKind(() -> proc.open("root/etc/passwd", flags(OpenFlag.READ)), ErrorKind.LOOP, ErrorKind.PERM);
        assertKind(() -> proc.open("cwd", flags(OpenFlag.READ)), ErrorKind.LOOP, ErrorKind.PERM);
        assertKind(() -> proc.open("fd/0", flags(OpenFlag.READ)), ErrorKind.LOOP, ErrorKind.PERM, ErrorKind.NOENT);
        assertKind(() -> proc.open("exe", flags(OpenFlag.READ)), ErrorKind.LOOP, ErrorKind.PERM);
        proc.revoke();
    }

    @Test
    void linksThatWouldLeadOutAreNotMade() throws CapabilityException, IOException {
        assertKind(() -> directory.createLink("/etc/passwd", "bad"), ErrorKind.PERM);
        assertKind(() -> directory.createLink("../outside", "bad"), ErrorKind.PERM);
        assertKind(() -> directory.createLink("sub/../../outside", "bad"), ErrorKind.PERM);
        assertKind(() -> directory.createLink("../../outside", "sub/bad"), ErrorKind.PERM);
        Files.createSymbolicLink(root.resolve("here"), Path.of("."));
        assertKind(() -> directory.createLink("../outside", "here/bad"), ErrorKind.PERM);
        directory.createLink("../plain", "sub/fine");
        assertThat(directory.status("sub/fine", true).size()).isEqualTo(5);
        directory.createLink("nowhere", "dangling");
        assertThat(directory.readLink("dangling")).isEqualTo("nowhere");
        assertKind(() -> directory.readLink("absolute"), ErrorKind.PERM);
        assertKind(() -> directory.readLink("plain"), ErrorKind.INVAL);
    }

    @Test
    void lastDots() {
        assertKind(() -> directory.createDirectory("."), ErrorKind.EXIST);
        assertKind(() -> directory.createDirectory("sub/.."), ErrorKind.EXIST);
        assertKind(() -> directory.removeDirectory("sub/."), ErrorKind.INVAL);
        assertKind(() -> directory.removeDirectory(".."), ErrorKind.NOTEMPTY);
        assertKind(() -> directory.removeFile("."), ErrorKind.ISDIR);
        assertKind(() -> directory.rename("sub/..", directory, "x"), ErrorKind.BUSY);
        assertKind(() -> directory.rename("plain", directory, "sub/deep/.."), ErrorKind.BUSY);
        assertKind(() -> directory.link("sub/..", directory, "x"), ErrorKind.PERM);
        assertKind(() -> directory.link("plain", directory, ".."), ErrorKind.EXIST);
    }

    @Test
    void oddNames() throws CapabilityException {
        assertKind(() -> directory.status("", true), ErrorKind.NOENT);
        assertKind(() -> directory.createDirectory(""), ErrorKind.NOENT);
        assertKind(() -> directory.status("x".repeat(256), true), ErrorKind.NAMETOOLONG);
        assertKind(() -> directory.status("x/".repeat(2049), true), ErrorKind.NAMETOOLONG);
        assertKind(() -> directory.createDirectory("y".repeat(5000)), ErrorKind.NAMETOOLONG);
        assertKind(() -> directory.status("pl\0ain", true), ErrorKind.INVAL);
        for (String name : new String[]{"a\\b", "C:x", "COM1", "COM\u00b9", "..\\..\\x", "\u00e9", "e\u0301", "...", " "}) {
            directory.createDirectory(name);
            assertThat(root.resolve(name)).isDirectory();
        }
    }

    /** The walk for kernels without openat2 gives the same answers, apart from the number of links that it follows. */
    @ParameterizedTest
    @ValueSource(strings = {"..", "../outside/file", "/", "/etc/passwd", "sub/../../root/plain", "up/file", "up-file", "absolute/file",
                    "sub/to-up/file", "parent/outside/file", "proc-root/etc/passwd", "back", "dangling-out", "up/", "absolute/", "up/.",
                    "sub/inside", "good/inside", "sub/../sub/inside", "./sub//inside", "plain/", "plain/x", "missing", "good", "good/", ".",
                    "sub/.", "sub/..", "loop", "loop/", "", "sub/deep/../../plain", "good/..", "missing/..", "plain/..",
                    "sub/", "sub/inside/"})
    void walkAgreesWithKernel(String path) {
        for (String mode : new String[]{"read", "nofollow", "directory", "write", "create"}) {
            assertThat(ResolverProbe.outcome(root, path, mode, false)).as(mode).isEqualTo(ResolverProbe.outcome(root, path, mode, true));
        }
    }
}
