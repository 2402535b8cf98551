// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class IntegersTest {

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    @Property(seed = "42")
    void unsignedDivision(@ForAll long a, @ForAll long b) {
        if (b != 0) {
            assertThat(I64.divU(a, b)).isEqualTo(unsigned(a).divide(unsigned(b)).longValue());
            assertThat(I64.remU(a, b)).isEqualTo(unsigned(a).mod(unsigned(b)).longValue());
        }
        if ((int) b != 0) {
            long dividend = a & 0xFFFFFFFFL;
            long divisor = b & 0xFFFFFFFFL;
            assertThat(I32.divU((int) a, (int) b)).isEqualTo((int) (dividend / divisor));
            assertThat(I32.remU((int) a, (int) b)).isEqualTo((int) (dividend % divisor));
        }
    }

    @Property(seed = "42")
    void unsignedOrder(@ForAll long a, @ForAll long b) {
        int order = unsigned(a).compareTo(unsigned(b));
        assertThat(I64.ltU(a, b)).isEqualTo(order < 0);
        assertThat(I64.leU(a, b)).isEqualTo(order <= 0);
        int order32 = Long.compare(a & 0xFFFFFFFFL, b & 0xFFFFFFFFL);
        assertThat(I32.ltU((int) a, (int) b)).isEqualTo(order32 < 0);
        assertThat(I32.leU((int) a, (int) b)).isEqualTo(order32 <= 0);
    }

    @Property(seed = "42")
    void rotationsUndoEachOther(@ForAll long value, @ForAll long count) {
        assertThat(I64.rotr(I64.rotl(value, count), count)).isEqualTo(value);
        assertThat(I32.rotr(I32.rotl((int) value, (int) count), (int) count)).isEqualTo((int) value);
    }

    @Example
    void edges() {
        assertThat(I32.quotientOverflows(Integer.MIN_VALUE, -1)).isTrue();
        assertThat(I32.quotientOverflows(Integer.MAX_VALUE, -1)).isFalse();
        assertThat(I64.quotientOverflows(Long.MIN_VALUE, -1)).isTrue();
        assertThat(I64.quotientOverflows(Long.MIN_VALUE, 1)).isFalse();
        assertThat(I32.clz(0)).isEqualTo(32);
        assertThat(I32.ctz(0)).isEqualTo(32);
        assertThat(I64.clz(0)).isEqualTo(64);
        assertThat(I64.ctz(0)).isEqualTo(64);
        assertThat(I64.popcnt(-1)).isEqualTo(64);
        assertThat(I32.popcnt(0x80000001)).isEqualTo(2);
        assertThat(I32.rotl(0x80000001, 33)).isEqualTo(3);
        assertThat(I64.rotl(0x8000000000000001L, 0x100000001L)).isEqualTo(3);
        assertThat(I32.extend8S(0x80)).isEqualTo(-128);
        assertThat(I32.extend16S(0x12348000)).isEqualTo(-32768);
        assertThat(I64.extend8S(0x17F)).isEqualTo(127);
        assertThat(I64.extend16S(0xFFFF)).isEqualTo(-1);
        assertThat(I64.extend32S(0x180000000L)).isEqualTo(Integer.MIN_VALUE);
    }
}
