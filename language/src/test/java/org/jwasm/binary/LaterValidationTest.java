// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Module;
import org.jwasm.text.WatReader;
import org.junit.jupiter.api.Test;

/** Bodies of a module that another process has validated are validated when something is made of them. */
final class LaterValidationTest {

    private static final int LARGE = 400_000;
    private static final byte I32_ADD = 0x6A;
    private static final byte I64_ADD = 0x7C;

    /** A module whose second function adds as {@code add} says, with a third one that is as large as needed. */
    private static byte[] module(byte add, int nops) {
        byte[] bytes = WatReader.toBinary("later", ("(module (func $good (param i32) (result i32) (local.get 0))" +
                        "(func $bad (export \"bad\") (param i32) (result i32) (i32.add (local.get 0) (i32.const 77)))" +
                        "(func $large " + "(drop (i32.const 1)) ".repeat(nops) + "))").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < bytes.length - 3; i++) {
            // The constant 77 takes two bytes.
            if (bytes[i] == (byte) 0xCD && bytes[i + 1] == 0 && bytes[i + 2] == I32_ADD) {
                bytes[i + 2] = add;
                return bytes;
            }
        }
        throw new AssertionError("no addition");
    }

    private static DecoderOptions options(AtomicInteger asked) {
        return DecoderOptions.DEFAULT.withValidatedBefore(() -> asked.incrementAndGet() > 0);
    }

    @Test
    void aBodyIsValidatedWhenItIsRead() {
        AtomicInteger asked = new AtomicInteger();
        Module module = ModuleDecoder.decode("later", module(I64_ADD, LARGE), options(asked));
        assertThat(asked).hasValue(1);
        assertThatCode(() -> CodeReader.ofFunction(module, 0)).doesNotThrowAnyException();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> CodeReader.ofFunction(module, 1)).isInstanceOf(WasmException.class).hasMessageContaining("type mismatch");
        }
        assertThatCode(() -> module.ensureValid(2)).doesNotThrowAnyException();
    }

    @Test
    void aSmallModuleIsValidatedAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        byte[] bytes = module(I64_ADD, 1);
        assertThatThrownBy(() -> ModuleDecoder.decode("later", bytes, options(asked))).isInstanceOf(WasmException.class).hasMessageContaining("type mismatch");
        assertThat(asked).hasValue(0);
    }

    @Test
    void whatNobodyHasValidatedIsValidatedAtOnce() {
        byte[] bytes = module(I64_ADD, LARGE);
        assertThatThrownBy(() -> ModuleDecoder.decode("later", bytes, DecoderOptions.DEFAULT)).hasMessageContaining("type mismatch");
        assertThatCode(() -> ModuleDecoder.decode("later", module(I32_ADD, LARGE), DecoderOptions.DEFAULT)).doesNotThrowAnyException();
    }
}
