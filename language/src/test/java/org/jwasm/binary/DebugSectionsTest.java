// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebugSectionsTest {

    private static final byte[] MAGIC = {0, 'a', 's', 'm', 1, 0, 0, 0};
    /** Small files are read as a whole. */
    private static final int LARGE = 3 << 16;
    private static final int TYPES = 1;
    private static final int DATA = 11;

    @TempDir
    private Path directory;

    private static byte[] number(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        for (; rest > 0x7F; rest >>>= 7) {
            out.write(rest & 0x7F | 0x80);
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] section(int id, byte[] content) {
        return join(new byte[]{(byte) id}, number(content.length), content);
    }

    private static byte[] custom(String name, int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        byte[] letters = name.getBytes(StandardCharsets.ISO_8859_1);
        return section(0, join(number(letters.length), letters, content));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private byte[] read(byte[] file) throws IOException {
        return FileBytes.readForRunning(Files.write(directory.resolve("file"), file)).array();
    }

    @Test
    void whatOnlyDebuggersReadIsLeftOut() throws IOException {
        byte[] types = section(TYPES, new byte[]{0});
        byte[] data = section(DATA, new byte[]{0});
        byte[] before = custom("before", 10);
        byte[] names = custom("name", 70000);
        byte[] producers = custom("producers", 3);
        byte[] file = join(MAGIC, types, before, data, custom(".debug_info", LARGE), names, custom(".debug_line", 200), custom(".debug_str", 20_000), producers);
        assertThat(read(file)).isEqualTo(join(MAGIC, types, before, data, names, producers));
        assertThat(read(join(MAGIC, types, data, names, custom(".debug_info", LARGE)))).isEqualTo(join(MAGIC, types, data, names));
        assertThat(FileBytes.read(Files.write(directory.resolve("whole"), file)).array()).isEqualTo(file);
    }

    /** Offsets in messages are those in the file. */
    @Test
    void nothingMovesThatIsNoCustomSection() throws IOException {
        byte[] early = custom(".debug_info", LARGE);
        byte[] types = section(TYPES, new byte[]{0});
        byte[] data = section(DATA, new byte[]{0});
        assertThat(read(join(MAGIC, early, types, data))).isEqualTo(join(MAGIC, early, types, data));
        assertThat(read(join(MAGIC, types, early, data, custom(".debug_str", 5)))).isEqualTo(join(MAGIC, types, early, data));
    }

    @Test
    void ofWhatIsMalformedAllIsRead() throws IOException {
        byte[] data = section(DATA, new byte[]{0});
        byte[] debug = custom(".debug_info", LARGE);
        byte[] longer = section(0, new byte[]{11, '.', 'd', 'e', 'b', 'u', 'g', '_', 'x'});
        byte[] tooLong = {0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1};
        for (byte[] end : new byte[][]{{0}, {0, 5, 1}, {0, (byte) 0x80}, tooLong}) {
            byte[] file = join(MAGIC, data, debug, end);
            assertThat(read(file)).isEqualTo(file);
        }
        for (byte[] kept : new byte[][]{longer, custom(".debug_\u00FF", 5), custom(".debug", 5), custom("", 0), custom(".debug_" + "x".repeat(100), 3)}) {
            assertThat(read(join(MAGIC, data, debug, kept))).isEqualTo(join(MAGIC, data, kept));
        }
        byte[] no = join(new byte[]{'n', 'o', ' ', 'm', 'o', 'd', 'u', 'l', 'e'}, debug);
        assertThat(read(no)).isEqualTo(no);
    }

    @Test
    void whatIsKnownOfTheWholeFileDoesNotHoldForThePart() throws IOException {
        assertThat(FileBytes.identity("1:2 state", "1:2 state", true)).isEqualTo("1:2 state");
        assertThat(FileBytes.identity("1:2 state", "1:2 state", false)).isNotEqualTo("1:2 state").endsWith("1:2 state");
        assertThat(FileBytes.identity("1:2 state", "1:2 later", false)).as("changed while it was read").isNull();
        assertThat(FileBytes.identity(null, null, false)).isNull();
        Path settled = Path.of(System.getProperty("java.home"), "lib/modules");
        assertThat(FileBytes.readForRunning(settled).identity()).isEqualTo(FileBytes.read(settled).identity());
    }
}
