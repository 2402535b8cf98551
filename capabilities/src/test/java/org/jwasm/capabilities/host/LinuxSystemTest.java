// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.host.LinuxSystem.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Calls by instructions of our own say the same as those by C's library, which is used where there are none. */
@EnabledOnOs(OS.LINUX)
class LinuxSystemTest {

    @TempDir
    private Path root;

    /** All of the arguments, and results of all kinds. */
    @Test
    void bothWaysSayTheSame() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "0123456789");
        try (Scratch scratch = Scratch.take()) {
            long path = scratch.path(file.toString());
            long descriptor = LinuxSystem.call(Call.OPENAT, LinuxSystem.AT_FDCWD, path, LinuxSystem.O_RDWR | LinuxSystem.O_CLOEXEC);
            assertThat(descriptor).isNotNegative();
            long other = LinuxSystem.callByLibrary(Call.OPENAT, LinuxSystem.AT_FDCWD, path, LinuxSystem.O_RDWR | LinuxSystem.O_CLOEXEC, 0, 0);
            assertThat(other).isGreaterThan(descriptor);
            assertSame(Call.LSEEK, descriptor, -3, 2, 0, 0, 7);
            assertSame(Call.LSEEK, descriptor, -30, 2, 0, 0, -LinuxSystem.EINVAL);
            assertSame(Call.PREAD, descriptor, scratch.data().address(), 100, 4, 0, 6);
            assertSame(Call.STATX, descriptor, scratch.noPath(), LinuxSystem.AT_EMPTY_PATH, 1, scratch.structAddress(), 0);
            assertThat(scratch.struct().getShort(28) >> 12 & 15).isEqualTo(8);
            assertSame(Call.FALLOCATE, descriptor, 0, 4, 0, 0, -LinuxSystem.EINVAL);
            assertSame(Call.CLOSE, -1, 0, 0, 0, 0, -9);
            // A whole file of 2 GiB and more: neither an error nor cut to 32 bits.
            assertSame(Call.LSEEK, descriptor, 1L << 40, 0, 0, 0, 1L << 40);
            assertThat(LinuxSystem.call(Call.CLOSE, descriptor, 0, 0)).isZero();
            assertThat(LinuxSystem.callByLibrary(Call.CLOSE, other, 0, 0, 0, 0)).isZero();
            assertThat(LinuxSystem.call(Call.CLOSE, descriptor, 0, 0)).isEqualTo(-9);
        }
    }

    private static void assertSame(Call call, long a, long b, long c, long d, long e, long expected) {
        assertThat(LinuxSystem.call(call, a, b, c, d, e)).as("%s", call).isEqualTo(expected);
        assertThat(LinuxSystem.callByLibrary(call, a, b, c, d, e)).as("%s by the library", call).isEqualTo(expected);
    }

    /** Short paths are written otherwise than long ones, over what was there before. */
    @Test
    void pathsOfAllLengths() throws Exception {
        try (Scratch scratch = Scratch.take()) {
            int directory = (int) LinuxSystem.call(Call.OPENAT, LinuxSystem.AT_FDCWD, scratch.path(root.toString()), LinuxSystem.O_CLOEXEC);
            for (int length = 20; length > 0; length--) {
                String name = "abcdefghi\u00e4jklmnopqrs".substring(20 - length);
                Files.writeString(root.resolve(name), name);
                assertThat(content(scratch, directory, scratch.path(name))).isEqualTo(name);
                assertThat(content(scratch, directory, scratch.otherPath(name))).isEqualTo(name);
            }
            assertThat(LinuxSystem.call(Call.OPENAT, directory, scratch.path(""), LinuxSystem.O_CLOEXEC)).isEqualTo(-LinuxSystem.ENOENT);
            for (String bad : new String[]{"\0", "a\0b", "abcdefgh\0"}) {
                assertThatThrownBy(() -> scratch.path(bad)).hasMessageContaining("NUL");
            }
            LinuxNode.close(directory);
        }
    }

    private static String content(Scratch scratch, int directory, long path) {
        int descriptor = (int) LinuxSystem.call(Call.OPENAT, directory, path, LinuxSystem.O_CLOEXEC);
        assertThat(descriptor).isNotNegative();
        long count = LinuxSystem.call(Call.READ, descriptor, scratch.data().address(), 100);
        LinuxNode.close(descriptor);
        return new String(scratch.data().asSlice(0, count).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** One at a time for each, and never the same for two. */
    @Test
    void sparesAreForOneAtATime() {
        Spares<Object> spares = new Spares<>(2);
        assertThat(spares.take()).isNull();
        List<Object> made = List.of(new Object(), new Object(), new Object(), new Object());
        made.forEach(spares::giveBack);
        List<Object> taken = new ArrayList<>();
        for (Object spare = spares.take(); spare != null; spare = spares.take()) {
            taken.add(spare);
        }
        assertThat(taken).doesNotHaveDuplicates().hasSize(3).isSubsetOf(made);
        taken.forEach(spares::giveBack);
        assertThat(spares.take()).isSameAs(taken.getFirst());
        assertThat(spares.take()).isNotNull().isNotSameAs(taken.getFirst());
    }

    @Test
    void typesOfWhatIsOpen() throws Exception {
        Files.writeString(root.resolve("file"), "");
        try (Scratch scratch = Scratch.take()) {
            assertThat(type(scratch, root.toString())).isEqualTo(FileType.DIRECTORY);
            assertThat(type(scratch, root.resolve("file").toString())).isEqualTo(FileType.REGULAR_FILE);
            assertThat(type(scratch, "/dev/null")).isEqualTo(FileType.CHARACTER_DEVICE);
        }
    }

    private static FileType type(Scratch scratch, String path) throws Exception {
        int descriptor = (int) LinuxSystem.call(Call.OPENAT, LinuxSystem.AT_FDCWD, scratch.path(path), LinuxSystem.O_CLOEXEC);
        try {
            return LinuxStatus.typeOf(scratch, descriptor);
        } finally {
            LinuxNode.close(descriptor);
        }
    }
}
