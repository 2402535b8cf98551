// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Numbers of 128 bits as operands of each other, compared with big integers. */
class WideArithmeticTest {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);
    private static final List<Long> CORNERS = List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 0xFFFF_FFFFL, 1L << 32);

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    private static BigInteger number(Value halves) {
        return unsigned(halves.getArrayElement(1).asLong()).shiftLeft(64).add(unsigned(halves.getArrayElement(0).asLong()));
    }

    /** a * b + (a * a, unsigned) - (b, a), with operands that wait in the slots that results go to. */
    @Test
    void chains() {
        try (Context context = Context.create("wasm")) {
            Value exports = Wat.exports(context, """
                            (module (func (export "f") (param $a i64) (param $b i64) (result i64 i64)
                              (i64.sub128
                                (i64.add128 (i64.mul_wide_s (local.get $a) (local.get $b)) (i64.mul_wide_u (local.get $a) (local.get $a)))
                                (local.get $b) (local.get $a))))""");
            Random random = new Random(5);
            for (int i = 0; i < 300; i++) {
                long a = i < 49 ? CORNERS.get(i / 7) : random.nextLong();
                long b = i < 49 ? CORNERS.get(i % 7) : random.nextLong();
                BigInteger expected = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).add(unsigned(a).multiply(unsigned(a)))
                                .subtract(unsigned(a).shiftLeft(64).add(unsigned(b))).mod(MODULUS);
                assertThat(number(exports.invokeMember("f", a, b))).as("%d, %d", a, b).isEqualTo(expected);
            }
        }
    }
}
