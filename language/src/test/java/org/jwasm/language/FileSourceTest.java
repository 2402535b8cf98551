// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.text.WatReader;

/** Files and URLs are known by their suffix. */
class FileSourceTest {

    private static final String MODULE = "(module (func (export \"f\") (result i32) (i32.const 7)))";

    @TempDir
    private Path directory;

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private static int call(Source source) {
        try (Context context = Context.create("wasm")) {
            return context.eval(source).newInstance().getMember("exports").invokeMember("f").asInt();
        }
    }

    @Test
    void binaryFile() throws IOException {
        Path file = write("m.wasm", WatReader.toBinary("m", MODULE));
        assertThat(Source.findMimeType(file.toFile())).isEqualTo("application/wasm");
        assertThat(call(Source.newBuilder("wasm", file.toFile()).build())).isEqualTo(7);
        assertThat(call(Source.newBuilder("wasm", file.toUri().toURL()).build())).isEqualTo(7);
    }

    @Test
    void textFile() throws IOException {
        Path file = write("m.wat", MODULE.getBytes(StandardCharsets.UTF_8));
        assertThat(Source.findMimeType(file.toFile())).isEqualTo("text/wat");
        assertThat(Source.findLanguage(file.toFile())).isEqualTo("wasm");
        assertThat(call(Source.newBuilder("wasm", file.toFile()).build())).isEqualTo(7);
        assertThat(call(Source.newBuilder("wasm", file.toUri().toURL()).build())).isEqualTo(7);
    }

    @Test
    void scriptFile() throws IOException {
        Path file = write("s.wast", (MODULE + "(assert_return (invoke \"f\") (i32.const 8))").getBytes(StandardCharsets.UTF_8));
        checkReport(Source.newBuilder("wasm", file.toFile()).build());
        checkReport(Source.newBuilder("wasm", file.toUri().toURL()).build());
    }

    private static void checkReport(Source source) {
        try (Context context = Context.create("wasm")) {
            Value report = context.eval(source);
            assertThat(report.getMember("commands").getMember("assert_return").asInt()).isEqualTo(1);
            assertThat(report.getMember("failures").getArrayElement(0).getMember("line").asInt()).isEqualTo(1);
        }
    }

    @Test
    void errorInATextFileHasItsPlace() throws IOException {
        Path file = write("bad.wat", "(module\n (fun))".getBytes(StandardCharsets.UTF_8));
        Source source = Source.newBuilder("wasm", file.toFile()).build();
        try (Context context = Context.create("wasm")) {
            assertThatThrownBy(() -> context.eval(source)).isInstanceOfSatisfying(PolyglotException.class,
                            failure -> assertThat(failure.isSyntaxError()).isTrue()).hasMessageStartingWith("bad.wat:2:3: ");
        }
    }
}
