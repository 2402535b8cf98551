// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.runtime.WasmMemory;
import org.jwasm.wit.PrimitiveType;

import com.oracle.truffle.api.nodes.Node;

/** The types of one core value that mean no more than the number. Spec: Canonical ABI, Loading; Flat Lifting. */
final class Scalars {

    private static final int CANONICAL_NAN_32 = 0x7FC0_0000;
    private static final long CANONICAL_NAN_64 = 0x7FF8_0000_0000_0000L;
    private static final int LAST_CHARACTER = 0x10FFFF;

    private Scalars() {
    }

    /** The value that a core value stands for, in the bits of a core value. {@code char}s are not checked. */
    static long normalize(PrimitiveType type, long bits) {
        return switch (type) {
            case BOOL -> (int) bits != 0 ? 1 : 0;
            case S8 -> (byte) bits;
            case U8 -> bits & 0xFF;
            case S16 -> (short) bits;
            case U16 -> bits & 0xFFFF;
            case S32, U32, CHAR -> (int) bits;
            case S64, U64 -> bits;
            case F32 -> canonical32((int) bits);
            case F64 -> canonical64(bits);
            case STRING -> throw new IllegalArgumentException();
        };
    }

    static int canonical32(int bits) {
        return Float.isNaN(Float.intBitsToFloat(bits)) ? CANONICAL_NAN_32 : bits;
    }

    static long canonical64(long bits) {
        return Double.isNaN(Double.longBitsToDouble(bits)) ? CANONICAL_NAN_64 : bits;
    }

    static boolean isCharacter(int code) {
        return code >= 0 && code <= LAST_CHARACTER && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE);
    }

    /** The bits at an address that was checked. */
    static long load(PrimitiveType type, WasmMemory memory, long address, Node location) {
        return switch (type) {
            case BOOL -> memory.loadByte(address, location) != 0 ? 1 : 0;
            case S8, U8 -> memory.loadByte(address, location);
            case S16, U16 -> memory.loadShort(address, location);
            case S32, U32, F32, CHAR -> memory.loadInt(address, location);
            case S64, U64, F64 -> memory.loadLong(address, location);
            case STRING -> throw new IllegalArgumentException();
        };
    }

    /** Stores bits at an address that was checked. */
    static void store(PrimitiveType type, WasmMemory memory, long address, long bits, Node location) {
        switch (type) {
            case BOOL, S8, U8 -> memory.storeByte(address, (byte) bits, location);
            case S16, U16 -> memory.storeShort(address, (short) bits, location);
            case S32, U32, F32, CHAR -> memory.storeInt(address, (int) bits, location);
            case S64, U64, F64 -> memory.storeLong(address, bits, location);
            case STRING -> throw new IllegalArgumentException();
        }
    }

    /** An unsigned number of 1, 2 or 4 bytes. */
    static int loadUnsigned(WasmMemory memory, long address, int size, Node location) {
        return switch (size) {
            case 1 -> memory.loadByte(address, location) & 0xFF;
            case 2 -> memory.loadShort(address, location) & 0xFFFF;
            default -> memory.loadInt(address, location);
        };
    }

    static void storeUnsigned(WasmMemory memory, long address, int value, int size, Node location) {
        switch (size) {
            case 1 -> memory.storeByte(address, (byte) value, location);
            case 2 -> memory.storeShort(address, (short) value, location);
            default -> memory.storeInt(address, value, location);
        }
    }
}
