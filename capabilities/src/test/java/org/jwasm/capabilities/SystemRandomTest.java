// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;

import org.junit.jupiter.api.Test;

/** Bytes from the system. */
final class SystemRandomTest {

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        SystemRandom.fill(bytes);
        return bytes;
    }

    @Test
    void noTwoAreTheSame() {
        assertThat(bytes(32)).isNotEqualTo(bytes(32));
        assertThat(bytes(0)).isEmpty();
    }

    /** More than the system gives at once; each value comes 2,048 times, give or take a tenth or so. */
    @Test
    void allValuesCome() {
        int[] counts = new int[256];
        for (byte each : bytes(1 << 19)) {
            counts[each & 0xFF]++;
        }
        assertThat(counts).satisfies(all -> {
            for (int count : all) {
                assertThat(count).isBetween(1500, 2600);
            }
        });
        assertThat(BitSet.valueOf(bytes(1 << 10)).cardinality()).isBetween(3000, 5200);
    }

    @Test
    void anInterruptedThreadTakesNothingFromOthers() {
        Thread.currentThread().interrupt();
        byte[] first = bytes(32);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bytes(32)).isNotEqualTo(first).isNotEqualTo(new byte[32]);
    }
}
