// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.structure.Module;

/** Type sections that are made to be slow to load. */
class HostileTypesTest {

    private static final int GROUPS = 11_112;
    private static final int GROUP = 9;
    private static final int PAIRS = 14;
    /** By these codes, 4 * index + 2 * nullable + mutable, both pairs of fields are the same to 31 * first + second. */
    private static final int[][] FIELDS = {{4, 1}, {3, 32}};

    /** Groups of empty structures and one that refers to them by pairs of fields, different for each group. */
    private static Binary groups() {
        Binary section = new Binary().u32(GROUPS);
        for (int group = 0; group < GROUPS; group++) {
            section.bytes(0x4E, GROUP);
            for (int i = 0; i < GROUP - 1; i++) {
                section.bytes(0x5F, 0);
            }
            section.bytes(0x5F, 2 * PAIRS);
            for (int i = 0; i < PAIRS; i++) {
                for (int code : FIELDS[group >> i & 1]) {
                    int index = group * GROUP + code / 4;
                    // Three bytes, as the index is signed.
                    section.bytes((code & 2) != 0 ? 0x63 : 0x64, index & 0x7F | 0x80, index >> 7 & 0x7F | 0x80, index >> 14, code & 1);
                }
            }
        }
        return Binary.module().section(1, section);
    }

    /** Most of a minute with a hash that can be foreseen. */
    @Test
    @Timeout(20)
    void typesOfOneHash() {
        Module module = groups().decode();
        assertThat(module.typeCount()).isEqualTo(GROUPS * GROUP);
        assertThat(module.type(GROUP - 1)).isNotSameAs(module.type(2 * GROUP - 1));
        assertThat(groups().decode().type(GROUP - 1)).isSameAs(module.type(GROUP - 1));
    }
}
