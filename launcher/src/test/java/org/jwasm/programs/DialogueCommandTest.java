// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that waits for standard input with {@code poll_oneoff}, which stays open here. */
final class DialogueCommandTest {

    private static Process start(Mode mode, String... arguments) throws IOException {
        return mode.run(Path.of("."), List.of(), Mode.example("ask"), List.of(arguments)).start();
    }

    /** Reads until what was read ends with {@code end}. */
    private static String readUntil(InputStream stream, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = stream.read();
            assertThat(next).as("after " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    private static void answer(OutputStream stream, String line) throws IOException {
        stream.write(line.getBytes(UTF_8));
        stream.flush();
    }

    @ParameterizedTest
    @EnumSource
    void asksAndWaitsForAnswers(Mode mode) throws Exception {
        Process process = start(mode);
        InputStream output = process.getInputStream();
        OutputStream input = process.getOutputStream();
        readUntil(output, "What is your name? ");
        answer(input, "Ada\n");
        assertThat(readUntil(output, "square? ")).isEqualTo("Hello, Ada!\nWhich number shall I square? ");
        answer(input, "four");
        answer(input, "teen\n1");
        assertThat(readUntil(output, "square? ")).startsWith("\"fourteen\" is no number.\n");
        answer(input, "2\n");
        assertThat(readUntil(output, "\n")).isEqualTo("12 squared is 144.\n");
        assertThat(process.waitFor()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void givesUpWhenTheTimeRunsOut(Mode mode) throws Exception {
        Process process = start(mode, "50");
        assertThat(readUntil(process.getInputStream(), "\n")).isEqualTo("What is your name? (no answer in time)\n");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void noticesTheEndOfTheInput(Mode mode) throws Exception {
        Process process = start(mode);
        process.getOutputStream().close();
        assertThat(readUntil(process.getInputStream(), "\n")).isEqualTo("What is your name? (end of input)\n");
        assertThat(process.waitFor()).isEqualTo(4);
    }
}
