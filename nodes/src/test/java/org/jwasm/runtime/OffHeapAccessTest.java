// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

/** The same of memories outside of the heap, and how else they differ from those that are arrays. */
class OffHeapAccessTest extends AtomicAccessTest {

    private static final int PAGE = MemoryType.PAGE_SIZE;

    private final Random random = new Random(7);

    @Override
    WasmMemory allocate(MemoryType type) {
        return new WasmMemory(type, 1 << 16, ResourceLimiter.NONE, true);
    }

    private WasmMemory shared(long minimum, long maximum) {
        return allocate(new MemoryType(AddressType.I32, Limits.between(minimum, maximum), true));
    }

    @Test
    void buffersAreOfTheSizeThatTheMemoryHad() {
        WasmMemory memory = shared(1, 3);
        ByteBuffer before = memory.buffer().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(before.isDirect()).isTrue();
        assertThat(before.capacity()).isEqualTo(PAGE);
        assertThat(memory.grow(2)).isOne();
        assertThat(memory.grow(1)).isEqualTo(-1);
        ByteBuffer after = memory.buffer().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(before.capacity()).isEqualTo(PAGE);
        assertThat(after.capacity()).isEqualTo(3 * PAGE);
        memory.storeLong(PAGE - 8, 0x0123456789abcdefL, null);
        assertThat(before.getLong(PAGE - 8)).isEqualTo(0x0123456789abcdefL);
        after.putDouble(3 * PAGE - 8, 1.5);
        assertThat(memory.loadDouble(3 * PAGE - 8, null)).isEqualTo(1.5);
        assertThat(new WasmMemory(memory.type(), 1 << 16).buffer()).isNull();
    }

    @Test
    void bounds() {
        WasmMemory memory = shared(1, 2);
        for (long address : new long[]{PAGE - 15, PAGE, 1L << 40, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> memory.loadVector(address, null)).hasMessage("out of bounds memory access");
            assertThatThrownBy(() -> memory.storeVector(address, new V128(-1, -1), null)).hasMessage("out of bounds memory access");
            assertThatThrownBy(() -> memory.fill(address, (byte) 1, 16, null)).hasMessage("out of bounds memory access");
            assertThatThrownBy(() -> memory.read(address, new byte[16], 0, 16, null)).hasMessage("out of bounds memory access");
        }
        assertThatThrownBy(() -> memory.loadLong(PAGE - 7, null)).hasMessage("out of bounds memory access");
        assertThatThrownBy(() -> memory.storeShort(PAGE - 1, (short) 1, null)).hasMessage("out of bounds memory access");
        assertThat(memory.loadLong(PAGE - 8, null)).isZero();
        assertThat(Utf8.isValid(memory, PAGE - 3, 3, null)).isTrue();
        memory.write(PAGE - 3, "\u20ac".getBytes(StandardCharsets.UTF_8), 0, 3, null);
        assertThat(Utf8.isValid(memory, PAGE - 3, 3, null)).isTrue();
        assertThat(Utf8.isValid(memory, PAGE - 3, 2, null)).isFalse();
    }

    /** Random bulk operations give what they give in an array. */
    @Test
    void bulkOperations() {
        WasmMemory outside = shared(1, 2);
        WasmMemory heap = new WasmMemory(outside.type(), 1 << 16);
        WasmMemory third = new WasmMemory(outside.type(), 1 << 16);
        for (int i = 0; i < 2_000; i++) {
            int length = random.nextInt(1_000);
            int to = random.nextInt(PAGE - length);
            int from = i % 2 == 0 ? random.nextInt(PAGE - length) : Math.clamp(to + random.nextInt(-9, 9), 0, PAGE - length);
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            for (WasmMemory memory : new WasmMemory[]{outside, heap}) {
                switch (i % 7) {
                    case 0, 1 -> memory.write(to, bytes, 0, length, null);
                    case 2 -> memory.write(to, ByteBuffer.wrap(bytes), 0, length, null);
                    case 3 -> memory.fill(to, (byte) i, length, null);
                    case 4 -> WasmMemory.copy(third, to, memory, from, length, null);
                    case 5 -> WasmMemory.copy(memory, to, third, from, length, null);
                    default -> WasmMemory.copy(memory, to, memory, from, length, null);
                }
            }
        }
        byte[] expected = new byte[PAGE];
        heap.read(0, expected, 0, PAGE, null);
        byte[] found = new byte[PAGE];
        outside.read(0, found, 0, PAGE, null);
        assertThat(found).isEqualTo(expected);
        for (WasmMemory memory : new WasmMemory[]{outside, heap}) {
            ByteBuffer buffer = ByteBuffer.allocate(PAGE);
            memory.read(0, buffer, 0, PAGE, null);
            assertThat(buffer.array()).isEqualTo(expected);
            assertThat(buffer.position()).isZero();
        }
    }

    /** From and to the middle of direct buffers, where nothing else may change. */
    @Test
    void buffersAreCopiedInPlace() {
        WasmMemory outside = shared(1, 1);
        for (WasmMemory memory : new WasmMemory[]{outside, new WasmMemory(outside.type(), 1 << 16)}) {
            ByteBuffer source = ByteBuffer.allocateDirect(32);
            for (int i = 0; i < source.capacity(); i++) {
                source.put(i, (byte) (i + 1));
            }
            memory.write(100, source, 8, 16, null);
            ByteBuffer target = ByteBuffer.allocateDirect(32);
            memory.read(98, target, 4, 20, null);
            for (int i = 0; i < target.capacity(); i++) {
                assertThat(target.get(i)).as("byte %d", i).isEqualTo((byte) (i >= 6 && i < 22 ? i + 3 : 0));
            }
            assertThatThrownBy(() -> memory.write(PAGE - 8, source, 0, 16, null)).isInstanceOf(WasmException.class);
            assertThatThrownBy(() -> memory.read(PAGE - 8, target, 0, 16, null)).isInstanceOf(WasmException.class);
        }
    }
}
