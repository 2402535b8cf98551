// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a guest's output a terminal gets. */
class TerminalOutputTest {

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    private String shown(boolean raw, byte[]... writes) throws CapabilityException {
        OutputStreamCapability output = OutputStreamCapability.ofTerminal(terminal, raw);
        assertThat(output.isTerminal()).isTrue();
        for (byte[] bytes : writes) {
            output.write(bytes, 0, bytes.length);
        }
        output.revoke();
        return terminal.toString(StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void textIsLeftAlone() throws CapabilityException {
        String text = "plain\ttext\r\n\u00e9\u4e2d\ud83d\ude00\n";
        assertThat(shown(false, utf8(text))).isEqualTo(text);
    }

    @Test
    void controlCharactersAreShown() throws CapabilityException {
        assertThat(shown(false, utf8("\u001b[2J\u001b]0;title\u0007\b\u0000\u007f"))).isEqualTo("\u241b[2J\u241b]0;title\u2407\u2408\u2400\u2421");
    }

    /** Terminals take these for the beginnings of sequences as well. */
    @Test
    void controlsOfTheUpperHalf() throws CapabilityException {
        assertThat(shown(false, utf8("a\u009b2J\u0085\u009d"))).isEqualTo("a\ufffd2J\ufffd\ufffd");
        assertThat(shown(false, new byte[]{(byte) 0x9b, '3', 'J'})).isEqualTo("a\ufffd2J\ufffd\ufffd\ufffd3J");
    }

    @Test
    void whatIsNoText() throws CapabilityException {
        assertThat(shown(false, new byte[]{'x', (byte) 0xff, (byte) 0xc0, (byte) 0x9b, 'y'})).isEqualTo("x\ufffd\ufffd\ufffdy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "\u4e2d", "\ud83d\ude00", "a\ud83d\ude00\u00e9b\u4e2d"})
    void charactersInPieces(String text) throws CapabilityException {
        byte[] bytes = utf8(text);
        byte[][] single = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            single[i] = new byte[]{bytes[i]};
        }
        assertThat(shown(false, single)).isEqualTo(text);
    }

    /** A start without its rest doesn't swallow what follows, nor does it hide an escape. */
    @Test
    void startsWithoutRest() throws CapabilityException {
        assertThat(shown(false, new byte[]{(byte) 0xe4, (byte) 0xb8}, utf8("\u001b[H"))).isEqualTo("\ufffd\u241b[H");
    }

    @Test
    void rawIfAskedFor() throws CapabilityException {
        assertThat(shown(true, utf8("\u001b[2J"), new byte[]{'x', (byte) 0xff})).startsWith("\u001b[2Jx");
        assertThat(terminal.toByteArray()).endsWith((byte) 0xff);
    }

    @Test
    void whatIsNoTerminalGetsAll() throws CapabilityException {
        OutputStreamCapability output = OutputStreamCapability.of(terminal);
        byte[] bytes = utf8("\u001b[2J\u0000");
        output.write(bytes, 0, bytes.length);
        assertThat(terminal.toByteArray()).isEqualTo(bytes);
    }
}
