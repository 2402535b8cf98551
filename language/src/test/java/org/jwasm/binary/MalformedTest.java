// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;

/** Bytes that are no binary, with the phrases of the official test suite. */
class MalformedTest {

    @ParameterizedTest
    @MethodSource({"headers", "sections", "contents", "functions", "numbers"})
    void isToldInTheSpecsWords(String message, Binary binary) {
        WasmException error = catchThrowableOfType(WasmException.class, binary::decode);
        assertThat(error).isNotNull().hasMessageStartingWith(message);
        assertThat(error.failureType()).isEqualTo(FailureType.MALFORMED);
        assertThat(error).hasMessageContaining(" at offset 0x");
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                        arguments("unexpected end", new Binary()),
                        arguments("unexpected end", new Binary().bytes(0, 'a', 's')),
                        arguments("unexpected end", new Binary().bytes(0, 'a', 's', 'm', 1, 0)),
                        arguments("magic header not detected", new Binary().bytes('w', 'a', 's', 'm', 1, 0, 0, 0)),
                        arguments("unknown binary version", new Binary().bytes(0, 'a', 's', 'm', 2, 0, 0, 0)));
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                        arguments("malformed section id 14", Binary.module().section(14)),
                        arguments("unexpected end of section or function", Binary.module().section(13)),
                        arguments("malformed tag attribute", Binary.module().section(1, 1, 0x60, 0, 0).section(13, 1, 1, 0)),
                        arguments("malformed catch clause", Binary.function(0, new int[0], 0x1F, 0x40, 1, 4, 0, 11, 11)),
                        arguments("END opcode expected: catch_all without try", Binary.function(0, new int[0], 0x19, 11)),
                        arguments("END opcode expected: delegate without try", Binary.function(0, new int[0], 0x02, 0x40, 0x18, 0, 11)),
                        arguments("unexpected content after last section", Binary.module().section(3, 0).section(1, 0)),
                        arguments("unexpected content after last section", Binary.module().section(1, 0).section(1, 0)),
                        arguments("unexpected content after last section", Binary.signature(0).section(3, 1, 0).section(10, 2, 2, 0, 11)),
                        arguments("length out of bounds", Binary.module().bytes(1, 5, 0)),
                        arguments("unexpected end", Binary.module().bytes(1)),
                        arguments("unexpected end", Binary.module().section(0)),
                        arguments("section size mismatch", Binary.module().section(1, 0, 0)),
                        arguments("section size mismatch", Binary.module().section(5, 2, 0, 1).section(0, 0, 1)),
                        arguments("unexpected end of section or function", Binary.module().section(1, 1, 0x60)),
                        arguments("function and code section have inconsistent lengths: 1 and 0", Binary.signature(0)),
                        arguments("function and code section have inconsistent lengths: 0 and 1",
                                        Binary.module().section(10, 1, 2, 0, 11)),
                        arguments("data count and data section have inconsistent lengths: 1 and 0", Binary.module().section(12, 1)),
                        arguments("data count and data section have inconsistent lengths: 1 and 2",
                                        Binary.module().section(12, 1).section(11, 2, 1, 0, 1, 0)));
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                        arguments("malformed definition type", Binary.module().section(1, 1, 0x40)),
                        arguments("malformed definition type", Binary.module().section(1, 1, 0x5D, 0)),
                        arguments("malformed mutability", Binary.module().section(1, 1, 0x5F, 1, Binary.I32, 2)),
                        arguments("length out of bounds", Binary.module().section(1, 1, 0x4E, 100, 0x5F, 0)),
                        arguments("malformed value type", Binary.module().section(1, 1, 0x60, 1, 0x40, 0)),
                        arguments("malformed import kind", Binary.module().section(2, 1, 0, 0, 5, 0)),
                        arguments("length out of bounds", Binary.module().section(2, 1, 9, 'a')),
                        arguments("malformed UTF-8 encoding", Binary.module().section(2, 1, 1, 0xFF, 0, 3, Binary.I32, 0)),
                        arguments("malformed UTF-8 encoding", Binary.module().section(0, 3, 0xED, 0xA0, 0x80)),
                        arguments("malformed UTF-8 encoding", Binary.module().section(0, 2, 0xC0, 0x80)),
                        arguments("malformed mutability", Binary.module().section(6, 1, Binary.I32, 2, 0x41, 0, 11)),
                        arguments("malformed reference type", Binary.module().section(4, 1, Binary.I32, 0, 0)),
                        arguments("malformed limits flags", Binary.module().section(5, 1, 0x10, 0)),
                        arguments("malformed limits flags", Binary.module().section(4, 1, 0x70, 8, 0, 0)),
                        arguments("malformed limits flags", Binary.module().section(4, 1, 0x70, 2, 0)),
                        arguments("invalid custom page size", Binary.module().section(5, 1, 8, 0, 64)),
                        arguments("malformed export kind", Binary.module().section(7, 1, 1, 'a', 5, 0)),
                        arguments("malformed elements segment kind", Binary.module().section(9, 1, 8)),
                        arguments("malformed element kind", Binary.module().section(9, 1, 1, 1, 0)),
                        arguments("malformed data segment kind", Binary.module().section(11, 1, 3)),
                        arguments("unexpected end of section or function", Binary.module().section(11, 1, 1, 5, 0)),
                        arguments("unexpected end of section or function", Binary.module().section(6, 1, Binary.I32, 0, 0x41, 0)
                                        .section(10, 0)));
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                        arguments("illegal opcode ff", Binary.function(0, new int[0], 0xFF, 11)),
                        arguments("illegal opcode fc 7f", Binary.function(0, new int[0], 0xFC, 0x7F, 11)),
                        arguments("illegal opcode fd 114", Binary.function(0, new int[0], 0xFD, 0x94, 2, 11)),
                        arguments("unexpected end", Binary.signature(0).section(10, 1, 7, 0, 0xFD, 12, 1, 2, 3, 11)),
                        arguments("malformed cast flags", Binary.function(0, new int[0], 0xFB, 0x18, 4, 0, 0x6E, 0x6E, 11)),
                        arguments("END opcode expected", Binary.signature(0).section(10, 1, 2, 0, 1).section(0, 0)),
                        arguments("END opcode expected", Binary.function(0, new int[0], 0x02, 0x40, 0x05, 11, 11)),
                        arguments("unexpected end of section or function", Binary.signature(0).section(10, 1, 2, 0, 1)),
                        arguments("unexpected end of section or function", Binary.signature(0).section(10, 1, 3, 0, 11)),
                        arguments("section size mismatch", Binary.function(0, new int[0], 11, 1)),
                        arguments("too many locals", Binary.signature(0).section(10, 1, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 15, Binary.I32, 11)),
                        arguments("malformed block type", Binary.function(0, new int[0], 0x02, 0x41, 11, 11)),
                        arguments("malformed memop flags", Binary.function(0, new int[0], 0x41, 0, 0x28, 0x80, 1, 0, 0x1A, 11)),
                        arguments("malformed heap type", Binary.function(0, new int[0], 0xD0, 0x40, 0x1A, 11)),
                        arguments("data count section required", Binary.function(0, new int[0], 0xFC, 9, 0, 11)));
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                        arguments("integer representation too long", Binary.module().section(1, 0x80, 0x80, 0x80, 0x80, 0x80, 0)),
                        arguments("integer too large", Binary.module().section(1, 0x80, 0x80, 0x80, 0x80, 0x10)),
                        arguments("integer too large",
                                        Binary.function(0, new int[0], 0x41, 0x80, 0x80, 0x80, 0x80, 0x70 ^ 0x10, 0x1A, 11)),
                        arguments("integer representation too long",
                                        Binary.function(0, new int[0], 0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x1A, 11)),
                        arguments("integer too large", Binary.function(0, new int[0],
                                        0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01, 0x1A, 11)));
    }
}
