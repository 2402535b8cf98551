// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
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
