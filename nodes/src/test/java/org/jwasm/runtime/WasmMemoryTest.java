// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

/** Sizes and limits of memories. */
class WasmMemoryTest {

    private static final long UNLIMITED = 1L << 48;

    @Test
    void pagesOfOneByte() {
        WasmMemory memory = new WasmMemory(new MemoryType(AddressType.I32, Limits.between(5, 100), false, 1), UNLIMITED);
        assertThat(memory.size()).isEqualTo(5);
        memory.storeByte(4, (byte) 1, null);
        assertThatThrownBy(() -> memory.storeByte(5, (byte) 1, null)).hasMessage("out of bounds memory access");
        assertThat(memory.grow(95)).isEqualTo(5);
        assertThat(memory.grow(1)).isEqualTo(-1);
        assertThat(memory.loadByte(4, null)).isOne();
        assertThat(memory.loadInt(96, null)).isZero();
        assertThatThrownBy(() -> memory.loadInt(97, null)).hasMessage("out of bounds memory access");
        assertThat(memory.type()).hasToString("(memory 100 100 (pagesize 1))");
    }

    /** The embedder's limit is one of bytes, whatever the page size. */
    @Test
    void embeddersLimit() {
        WasmMemory small = new WasmMemory(new MemoryType(AddressType.I32, Limits.atLeast(0), false, 1), 1);
        assertThat(small.maximumPages()).isEqualTo(65536);
        assertThat(small.grow(65537)).isEqualTo(-1);
        assertThat(small.grow(65536)).isZero();
        MemoryType type = new MemoryType(AddressType.I32, Limits.atLeast(3), false);
        assertThatThrownBy(() -> new WasmMemory(type, 2)).isInstanceOfSatisfying(WasmException.class,
                        e -> assertThat(e.failureType()).isEqualTo(FailureType.EXHAUSTION))
                        .hasMessageStartingWith("memory of 3 pages of 65536 bytes can't be allocated");
    }

    @Test
    void moreThanTheHostHas() {
        for (long pages : new long[]{1L << 40, 1L << 48}) {
            MemoryType type = new MemoryType(AddressType.I64, Limits.atLeast(pages), false);
            assertThatThrownBy(() -> new WasmMemory(type, UNLIMITED)).hasMessageContaining("can't be allocated");
        }
        MemoryType bytes = new MemoryType(AddressType.I64, Limits.atLeast(-1), false, 1);
        assertThatThrownBy(() -> new WasmMemory(bytes, UNLIMITED)).hasMessageStartingWith("memory of 18446744073709551615 pages of 1 bytes");
        WasmMemory memory = new WasmMemory(new MemoryType(AddressType.I64, Limits.between(1, 1L << 48), false), UNLIMITED);
        for (long delta : new long[]{1L << 40, (1L << 48) - 1, 1L << 48, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            assertThat(memory.grow(delta)).as("growth by %d", delta).isEqualTo(-1);
        }
        assertThat(memory.pages()).isOne();
        assertThat(memory.grow(0)).isOne();
    }

    /** Threads that hold on to the old size still write to where all others read. */
    @Test
    void sharedMemoriesDontMove() {
        WasmMemory memory = new WasmMemory(new MemoryType(AddressType.I32, Limits.between(1, 100), true), UNLIMITED);
        byte[] before = memory.array(0, 1);
        assertThat(memory.grow(99)).isOne();
        assertThat(memory.array(0, 1)).isSameAs(before);
        assertThat(memory.array(100 * 65536 - 1, 1)).isSameAs(before);
        assertThat(memory.grow(1)).isEqualTo(-1);
    }

    @Test
    void matching() {
        MemoryType bytes = new MemoryType(AddressType.I32, Limits.between(1, 2), false, 1);
        MemoryType pages = new MemoryType(AddressType.I32, Limits.between(1, 2), false);
        assertThat(bytes.matches(new MemoryType(AddressType.I32, Limits.atLeast(0), false, 1))).isTrue();
        assertThat(bytes.matches(pages)).isFalse();
        assertThat(pages.matches(new MemoryType(AddressType.I64, Limits.between(1, 2), false))).isFalse();
        assertThat(pages.matches(new MemoryType(AddressType.I32, Limits.between(1, 2), true))).isFalse();
    }
}
