// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jwasm.capabilities.host.LinuxSystem.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's calls; what it reads is in {@link CachedReadsTest}. */
class NativeCallsTest {

    /** The library for this processor, which stays mapped when its file is gone. */
    static String library(Path directory) throws Exception {
        NativeLibrary.main(new String[]{directory.toString()});
        return directory.resolve(System.getProperty("os.arch")).toString();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = {"amd64", "aarch64"})
    void callsOfTheSystem(@TempDir Path directory) throws Exception {
        assertThat(NativeCalls.load(library(directory))).isTrue();
        byte[] content = "0123456789".getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(directory.resolve("file"), content);
        try (Scratch scratch = Scratch.take()) {
            long descriptor = NativeCalls.call(Call.OPENAT.number, LinuxSystem.AT_FDCWD, scratch.path(file.toString()), LinuxSystem.O_CLOEXEC, 0, 0);
            assertThat(descriptor).isPositive();
            // The fourth argument.
            assertThat(NativeCalls.call(Call.PREAD.number, descriptor, scratch.structAddress(), 5, 3, 0)).isEqualTo(5);
            byte[] read = new byte[5];
            scratch.struct().get(0, read);
            assertThat(read).asString().isEqualTo("34567");
            // The fifth, statx's structure, in which the size is at 40.
            assertThat(NativeCalls.call(Call.STATX.number, descriptor, scratch.noPath(), LinuxSystem.AT_EMPTY_PATH, 0x200, scratch.structAddress())).isZero();
            assertThat(scratch.struct().getLong(40)).isEqualTo(10);
            assertThat(NativeCalls.call(Call.CLOSE.number, descriptor, 0, 0, 0, 0)).isZero();
            assertThat(NativeCalls.call(Call.CLOSE.number, descriptor, 0, 0, 0, 0)).isEqualTo(-9);
        }
    }

    /** Not loaded is no failure: there are the foreign functions. */
    @Test
    void whereThereIsNoLibrary(@TempDir Path directory) throws Exception {
        assertThat(NativeCalls.LOADED).isFalse();
        assertThat(NativeCalls.load(null)).isFalse();
        assertThat(NativeCalls.load("")).isFalse();
        assertThat(NativeCalls.load(directory.resolve("missing").toString())).isFalse();
        assertThat(NativeCalls.load(Files.writeString(directory.resolve("text"), "no library").toString())).isFalse();
        assertThat(NativeLibrary.library("z80")).isNull();
        if (LinuxSystem.isSupported()) {
            assertThat(LinuxSystem.call(Call.CLOSE, -1, 0, 0)).isEqualTo(-9);
        }
    }

    /** Its parts are where its header says, none is both written to and executed, and the stack isn't to be executable. */
    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void segments(String architecture) {
        byte[] bytes = NativeLibrary.library(architecture);
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(elf.getInt(0)).isEqualTo(0x464c457f);
        assertThat(elf.getShort(18)).isEqualTo((short) (architecture.equals("amd64") ? 62 : 183));
        int count = elf.getShort(56);
        boolean stack = false;
        for (int i = 0; i < count; i++) {
            int at = (int) elf.getLong(32) + i * elf.getShort(54);
            assertThat(elf.getInt(at + 4) & 3).isNotEqualTo(3);
            assertThat(elf.getLong(at + 8) + elf.getLong(at + 32)).isBetween(0L, (long) bytes.length);
            stack |= elf.getInt(at) == 0x6474e551 && (elf.getInt(at + 4) & 1) == 0;
        }
        assertThat(stack).isTrue();
    }
}
