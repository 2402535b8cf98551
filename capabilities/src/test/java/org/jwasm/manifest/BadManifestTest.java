// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Mistakes in manifests, each with all that is said of it: {@code bad-manifests.txt}. */
class BadManifestTest {

    private static List<String> blocks() throws IOException {
        try (InputStream in = BadManifestTest.class.getResourceAsStream("bad-manifests.txt")) {
            return Arrays.stream(new String(in.readAllBytes(), UTF_8).split("(?m)^### ")).filter(block -> !block.isEmpty()).toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachMistakeIsTold() throws IOException {
        return blocks().stream().map(block -> {
            int line = block.indexOf('\n');
            int end = block.indexOf("\n---\n", line);
            String manifest = block.substring(line + 1, end + 1);
            String expected = block.substring(end + 5).strip();
            return DynamicTest.dynamicTest(block.substring(0, line), () -> {
                ManifestException failure = catchThrowableOfType(ManifestException.class, () -> Manifest.parse("app.toml", Path.of(""), manifest));
                assertThat(failure).isNotNull().hasMessage(expected);
            });
        });
    }

    @Test
    void thereAreEnough() throws IOException {
        assertThat(blocks()).hasSizeGreaterThanOrEqualTo(40);
    }
}
