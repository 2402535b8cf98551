// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.jwasm.capabilities.Advice;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.Whence;
import org.jwasm.capabilities.host.LinuxSystem.Call;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(value = OS.LINUX, architectures = {"amd64", "aarch64"})
class CachedReadsTest {

    private static final int SIZE = 1_000_003;

    @TempDir
    private Path root;
    private Path path;
    private byte[] content;

    @BeforeAll
    static void load(@TempDir Path directory) throws Exception {
        assertThat(NativeCalls.load(NativeCallsTest.library(directory))).isTrue();
    }

    @BeforeEach
    void write() throws Exception {
        assertThat(CachedReads.isSupported()).isTrue();
        content = new byte[SIZE];
        new Random(3).nextBytes(content);
        path = Files.write(root.resolve("file"), content);
    }

    private static int open(Path file, int flags) throws Exception {
        try (Scratch scratch = Scratch.take()) {
            long descriptor = LinuxSystem.call(Call.OPENAT, LinuxSystem.AT_FDCWD, scratch.path(file.toString()), flags | LinuxSystem.O_CLOEXEC);
            assertThat(descriptor).isNotNegative();
            return (int) descriptor;
        }
    }

    /** Nothing in front of the part and nothing behind it is touched. */
    @ParameterizedTest
    @MethodSource("readers")
    void intoPartsOfArrays(Reader reader) throws Exception {
        int descriptor = open(path, LinuxSystem.O_RDWR);
        byte[] array = new byte[SIZE + 100];
        assumeTrue(reader.read(descriptor, array, 50, 1000, 7) != -LinuxSystem.EOPNOTSUPP, "this file system doesn't know what is cached");
        byte[] expected = new byte[SIZE + 100];
        System.arraycopy(content, 7, expected, 50, 1000);
        assertThat(array).isEqualTo(expected);
        assertThat(reader.read(descriptor, array, 60, 500, HostFile.HERE)).isEqualTo(500);
        assertThat(reader.read(descriptor, array, 560, SIZE, HostFile.HERE)).isEqualTo(SIZE - 500);
        System.arraycopy(content, 0, expected, 60, SIZE);
        expected[59] = content[16];
        Arrays.fill(expected, 0, 50, (byte) 0);
        assertThat(Arrays.copyOfRange(array, 60, SIZE + 100)).isEqualTo(Arrays.copyOfRange(expected, 60, SIZE + 100));
        assertThat(reader.read(descriptor, array, 0, 10, HostFile.HERE)).isZero();
        assertThat(reader.read(descriptor, array, 0, 10, 1L << 40)).isZero();
        assertThat(reader.read(descriptor, array, 0, 10, -2)).isEqualTo(-LinuxSystem.EINVAL);
        LinuxNode.close(descriptor);
        assertThat(reader.read(descriptor, array, 0, 10, 0)).isEqualTo(-9);
    }

    private interface Reader {
        long read(int descriptor, byte[] array, long offset, long length, long position);
    }

    private static Stream<Named<Reader>> readers() {
        return Stream.of(Named.of("foreign function", CachedReads::read), Named.of("native method", NativeCalls::read));
    }

    /** What isn't in the page cache, or no more of it than some, is waited for. */
    @Test
    void whatIsNotCached() throws Exception {
        LinuxFile file = new LinuxFile(open(path, LinuxSystem.O_RDWR), FileType.REGULAR_FILE, 0);
        file.sync(false);
        for (int start : new int[]{0, 300_000, 900_000}) {
            file.advise(start, 0, Advice.DONT_NEED);
            file.seek(1000, Whence.START);
            byte[] array = new byte[SIZE];
            assertThat(file.readArray(array, 1000, SIZE - 1000, HostFile.HERE)).isEqualTo(SIZE - 1000);
            assertThat(Arrays.copyOfRange(array, 1000, SIZE)).isEqualTo(Arrays.copyOfRange(content, 1000, SIZE));
            assertThat(file.seek(0, Whence.CURRENT)).isEqualTo(SIZE);
            file.advise(start, 0, Advice.DONT_NEED);
            assertThat(file.readArray(array, 0, 500_000, 250_000)).isEqualTo(500_000);
            assertThat(Arrays.copyOf(array, 500_000)).isEqualTo(Arrays.copyOfRange(content, 250_000, 750_000));
        }
        file.close();
        assertThatThrownBy(() -> file.readArray(new byte[10], 0, 10, 0)).isInstanceOf(CapabilityException.class).hasMessageContaining("closed");
    }

    @Test
    void failuresAreThoseOfOrdinaryReads() throws Exception {
        LinuxFile file = new LinuxFile(open(path, LinuxSystem.O_WRONLY), FileType.REGULAR_FILE, 0);
        assertThatThrownBy(() -> file.readArray(new byte[10], 0, 10, HostFile.HERE)).hasMessageContaining("EBADF");
        file.close();
    }

    /** Not for FIFOs and devices, which may wait without anything being read. */
    @Test
    void onlyRegularFiles() throws Exception {
        LinuxFile file = new LinuxFile(open(Path.of("/dev/zero"), 0), FileType.CHARACTER_DEVICE, 0);
        for (int i = 0; i < 100; i++) {
            assertThat(file.readsArrays(1 << 20)).isFalse();
        }
        file.close();
    }
}
