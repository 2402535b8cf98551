// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jwasm.runtime.WasmException;

/** Whatever the bytes, decoding gives a module or a module error with a place. */
class RandomBytesTest {

    private static final DecoderOptions ALL = DecoderOptions.DEFAULT.withFeatures(DecoderOptions.IMPLEMENTED);
    private static final byte[] SEED = Binary.module().section(1, 2, 0x60, 1, Binary.I32, 1, Binary.I32, 0x60, 0, 2, Binary.I32, Binary.I64)
                    .section(2, new Binary().u32(1).name("m").name("f").bytes(0, 0)).section(3, 2, 0, 1).section(4, 1, 0x70, 0, 4)
                    .section(5, 1, 1, 1, 2).section(6, 1, Binary.I32, 1, 0x41, 5, 0x41, 1, 0x6A, 11)
                    .section(7, new Binary().u32(1).name("g").bytes(3, 0))
                    .section(9, 2, 0, 0x41, 1, 11, 1, 0, 5, 0x70, 1, 0xD0, 0x70, 11).section(12, 1)
                    .section(10, new Binary().u32(2)
                                    .body(0x02, 0x40, 0x20, 0, 0x0E, 1, 0, 0, 11, 0x20, 0, 0x04, Binary.I32, 0x41, 1, 0x05, 0x20, 0,
                                                    0x28, 2, 0, 11,
                                                    0x03, 0, 0x10, 0, 11, 0x41, 0, 0x11, 0, 0, 11)
                                    .body(0x41, 0, 0x42, 0, 0x02, 1, 0x00, 11, 0x1A, 0x1A, 0x41, 0, 0x41, 0, 0x41, 0, 0xFC, 8, 0, 0, 11))
                    .section(11, 1, 1, 2, 8, 9).section(0, new Binary().name("name").section(1,
                                    new Binary().u32(1).u32(1).name("run"))).toBytes();

    /** Structures with descriptors and what code does with them. */
    private static final byte[] DESCRIPTORS = Binary.module().section(1, 3, 0x4E, 3, 0x50, 0, 0x4D, 1, 0x5F, 1, Binary.I32, 1, 0x50, 0, 0x4C, 0,
                    0x4D, 2, 0x5F, 0, 0x50, 0, 0x4C, 1, 0x5F, 0, 0x4E, 3, 0x50, 1, 0, 0x4D, 4, 0x5F, 1, Binary.I32, 1, 0x50, 1, 1, 0x4C, 3, 0x4D, 5, 0x5F, 0,
                    0x50, 1, 2, 0x4C, 4, 0x5F, 0, 0x60, 1, 0x63, 0x62, 1, 1, 0x64, 0x62, 0)
                    .section(2, new Binary().u32(1).name("m").name("f").bytes(0x20, 6)).section(3, 1, 6)
                    .section(10, new Binary().u32(1).body(0x20, 0, 0xFB, 33, 0, 0x20, 0, 0xFB, 35, 0x62, 0, 0x20, 0, 0xFB, 37, 0, 0, 0x6E, 0x62, 0,
                                    0x1A, 0x20, 0, 0xFB, 33, 0, 0xFB, 34, 0, 0xFB, 33, 0, 11)).toBytes();

    @Property(tries = 2000)
    void sectionsOfRandomBytes(@ForAll @IntRange(max = 14) int id, @ForAll @Size(max = 64) byte[] content) {
        Binary binary = new Binary();
        for (byte b : content) {
            binary.bytes(b);
        }
        check(Binary.signature(1, Binary.I32).section(id, binary).toBytes());
    }

    @Property(tries = 2000)
    void randomBodies(@ForAll @Size(max = 64) byte[] code) {
        int[] body = new int[code.length];
        for (int i = 0; i < code.length; i++) {
            body[i] = code[i];
        }
        check(Binary.function(1, new int[]{Binary.I32}, body).toBytes());
    }

    @Example
    void theSeedsAreValid() {
        assertThat(ModuleDecoder.decode("seed", SEED, ALL).functionCount()).isEqualTo(3);
        assertThat(ModuleDecoder.decode("descriptors", DESCRIPTORS, ALL).functionCount()).isEqualTo(2);
    }

    @Property(tries = 4000)
    void mutatedModules(@ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> places,
                    @ForAll @Size(min = 4, max = 4) byte[] values, @ForAll @IntRange(max = 400) int length) {
        byte[] seed = length % 2 == 0 ? SEED : DESCRIPTORS;
        byte[] bytes = Arrays.copyOf(seed, length < 100 ? Math.min(seed.length, 20 + length) : seed.length);
        for (int i = 0; i < places.size(); i++) {
            bytes[8 + places.get(i) % (bytes.length - 8)] = values[i];
        }
        check(bytes);
    }

    private static void check(byte[] bytes) {
        try {
            ModuleDecoder.decode("random", bytes, ALL).names();
        } catch (WasmException e) {
            assertThat(e.failureType().isModuleError()).isTrue();
            assertThat(e.getMessage()).contains(" at offset 0x");
        }
    }
}
