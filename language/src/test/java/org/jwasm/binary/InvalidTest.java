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

/** Binaries that break rules of validation, with the phrases of the official test suite. */
class InvalidTest {

    private static final int[] NONE = {};
    private static final int[] ONE = {Binary.I32};
    private static final int[] TWO = {Binary.I32, Binary.I32};

    @ParameterizedTest
    @MethodSource({"modules", "expressions", "operands", "control", "indices"})
    void isToldInTheSpecsWords(String message, Binary binary) {
        WasmException error = catchThrowableOfType(WasmException.class, binary::decode);
        assertThat(error).isNotNull().hasMessageStartingWith(message);
        assertThat(error.failureType()).isEqualTo(FailureType.INVALID);
        assertThat(error).hasMessageContaining(" at offset 0x");
    }

    static Stream<Arguments> modules() {
        return Stream.of(
                        arguments("unknown type 0", Binary.module().section(3, 1, 0)),
                        arguments("size minimum must not be greater than maximum", Binary.module().section(5, 1, 1, 2, 1)),
                        arguments("memory size must be at most 65536 pages (4GiB)", Binary.module().section(5, 1, 0, 0x81, 0x80, 4)),
                        arguments("table size", Binary.module().section(4, 1, 0x70, 0, 0x80, 0x80, 0x80, 0x80, 0x10)),
                        arguments("shared memory must have maximum", Binary.module().section(5, 1, 2, 0)),
                        arguments("invalid custom page size: 2^1", Binary.module().section(5, 1, 8, 0, 1)),
                        arguments("memory size must be at most 2^48 pages", Binary.module().section(5, 1, 4, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40)),
                        arguments("memory size must be at most 2^32-1 pages of 1 byte",
                                        Binary.module().section(5, 1, 8, 0x80, 0x80, 0x80, 0x80, 0x10, 0)),
                        arguments("duplicate export name \"m\"", Binary.module().section(5, 1, 0, 0).section(7, 2, 1, 'm', 2, 0, 1,
                                        'm', 2, 0)),
                        arguments("unknown function 3", Binary.module().section(7, 1, 0, 0, 3)),
                        arguments("unknown table 0", Binary.module().section(7, 1, 0, 1, 0)),
                        arguments("unknown memory 0", Binary.module().section(7, 1, 0, 2, 0)),
                        arguments("unknown global 0", Binary.module().section(7, 1, 0, 3, 0)),
                        arguments("unknown tag 0", Binary.module().section(7, 1, 0, 4, 0)),
                        arguments("start function", Binary.signature(1).section(8, 0).section(10, 1, 2, 0, 11)),
                        arguments("unknown function 0", Binary.module().section(8, 0)),
                        arguments("unknown table 0", Binary.module().section(9, 1, 0, 0x41, 0, 11, 0)),
                        arguments("unknown function 7", Binary.module().section(9, 1, 1, 0, 1, 7)),
                        arguments("type mismatch", Binary.module().section(4, 1, 0x6F, 0, 0).section(9, 1, 0, 0x41, 0, 11, 0)),
                        arguments("unknown memory 0", Binary.module().section(11, 1, 0, 0x41, 0, 11, 0)));
    }

    static Stream<Arguments> expressions() {
        return Stream.of(
                        arguments("constant expression required", global(Binary.I32, 0x41, 0, 0x45, 11)),
                        arguments("constant expression required", global(Binary.I32, 0x20, 0, 11)),
                        arguments("constant expression required: global 0 is mutable",
                                        Binary.module().section(6, 2, Binary.I32, 1, 0x41, 0, 11, Binary.I32, 0, 0x23, 0, 11)),
                        arguments("unknown global 0", global(Binary.I32, 0x23, 0, 11)),
                        arguments("unknown function 0", global(0x70, 0xD2, 0, 11)),
                        arguments("type mismatch", global(Binary.I32, 0x42, 0, 11)),
                        arguments("type mismatch", global(Binary.I32, 11)),
                        arguments("type mismatch", global(Binary.I32, 0x41, 0, 0x41, 0, 11)),
                        arguments("type mismatch", global(0x70, 0xD0, 0x6F, 11)));
    }

    private static Binary global(int type, int... expression) {
        return Binary.module().section(6, new Binary().bytes(1, type, 0).bytes(expression));
    }

    static Stream<Arguments> operands() {
        return Stream.of(
                        arguments("type mismatch: instruction requires [i32] but stack has [i64] in i32.add",
                                        Binary.function(0, ONE, 0x41, 0, 0x42, 0, 0x6A, 11)),
                        arguments("type mismatch: instruction requires [i32] but stack has [] in i32.eqz",
                                        Binary.function(0, ONE, 0x45, 11)),
                        arguments("type mismatch: block requires [] but stack has [i32] in end", Binary.function(0, NONE, 0x41,
                                        0, 11)),
                        arguments("invalid rethrow label 0", Binary.function(0, NONE, 0x06, 0x40, 0x09, 0, 0x19, 11, 11)),
                        arguments("unknown tag 0", Binary.function(0, NONE, 0x08, 0, 11)),
                        arguments("unknown label 1", Binary.function(0, NONE, 0x1F, 0x40, 1, 2, 1, 11, 11)),
                        arguments("unknown label 1", Binary.function(0, NONE, 0x06, 0x40, 0x18, 1, 11)),
                        arguments("type mismatch", Binary.function(0, ONE, 11)),
                        arguments("type mismatch", Binary.function(0, NONE, 0x1A, 11)),
                        arguments("type mismatch: select", Binary.function(0, NONE, 0x41, 0, 0x42, 0, 0x41, 0, 0x1B, 0x1A, 11)),
                        arguments("type mismatch: select",
                                        Binary.function(0, NONE, 0xD0, 0x70, 0xD0, 0x70, 0x41, 0, 0x1B, 0x1A, 11)),
                        arguments("invalid result arity", Binary.function(0, NONE, 0x00, 0x1C, 0, 11)),
                        arguments("invalid result arity", Binary.function(0, NONE, 0x00, 0x1C, 2, 0x7F, 0x7F, 11)),
                        arguments("type mismatch", Binary.function(0, NONE, 0x41, 0, 0xD1, 0x1A, 11).section(0, 0)),
                        arguments("type mismatch", Binary.function(1, NONE, 0x42, 0, 0x21, 0, 11)),
                        arguments("immutable global", Binary.signature(0).section(6, 1, Binary.I32, 0, 0x41, 0, 11)
                                        .section(10, 1, 6, 0, 0x41, 0, 0x24, 0, 11)),
                        arguments("invalid lane index 16", Binary.function(0, NONE, 0, 0xFD, 0x15, 16, 0x1A, 11)),
                        arguments("invalid lane index 2", withMemory(0, 0xFD, 0x57, 3, 0, 2, 0x1A)),
                        arguments("invalid lane index 32",
                                        Binary.function(0, NONE, 0, 0xFD, 13, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32, 0x1A, 11)),
                        arguments("type mismatch: instruction requires [v128] but stack has [i32] in v128.not",
                                        Binary.function(0, NONE, 0x41, 0, 0xFD, 0x4D, 0x1A, 11)),
                        arguments("undeclared function reference", Binary.function(0, NONE, 0xD2, 0, 0x1A, 11)),
                        arguments("alignment must not be larger than natural", withMemory(0x41, 0, 0x28, 3, 0, 0x1A)),
                        arguments("alignment must be natural for an atomic access: 2**1, not 2**2", withMemory(0x41, 0, 0xFE, 0x10, 1, 0, 0x1A)),
                        arguments("unknown memory 1", withMemory(0x41, 0, 0x28, 0x42, 1, 0, 0x1A)),
                        arguments("offset out of range", withMemory(0x41, 0, 0x28, 2, 0x80, 0x80, 0x80, 0x80, 0x10, 0x1A)));
    }

    private static Binary withMemory(int... code) {
        Binary body = new Binary().bytes(0).bytes(code).bytes(11);
        return Binary.signature(0).section(5, 1, 0, 1).section(10, new Binary().u32(1).u32(body.toBytes().length).add(body));
    }

    static Stream<Arguments> control() {
        return Stream.of(
                        arguments("type mismatch", Binary.function(0, NONE, 0x02, Binary.I32, 11, 0x1A, 11)),
                        arguments("type mismatch: if without else", Binary.function(0, NONE, 0x41, 0, 0x04, Binary.I32, 0x41, 0, 11,
                                        0x1A, 11)),
                        arguments("type mismatch", Binary.function(0, ONE, 0x41, 0, 0x04, Binary.I32, 0x41, 0, 0x05, 0x42, 0, 11, 11)),
                        arguments("type mismatch", Binary.function(0, ONE, 0x42, 0, 0x0F, 11)),
                        arguments("type mismatch", Binary.function(0, ONE, 0x42, 0, 0x0C, 0, 11)),
                        arguments("type mismatch", Binary.function(0, NONE, 0x00, 0x42, 0, 0x45, 0x1A, 11)),
                        arguments("type mismatch: labels of",
                                        Binary.function(0, NONE, 0x02, Binary.I32, 0x41, 0, 0x41, 0, 0x0E, 1, 0, 1, 11, 0x1A, 11)),
                        arguments("type mismatch", Binary.function(0, TWO, 0x41, 0, 11)),
                        arguments("type mismatch", Binary.function(1, NONE, 0x10, 0, 11)));
    }

    static Stream<Arguments> indices() {
        return Stream.of(
                        arguments("unknown local 3", Binary.function(1, NONE, 0x20, 3, 0x1A, 11)),
                        arguments("unknown global 1", Binary.function(0, NONE, 0x23, 1, 0x1A, 11)),
                        arguments("unknown function 4", Binary.function(0, NONE, 0x10, 4, 11)),
                        arguments("unknown type 9", Binary.function(0, NONE, 0x41, 0, 0x11, 9, 0, 11)),
                        arguments("unknown type 9", Binary.function(0, NONE, 0x02, 9, 11, 11)),
                        arguments("unknown table 0", Binary.function(0, NONE, 0x41, 0, 0x11, 0, 0, 11)),
                        arguments("unknown table 0", Binary.function(0, NONE, 0x41, 0, 0x25, 0, 0x1A, 11)),
                        arguments("unknown memory 0", Binary.function(0, NONE, 0x3F, 0, 0x1A, 11)),
                        arguments("unknown label 1", Binary.function(0, NONE, 0x0C, 1, 11)),
                        arguments("unknown label 4294967295", Binary.function(0, NONE, 0x0C, 0xFF, 0xFF, 0xFF, 0xFF, 15, 11)),
                        arguments("unknown elem segment 4", Binary.function(0, NONE, 0xFC, 13, 4, 11)),
                        arguments("unknown data segment 1", Binary.signature(0).section(12, 1).section(10, 1, 5, 0, 0xFC, 9, 1, 11)
                                        .section(11, 1, 1, 0)));
    }
}
