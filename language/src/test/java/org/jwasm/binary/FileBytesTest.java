// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileBytesTest {

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatHasNotChangedForAWhileHasAnIdentity() throws IOException {
        Path file = Path.of(System.getProperty("java.home"), "release");
        FileBytes bytes = FileBytes.read(file);
        assertThat(bytes.identity()).isNotNull().isEqualTo(FileBytes.read(file).identity()).contains(" " + Files.size(file) + " ");
        assertThat(FileBytes.read(Path.of(System.getProperty("java.home"), "lib/modules")).identity()).isNotEqualTo(bytes.identity());
    }

    @Test
    void aFileThatJustChangedHasNone(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("new"), new byte[]{1, 2, 3});
        FileBytes bytes = FileBytes.read(file);
        assertThat(bytes.identity()).isNull();
        assertThat(bytes.array()).containsExactly(1, 2, 3);
    }

    @Test
    void largeFilesAreReadToTheirEnd(@TempDir Path directory) throws IOException {
        for (int length : new int[]{0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (3 << 20) + 12345}) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);
            assertThat(FileBytes.read(Files.write(directory.resolve("large"), content)).array()).isEqualTo(content);
        }
    }

    /** Files of the system, and pipes, say that they have no bytes. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatHasNoSizeIsReadAllTheSame(@TempDir Path directory) throws IOException, InterruptedException {
        assertThat(FileBytes.read(Path.of("/proc/self/status")).array()).asString(StandardCharsets.UTF_8).startsWith("Name:").contains("VmPeak:");
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Process writer = new ProcessBuilder("sh", "-c", "head -c 3000000 /dev/zero > \"$1\"", "sh", pipe.toString()).start();
        FileBytes bytes = FileBytes.read(pipe);
        assertThat(bytes.array()).hasSize(3_000_000);
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void aDirectoryIsNoFile(@TempDir Path directory) {
        assertThatThrownBy(() -> FileBytes.read(directory)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> FileBytes.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theyAreBytesLikeOthers() {
        FileBytes bytes = FileBytes.of(new byte[]{1, 2, 3, 4});
        assertThat(bytes.length()).isEqualTo(4);
        assertThat(bytes.byteAt(2)).isEqualTo((byte) 3);
        assertThat(bytes.toByteArray()).containsExactly(1, 2, 3, 4).isNotSameAs(bytes.array());
        assertThat(bytes.subSequence(1, 3).toByteArray()).containsExactly(2, 3);
        assertThat(bytes).isEqualTo(FileBytes.of(new byte[]{1, 2, 3, 4})).hasSameHashCodeAs(FileBytes.of(new byte[]{1, 2, 3, 4})).isNotEqualTo(
                        FileBytes.of(new byte[]{1, 2, 3, 5}));
    }
}
