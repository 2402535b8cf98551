// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.nodes.Node;

/**
 * Memory instructions as compiled code calls them: the operands, the offset, and the memory. Small methods, so that the
 * compilers of HotSpot inline them. Offsets are of 64 bits only where they must be. Spec: Execution, Memory Instructions.
 */
public final class CompiledMemory {

    private static final long UNSIGNED = 0xFFFFFFFFL;
    private static final Node HERE = CompiledFrames.HERE;

    private CompiledMemory() {
    }

    private static long effective(long address, long offset) {
        long sum = address + offset;
        return Long.compareUnsigned(sum, offset) < 0 ? -1 : sum;
    }

    public static int i32Load(int address, int offset, WasmMemory memory) {
        return memory.loadInt((address & UNSIGNED) + offset, HERE);
    }

    public static int i32Load(int address, long offset, WasmMemory memory) {
        return memory.loadInt((address & UNSIGNED) + offset, HERE);
    }

    public static int i32Load(long address, long offset, WasmMemory memory) {
        return memory.loadInt(effective(address, offset), HERE);
    }

    public static long i64Load(int address, int offset, WasmMemory memory) {
        return memory.loadLong((address & UNSIGNED) + offset, HERE);
    }

    public static long i64Load(int address, long offset, WasmMemory memory) {
        return memory.loadLong((address & UNSIGNED) + offset, HERE);
    }

    public static long i64Load(long address, long offset, WasmMemory memory) {
        return memory.loadLong(effective(address, offset), HERE);
    }

    public static float f32Load(int address, int offset, WasmMemory memory) {
        return memory.loadFloat((address & UNSIGNED) + offset, HERE);
    }

    public static float f32Load(int address, long offset, WasmMemory memory) {
        return memory.loadFloat((address & UNSIGNED) + offset, HERE);
    }

    public static float f32Load(long address, long offset, WasmMemory memory) {
        return memory.loadFloat(effective(address, offset), HERE);
    }

    public static double f64Load(int address, int offset, WasmMemory memory) {
        return memory.loadDouble((address & UNSIGNED) + offset, HERE);
    }

    public static double f64Load(int address, long offset, WasmMemory memory) {
        return memory.loadDouble((address & UNSIGNED) + offset, HERE);
    }

    public static double f64Load(long address, long offset, WasmMemory memory) {
        return memory.loadDouble(effective(address, offset), HERE);
    }

    public static int i32Load8S(int address, int offset, WasmMemory memory) {
        return memory.loadByte((address & UNSIGNED) + offset, HERE);
    }

    public static int i32Load8S(int address, long offset, WasmMemory memory) {
        return memory.loadByte((address & UNSIGNED) + offset, HERE);
    }

    public static int i32Load8S(long address, long offset, WasmMemory memory) {
        return memory.loadByte(effective(address, offset), HERE);
    }

    public static int i32Load8U(int address, int offset, WasmMemory memory) {
        return memory.loadByte((address & UNSIGNED) + offset, HERE) & 0xFF;
    }

    public static int i32Load8U(int address, long offset, WasmMemory memory) {
        return memory.loadByte((address & UNSIGNED) + offset, HERE) & 0xFF;
    }

    public static int i32Load8U(long address, long offset, WasmMemory memory) {
        return memory.loadByte(effective(address, offset), HERE) & 0xFF;
    }

    public static int i32Load16S(int address, int offset, WasmMemory memory) {
        return memory.loadShort((address & UNSIGNED) + offset, HERE);
    }

    public static int i32Load16S(int address, long offset, WasmMemory memory) {
        return memory.loadShort((address & UNSIGNED) + offset, HERE);
    }

    public static int i32Load16S(long address, long offset, WasmMemory memory) {
        return memory.loadShort(effective(address, offset), HERE);
    }

    public static int i32Load16U(int address, int offset, WasmMemory memory) {
        return memory.loadShort((address & UNSIGNED) + offset, HERE) & 0xFFFF;
    }

    public static int i32Load16U(int address, long offset, WasmMemory memory) {
        return memory.loadShort((address & UNSIGNED) + offset, HERE) & 0xFFFF;
    }

    public static int i32Load16U(long address, long offset, WasmMemory memory) {
        return memory.loadShort(effective(address, offset), HERE) & 0xFFFF;
    }

    public static long i64Load8S(int address, int offset, WasmMemory memory) {
        return memory.loadByte((address & UNSIGNED) + offset, HERE);
    }

    public static long i64Load8S(int address, long offset, WasmMemory memory) {
        return memory.loadByte((address & UNSIGNED) + offset, HERE);
    }

    public static long i64Load8S(long address, long offset, WasmMemory memory) {
        return memory.loadByte(effective(address, offset), HERE);
    }

    public static long i64Load8U(int address, int offset, WasmMemory memory) {
        return memory.loadByte((address & UNSIGNED) + offset, HERE) & 0xFFL;
    }

    public static long i64Load8U(int address, long offset, WasmMemory memory) {
        return memory.loadByte((address & UNSIGNED) + offset, HERE) & 0xFFL;
    }

    public static long i64Load8U(long address, long offset, WasmMemory memory) {
        return memory.loadByte(effective(address, offset), HERE) & 0xFFL;
    }

    public static long i64Load16S(int address, int offset, WasmMemory memory) {
        return memory.loadShort((address & UNSIGNED) + offset, HERE);
    }

    public static long i64Load16S(int address, long offset, WasmMemory memory) {
        return memory.loadShort((address & UNSIGNED) + offset, HERE);
    }

    public static long i64Load16S(long address, long offset, WasmMemory memory) {
        return memory.loadShort(effective(address, offset), HERE);
    }

    public static long i64Load16U(int address, int offset, WasmMemory memory) {
        return memory.loadShort((address & UNSIGNED) + offset, HERE) & 0xFFFFL;
    }

    public static long i64Load16U(int address, long offset, WasmMemory memory) {
        return memory.loadShort((address & UNSIGNED) + offset, HERE) & 0xFFFFL;
    }

    public static long i64Load16U(long address, long offset, WasmMemory memory) {
        return memory.loadShort(effective(address, offset), HERE) & 0xFFFFL;
    }

    public static long i64Load32S(int address, int offset, WasmMemory memory) {
        return memory.loadInt((address & UNSIGNED) + offset, HERE);
    }

    public static long i64Load32S(int address, long offset, WasmMemory memory) {
        return memory.loadInt((address & UNSIGNED) + offset, HERE);
    }

    public static long i64Load32S(long address, long offset, WasmMemory memory) {
        return memory.loadInt(effective(address, offset), HERE);
    }

    public static long i64Load32U(int address, int offset, WasmMemory memory) {
        return memory.loadInt((address & UNSIGNED) + offset, HERE) & 0xFFFFFFFFL;
    }

    public static long i64Load32U(int address, long offset, WasmMemory memory) {
        return memory.loadInt((address & UNSIGNED) + offset, HERE) & 0xFFFFFFFFL;
    }

    public static long i64Load32U(long address, long offset, WasmMemory memory) {
        return memory.loadInt(effective(address, offset), HERE) & 0xFFFFFFFFL;
    }

    public static long v128LoadLow(int address, long offset, WasmMemory memory) {
        return memory.loadLowHalf((address & UNSIGNED) + offset, HERE);
    }

    public static long v128LoadLow(long address, long offset, WasmMemory memory) {
        return memory.loadLowHalf(effective(address, offset), HERE);
    }

    public static long v128LoadHigh(int address, long offset, WasmMemory memory) {
        return memory.loadHighHalf((address & UNSIGNED) + offset, HERE);
    }

    public static long v128LoadHigh(long address, long offset, WasmMemory memory) {
        return memory.loadHighHalf(effective(address, offset), HERE);
    }

    public static void v128Store(int address, long low, long high, long offset, WasmMemory memory) {
        memory.storeHalves((address & UNSIGNED) + offset, low, high, HERE);
    }

    public static void v128Store(long address, long low, long high, long offset, WasmMemory memory) {
        memory.storeHalves(effective(address, offset), low, high, HERE);
    }

    public static void i32Store(int address, int value, int offset, WasmMemory memory) {
        memory.storeInt((address & UNSIGNED) + offset, value, HERE);
    }

    public static void i32Store(int address, int value, long offset, WasmMemory memory) {
        memory.storeInt((address & UNSIGNED) + offset, value, HERE);
    }

    public static void i32Store(long address, int value, long offset, WasmMemory memory) {
        memory.storeInt(effective(address, offset), value, HERE);
    }

    public static void i64Store(int address, long value, int offset, WasmMemory memory) {
        memory.storeLong((address & UNSIGNED) + offset, value, HERE);
    }

    public static void i64Store(int address, long value, long offset, WasmMemory memory) {
        memory.storeLong((address & UNSIGNED) + offset, value, HERE);
    }

    public static void i64Store(long address, long value, long offset, WasmMemory memory) {
        memory.storeLong(effective(address, offset), value, HERE);
    }

    public static void f32Store(int address, float value, int offset, WasmMemory memory) {
        memory.storeFloat((address & UNSIGNED) + offset, value, HERE);
    }

    public static void f32Store(int address, float value, long offset, WasmMemory memory) {
        memory.storeFloat((address & UNSIGNED) + offset, value, HERE);
    }

    public static void f32Store(long address, float value, long offset, WasmMemory memory) {
        memory.storeFloat(effective(address, offset), value, HERE);
    }

    public static void f64Store(int address, double value, int offset, WasmMemory memory) {
        memory.storeDouble((address & UNSIGNED) + offset, value, HERE);
    }

    public static void f64Store(int address, double value, long offset, WasmMemory memory) {
        memory.storeDouble((address & UNSIGNED) + offset, value, HERE);
    }

    public static void f64Store(long address, double value, long offset, WasmMemory memory) {
        memory.storeDouble(effective(address, offset), value, HERE);
    }

    public static void i32Store8(int address, int value, int offset, WasmMemory memory) {
        memory.storeByte((address & UNSIGNED) + offset, (byte) value, HERE);
    }

    public static void i32Store8(int address, int value, long offset, WasmMemory memory) {
        memory.storeByte((address & UNSIGNED) + offset, (byte) value, HERE);
    }

    public static void i32Store8(long address, int value, long offset, WasmMemory memory) {
        memory.storeByte(effective(address, offset), (byte) value, HERE);
    }

    public static void i32Store16(int address, int value, int offset, WasmMemory memory) {
        memory.storeShort((address & UNSIGNED) + offset, (short) value, HERE);
    }

    public static void i32Store16(int address, int value, long offset, WasmMemory memory) {
        memory.storeShort((address & UNSIGNED) + offset, (short) value, HERE);
    }

    public static void i32Store16(long address, int value, long offset, WasmMemory memory) {
        memory.storeShort(effective(address, offset), (short) value, HERE);
    }

    public static void i64Store8(int address, long value, int offset, WasmMemory memory) {
        memory.storeByte((address & UNSIGNED) + offset, (byte) value, HERE);
    }

    public static void i64Store8(int address, long value, long offset, WasmMemory memory) {
        memory.storeByte((address & UNSIGNED) + offset, (byte) value, HERE);
    }

    public static void i64Store8(long address, long value, long offset, WasmMemory memory) {
        memory.storeByte(effective(address, offset), (byte) value, HERE);
    }

    public static void i64Store16(int address, long value, int offset, WasmMemory memory) {
        memory.storeShort((address & UNSIGNED) + offset, (short) value, HERE);
    }

    public static void i64Store16(int address, long value, long offset, WasmMemory memory) {
        memory.storeShort((address & UNSIGNED) + offset, (short) value, HERE);
    }

    public static void i64Store16(long address, long value, long offset, WasmMemory memory) {
        memory.storeShort(effective(address, offset), (short) value, HERE);
    }

    public static void i64Store32(int address, long value, int offset, WasmMemory memory) {
        memory.storeInt((address & UNSIGNED) + offset, (int) value, HERE);
    }

    public static void i64Store32(int address, long value, long offset, WasmMemory memory) {
        memory.storeInt((address & UNSIGNED) + offset, (int) value, HERE);
    }

    public static void i64Store32(long address, long value, long offset, WasmMemory memory) {
        memory.storeInt(effective(address, offset), (int) value, HERE);
    }
}
