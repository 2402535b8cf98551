// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

/** Against the decoder of the JDK. */
class Utf8Test {

    private static final int[] EDGES = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1,
                    0xF3, 0xF4, 0xF5, 0xFF};

    private final WasmMemory memory = new WasmMemory(new MemoryType(AddressType.I32, Limits.atLeast(1), false, MemoryType.PAGE_SIZE), 100);

    private static boolean decodes(byte[] bytes) {
        CharBuffer characters = CharBuffer.allocate(bytes.length);
        return !StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), characters, true).isError();
    }

    private void check(byte[] bytes, int at) {
        memory.write(at, bytes, 0, bytes.length, null);
        if (Utf8.isValid(memory, at, bytes.length, null) != decodes(bytes)) {
            fail(HexFormat.of().formatHex(bytes) + " is " + (decodes(bytes) ? "" : "not ") + "UTF-8");
        }
    }

    @Test
    void allEdgesOfUpToFourBytes() {
        for (int a : EDGES) {
            check(new byte[]{(byte) a}, 3);
            for (int b : EDGES) {
                check(new byte[]{(byte) a, (byte) b}, 3);
                for (int c : EDGES) {
                    check(new byte[]{(byte) a, (byte) b, (byte) c}, 3);
                    for (int d : EDGES) {
                        check(new byte[]{(byte) a, (byte) b, (byte) c, (byte) d}, 3);
                    }
                }
            }
        }
    }

    @Test
    void randomTextWithRandomDamage() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(60); j > 0; j--) {
                int code = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x110000);
                text.appendCodePoint(code >= 0xD800 && code < 0xE000 ? 'x' : code);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            check(bytes, random.nextInt(64));
        }
    }

    @Test
    void onlyWhatIsInBounds() {
        assertThat(Utf8.isValid(memory, 65536, 0, null)).isTrue();
        assertThatThrownBy(() -> Utf8.isValid(memory, 65535, 2, null)).isInstanceOf(WasmException.class).hasMessageContaining("out of bounds");
        assertThatThrownBy(() -> Utf8.isValid(memory, 0, -1, null)).isInstanceOf(WasmException.class);
    }
}
