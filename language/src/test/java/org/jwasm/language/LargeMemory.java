// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.Arrays;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/**
 * A program for a JVM of its own with {@link #HEAP} of heap: memories of 4 GiB and more, and what happens beyond. It prints
 * a line for each thing that is not as it should be, and "done".
 */
final class LargeMemory {

    static final String HEAP = "6g";
    private static final long GIB = 1L << 30;
    private static final int TRANSFER = 1 << 26;

    private static final String MODULE = """
                    (module (memory (export "memory") ADDRESS 1)
                      (func (export "grow") (param ADDRESS) (result ADDRESS) (memory.grow (local.get 0)))
                      (func (export "size") (result ADDRESS) (memory.size))
                      (func (export "load8") (param ADDRESS) (result i32) (i32.load8_u (local.get 0)))
                      (func (export "load16") (param ADDRESS) (result i32) (i32.load16_u offset=1 (local.get 0)))
                      (func (export "load32") (param ADDRESS) (result i32) (i32.load offset=0xFFFF_FFFF (local.get 0)))
                      (func (export "load64") (param ADDRESS) (result i64) (i64.load (local.get 0)))
                      (func (export "store64") (param ADDRESS i64) (i64.store (local.get 0) (local.get 1)))
                      (func (export "atomic") (param ADDRESS i64) (result i64) (i64.atomic.rmw.add (local.get 0) (local.get 1)))
                      (func (export "fill") (param ADDRESS i32 ADDRESS) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
                      (func (export "copy") (param ADDRESS ADDRESS ADDRESS) (memory.copy (local.get 0) (local.get 1) (local.get 2))))""";

    private LargeMemory() {
    }

    /** @param arguments the address type */
    public static void main(String[] arguments) {
        try (Context context = Context.newBuilder("wasm").allowExperimentalOptions(true).build()) {
            if (arguments[0].equals("i64")) {
                goesBeyondFourGibibytes(exports(context, "i64"));
            } else {
                Value exports = exports(context, "i32");
                reachesFourGibibytes(exports);
                accessesStraddleBoundaries(exports);
                hostMemoryCanRunOut(exports(context, "i32"), exports);
            }
        }
        System.out.println("done");
    }

    private static Value exports(Context context, String addressType) {
        return Wat.exports(context, MODULE.replace("ADDRESS", addressType));
    }

    private static void expect(String what, long expected, Value actual) {
        if (actual.asLong() != expected) {
            System.out.println(what + ": expected " + expected + ", got " + actual);
        }
    }

    private static void expectTrap(String what, Runnable access) {
        try {
            access.run();
            System.out.println(what + " does not trap");
        } catch (PolyglotException e) {
            if (!"out of bounds memory access".equals(e.getMessage())) {
                System.out.println(what + ": " + e);
            }
        }
    }

    private static void reachesFourGibibytes(Value exports) {
        expect("growth", 1, exports.invokeMember("grow", 65535));
        expect("size", 65536, exports.invokeMember("size"));
        expect("growth beyond", -1, exports.invokeMember("grow", 1));
        expect("growth by 2^32-1", -1, exports.invokeMember("grow", -1));
        Value memory = exports.getMember("memory");
        byte[] bytes = new byte[TRANSFER];
        byte[] zeros = new byte[TRANSFER];
        for (long at = 0; at < 4 * GIB; at += TRANSFER) {
            memory.readBuffer(at, bytes, 0, TRANSFER);
            if (!Arrays.equals(bytes, zeros)) {
                System.out.println("not zeroed somewhere behind " + at);
            }
        }
    }

    private static void accessesStraddleBoundaries(Value exports) {
        // Boundaries of Java's arrays, and those where signs change.
        for (long boundary : new long[]{2 * GIB, 2 * GIB - 65536, 3 * GIB - 65536, 3 * GIB}) {
            for (int before = 0; before <= 8; before++) {
                int address = (int) (boundary - before);
                exports.invokeMember("store64", address, 0x1122334455667788L + before);
                expect("load at boundary " + boundary + " - " + before, 0x1122334455667788L + before, exports.invokeMember("load64", address));
                expect("byte behind", 0x11, exports.invokeMember("load8", address + 7));
                expect("two bytes behind", 0x1122, exports.invokeMember("load16", address + 5));
            }
            exports.invokeMember("fill", (int) boundary - 100, 0xAB, 200);
            exports.invokeMember("copy", (int) boundary - 103, (int) boundary - 100, 150);
            expect("copied", 0xAB, exports.invokeMember("load8", (int) boundary - 103));
            expect("not filled", 0, exports.invokeMember("load8", (int) boundary + 100));
            exports.invokeMember("store64", (int) boundary, 5L);
            expect("atomic", 5, exports.invokeMember("atomic", (int) boundary, 6L));
            expect("added", 11, exports.invokeMember("load64", (int) boundary));
        }
        exports.invokeMember("store64", -8, -2L);
        expect("last bytes", -2, exports.invokeMember("load64", -8));
        expect("last byte", 0xFF, exports.invokeMember("load8", -1));
        expectTrap("load at the end", () -> exports.invokeMember("load64", -7));
        expectTrap("store at the end", () -> exports.invokeMember("store64", -1, 1L));
        expectTrap("load with offset", () -> exports.invokeMember("load16", -2));
        expectTrap("load with a large offset", () -> exports.invokeMember("load32", 0));
        expectTrap("fill", () -> exports.invokeMember("fill", -4, 1, 5));
        expectTrap("copy", () -> exports.invokeMember("copy", 0, -4, 5));
        expect("what trapped did nothing", -2, exports.invokeMember("load64", -8));
    }

    private static void hostMemoryCanRunOut(Value second, Value first) {
        second.invokeMember("store64", 8, 99L);
        expect("growth that the host has no memory for", -1, second.invokeMember("grow", 65535));
        expect("size", 1, second.invokeMember("size"));
        expect("content", 99, second.invokeMember("load64", 8));
        expect("small growth", 1, second.invokeMember("grow", 1));
        expect("the other memory", -2, first.invokeMember("load64", -8));
    }

    private static void goesBeyondFourGibibytes(Value exports) {
        expect("growth of 1 EiB", -1, exports.invokeMember("grow", 1L << 44));
        expect("growth of 2^64 pages", -1, exports.invokeMember("grow", -1L));
        expect("growth", 1, exports.invokeMember("grow", 68 * 1024L - 1));
        long size = 68 * 1024L * 65536;
        for (long address : new long[]{4 * GIB - 4, 4 * GIB, size - 8}) {
            exports.invokeMember("store64", address, address);
            expect("load", address, exports.invokeMember("load64", address));
        }
        exports.invokeMember("fill", 4 * GIB + 1, 1, 0xFFFFL);
        expect("load with an offset of 2^32-1", 0x01010101, exports.invokeMember("load32", 8L));
        expectTrap("load behind the end", () -> exports.invokeMember("load64", size - 7));
        expectTrap("load at 2^63", () -> exports.invokeMember("load64", Long.MIN_VALUE));
        expectTrap("load at 2^64 - 8", () -> exports.invokeMember("load64", -8L));
        expectTrap("sum above 2^64", () -> exports.invokeMember("load32", -16L));
        expectTrap("atomic behind the end", () -> exports.invokeMember("atomic", size, 1L));
    }
}
