// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Vectors on their way between hosts, instances and functions. */
class VectorValuesTest {

    private final Context context = Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();

    @AfterEach
    void close() {
        context.close();
    }

    private static ByteBuffer vector(long low, long high) {
        return ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(low).putLong(high).flip();
    }

    private static void assertVector(Value actual, long low, long high) {
        assertThat(actual.hasBufferElements()).isTrue();
        assertThat(actual.getBufferSize()).isEqualTo(16);
        assertThat(actual.readBufferLong(ByteOrder.LITTLE_ENDIAN, 0)).isEqualTo(low);
        assertThat(actual.readBufferLong(ByteOrder.LITTLE_ENDIAN, 8)).isEqualTo(high);
    }

    @Test
    void hostsSeeReadOnlyBuffersOf16Bytes() {
        Value value = Wat.exports(context, """
                        (module (func (export "f") (result v128)
                          (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 -1)))""").invokeMember("f");
        assertVector(value, 0x0706050403020100L, 0xFF0E0D0C0B0A0908L);
        assertThat(value.isBufferWritable()).isFalse();
        assertThat(value.readBufferByte(15)).isEqualTo((byte) -1);
        assertThat(value.readBufferShort(ByteOrder.LITTLE_ENDIAN, 7)).isEqualTo((short) 0x0807);
        assertThat(value.readBufferShort(ByteOrder.BIG_ENDIAN, 7)).isEqualTo((short) 0x0708);
        assertThat(value.readBufferInt(ByteOrder.BIG_ENDIAN, 6)).isEqualTo(0x06070809);
        assertThat(value.readBufferLong(ByteOrder.BIG_ENDIAN, 3)).isEqualTo(0x030405060708090AL);
        assertThat(value.readBufferFloat(ByteOrder.LITTLE_ENDIAN, 0)).isEqualTo(Float.intBitsToFloat(0x03020100));
        byte[] bytes = new byte[4];
        value.readBuffer(12, bytes, 0, 4);
        assertThat(bytes).containsExactly(12, 13, 14, -1);
        assertThat(value.toString()).isEqualTo("i64x2 0x0706050403020100 0xff0e0d0c0b0a0908");
        assertThatThrownBy(() -> value.readBufferInt(ByteOrder.LITTLE_ENDIAN, 13)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> value.readBufferByte(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> value.readBuffer(12, bytes, 0, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void hostsGiveVectorsOrBuffersOf16Bytes() {
        Value exports = Wat.exports(context, """
                        (module (global (export "g") (mut v128) (v128.const i64x2 5 6))
                          (func (export "twice") (param i32 v128 f64 v128) (result v128)
                            (i64x2.add (local.get 1) (local.get 3))))""");
        Value sum = exports.invokeMember("twice", 1, vector(1, 2), 2.5, vector(10, 20));
        assertVector(sum, 11, 22);
        assertVector(exports.invokeMember("twice", 1, sum, 2.5, sum), 22, 44);
        Value global = exports.getMember("g");
        assertVector(global.getMember("value"), 5, 6);
        global.putMember("value", sum);
        assertVector(global.getMember("value"), 11, 22);
        assertThatThrownBy(() -> exports.invokeMember("twice", 1, ByteBuffer.allocate(15), 2.5, sum)).isInstanceOf(
                        IllegalArgumentException.class).hasMessageContaining("v128");
        assertThatThrownBy(() -> exports.invokeMember("twice", 1, 7, 2.5, sum)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void importedFunctionsTakeAndGiveVectors() {
        ProxyExecutable same = arguments -> arguments[1];
        ProxyExecutable wrong = arguments -> 3;
        Value exports = Wat.module(context, """
                        (module (import "h" "same" (func $same (param i32 v128) (result v128)))
                          (import "h" "wrong" (func $wrong (result v128)))
                          (func (export "f") (param i64) (result v128)
                            (i64x2.neg (call $same (i32.const 1) (i64x2.splat (local.get 0)))))
                          (func (export "wrong") (result v128) (call $wrong)))""").newInstance(
                        ProxyObject.fromMap(Map.of("h", ProxyObject.fromMap(Map.of("same", same, "wrong", wrong))))).getMember("exports");
        assertVector(exports.invokeMember("f", 9L), -9, -9);
        assertThatThrownBy(() -> exports.invokeMember("wrong")).isInstanceOf(PolyglotException.class).hasMessageContaining("expected v128");
    }

    @Test
    void localsAreZeroAndSurviveBranchesAndCallsWithManyResults() {
        Value exports = Wat.exports(context, """
                        (module
                          (func $many (param v128 i32) (result i32 v128 f32 v128)
                            (local v128) (local.get 1) (local.get 2) (f32.const 1.5) (local.get 0))
                          (func (export "many") (param i64) (result v128) (local i32 v128 i32 v128)
                            (call $many (i64x2.splat (local.get 0)) (i32.const 3))
                            (local.set 4) drop (local.set 2) (local.set 1)
                            (if (result v128) (local.get 1) (then (i64x2.sub (local.get 4) (local.get 2))) (else (local.get 2))))
                          (func (export "pick") (param i32) (result v128)
                            (block (result v128)
                              (v128.const i64x2 1 2) (br_if 0 (local.get 0)) drop
                              (select (v128.const i64x2 3 4) (v128.const i64x2 5 6) (i32.eqz (local.get 0))))))""");
        assertVector(exports.invokeMember("many", 7L), 7, 7);
        assertVector(exports.invokeMember("pick", 1), 1, 2);
        assertVector(exports.invokeMember("pick", 0), 3, 4);
    }

    /** Long enough for the loop to be compiled while it runs, where there is a compiler. */
    @Test
    void loopsKeepTheirVectors() {
        Value exports = Wat.exports(context, """
                        (module (func (export "sum") (param i32) (result v128) (local v128 v128)
                            (local.set 2 (v128.const i32x4 1 2 3 4))
                            (loop
                              (local.set 1 (i32x4.add (local.get 1) (local.get 2)))
                              (local.set 2 (i32x4.add (local.get 2) (v128.const i32x4 0 0 0 1)))
                              (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                            (local.get 1)))""");
        int n = 1_000_000;
        int last = 0;
        for (int i = 0; i < n; i++) {
            last += 4 + i;
        }
        assertVector(exports.invokeMember("sum", n), n | (long) 2 * n << 32, 3 * n & 0xFFFFFFFFL | (long) last << 32);
    }
}
