// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

/** What atomic accesses give and leave in memory, compared with plain loads and stores; by one thread. */
class AtomicAccessTest {

    private static final int PAGE = MemoryType.PAGE_SIZE;

    private final Random random = new Random(11);
    private final WasmMemory memory = memory(Limits.between(1, 2), PAGE);

    private WasmMemory memory(Limits limits, int pageSize) {
        return allocate(new MemoryType(AddressType.I32, limits, false, pageSize));
    }

    WasmMemory allocate(MemoryType type) {
        return new WasmMemory(type, 1 << 16);
    }

    private static long mask(int width) {
        return width == 8 ? -1 : (1L << 8 * width) - 1;
    }

    private long plain(long address, int width) {
        return switch (width) {
            case 1 -> memory.loadByte(address, null) & 0xFF;
            case 2 -> memory.loadShort(address, null) & 0xFFFF;
            case 4 -> memory.loadInt(address, null) & 0xFFFF_FFFFL;
            default -> memory.loadLong(address, null);
        };
    }

    /** An aligned address in 64 random bytes, and those before and after. */
    private long randomize(int width) {
        for (int i = 0; i < 80; i += 8) {
            memory.storeLong(i, random.nextLong(), null);
        }
        return 8 + random.nextInt(64 / width) * width;
    }

    private byte[] around() {
        byte[] bytes = new byte[80];
        memory.read(0, bytes, 0, bytes.length, null);
        return bytes;
    }

    /** Checks that memory is as before but for {@code width} bytes, which are {@code value}. */
    private void assertChanged(byte[] before, long address, int width, long value) {
        for (int i = 0; i < width; i++) {
            before[(int) address + i] = (byte) (value >>> 8 * i);
        }
        assertThat(around()).isEqualTo(before);
    }

    private static long expected(AtomicOperation operation, long value, long operand) {
        return switch (operation) {
            case ADD -> value + operand;
            case SUB -> value - operand;
            case AND -> value & operand;
            case OR -> value | operand;
            case XOR -> value ^ operand;
            case XCHG -> operand;
        };
    }

    @ParameterizedTest
    @EnumSource
    void modifications(AtomicOperation operation) {
        for (int i = 0; i < 400; i++) {
            int width = 1 << i % 4;
            long address = randomize(width);
            byte[] before = around();
            long value = plain(address, width);
            long operand = random.nextLong();
            assertThat(AtomicAccess.modify(memory, address, width, operation, operand, null)).isEqualTo(value);
            assertChanged(before, address, width, expected(operation, value, operand));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void loadsStoresAndExchanges(int width) {
        for (int i = 0; i < 200; i++) {
            long address = randomize(width);
            byte[] before = around();
            long value = plain(address, width);
            assertThat(AtomicAccess.load(memory, address, width, null)).isEqualTo(value);
            long replacement = random.nextLong();
            assertThat(AtomicAccess.compareExchange(memory, address, width, ~value, replacement, null)).isEqualTo(value);
            assertChanged(before, address, width, value);
            long wider = value | random.nextLong() & ~mask(width);
            assertThat(AtomicAccess.compareExchange(memory, address, width, wider, replacement, null)).isEqualTo(value);
            assertChanged(before, address, width, replacement);
            AtomicAccess.store(memory, address, width, value, null);
            assertChanged(before, address, width, value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void alignmentAndBounds(int width) {
        AtomicAccess.store(memory, PAGE - width, width, 1, null);
        assertThat(AtomicAccess.load(memory, PAGE - width, width, null)).isOne();
        for (long address : new long[]{PAGE, 1L << 40, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> AtomicAccess.load(memory, address, width, null)).hasMessage("out of bounds memory access");
            assertThatThrownBy(() -> AtomicAccess.store(memory, address, width, 0, null)).hasMessage("out of bounds memory access");
            assertThatThrownBy(() -> AtomicAccess.modify(memory, address, width, AtomicOperation.ADD, 0, null))
                            .hasMessage("out of bounds memory access");
            assertThatThrownBy(() -> AtomicAccess.compareExchange(memory, address, width, 0, 0, null)).hasMessage("out of bounds memory access");
        }
        for (int misalignment = 1; misalignment < width; misalignment++) {
            int address = 8 + misalignment;
            assertThatThrownBy(() -> AtomicAccess.load(memory, address, width, null)).hasMessage("unaligned atomic");
            assertThatThrownBy(() -> AtomicAccess.store(memory, address, width, 0, null)).hasMessage("unaligned atomic");
            assertThatThrownBy(() -> AtomicAccess.modify(memory, address, width, AtomicOperation.OR, 0, null)).hasMessage("unaligned atomic");
            assertThatThrownBy(() -> AtomicAccess.compareExchange(memory, address, width, 0, 0, null)).hasMessage("unaligned atomic");
        }
    }

    /** The word that a byte is in may reach behind the end of a memory with pages of one byte. */
    @Test
    void lastByteOfAnOddMemory() {
        WasmMemory odd = memory(Limits.between(3, 4), 1);
        assertThat(AtomicAccess.modify(odd, 2, 1, AtomicOperation.SUB, 1, null)).isZero();
        assertThat(odd.loadByte(2, null)).isEqualTo((byte) -1);
        assertThatThrownBy(() -> AtomicAccess.load(odd, 3, 1, null)).hasMessage("out of bounds memory access");
        assertThatThrownBy(() -> AtomicAccess.load(odd, 2, 2, null)).hasMessage("out of bounds memory access");
        assertThat(odd.grow(1)).isEqualTo(3);
        assertThat(AtomicAccess.load(odd, 2, 2, null)).isEqualTo(0xFF);
    }
}
