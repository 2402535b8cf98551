// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Where an error says it is. */
class ErrorPlaceTest {

    private static Binary broken() {
        Binary bodies = new Binary().u32(2).body(Binary.END).body(0x41, 0, 0x45, Binary.END);
        return Binary.module().section(1, 1, 0x60, 0, 0).section(3, 2, 0, 0).section(10, bodies);
    }

    private static Binary names() {
        Binary functions = new Binary().u32(2).u32(0).name("first").u32(1).name("größer\n");
        return new Binary().name("name").section(0, new Binary().name("m")).section(1, functions);
    }

    @Test
    void isTheInstructionSectionAndFunction() {
        assertThatThrownBy(broken()::decode).hasMessage("type mismatch: block requires [] but stack has [i32] in end"
                        + " at offset 0x1e in section code (function 1)");
    }

    @Test
    void hasTheNameOfALaterNameSection() {
        assertThatThrownBy(broken().section(0, names())::decode).hasMessageEndingWith("(function 1 \"größer?\")");
    }

    @Test
    void countsImportedFunctions() {
        Binary binary = Binary.module().section(1, 1, 0x60, 0, 0).section(2, 1, 1, 'm', 1, 'f', 0, 0).section(3, 1, 0)
                        .section(10, new Binary().u32(1).body(0x1A, Binary.END)).section(0, names());
        assertThatThrownBy(binary::decode).hasMessageContaining("(function 1 ");
    }

    @Test
    void survivesAMalformedNameSection() {
        Binary names = new Binary().name("name").bytes(1, 200, 1, 1, 1, 50);
        assertThatThrownBy(broken().section(0, names).bytes(0, 0xFF)::decode).hasMessageEndingWith("(function 1)");
    }

    @Test
    void isTheSectionOfOtherContents() {
        assertThatThrownBy(Binary.module().section(6, 1, Binary.I32, 2, 0x41, 0, 11)::decode)
                        .hasMessage("malformed mutability at offset 0xc in section global");
        assertThatThrownBy(Binary.module().section(14)::decode).hasMessage("malformed section id 14 at offset 0x8");
    }
}
