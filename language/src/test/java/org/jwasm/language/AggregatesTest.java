// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Java code sees of structures, arrays and i31 references, and how vectors lie in them. */
class AggregatesTest {

    private final Context context = Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void structuresHaveTheirFieldsAsMembers() {
        Value exports = Wat.exports(context, """
                        (module
                          (type $s (struct (field i8) (field (mut i16)) (field (mut i64)) (field f32) (field (mut f64))
                            (field (mut (ref null $s))) (field (mut anyref)) (field externref)))
                          (func (export "make") (param externref) (result (ref $s))
                            (struct.new $s (i32.const 200) (i32.const -2) (i64.const 3) (f32.const 4.5) (f64.const 5)
                              (struct.new_default $s) (ref.i31 (i32.const 6)) (local.get 0)))
                          (func (export "second") (param (ref $s)) (result i32) (struct.get_u $s 1 (local.get 0)))
                          (func (export "sixth") (param (ref $s)) (result anyref) (struct.get $s 6 (local.get 0))))""");
        Object host = new Object();
        Value struct = exports.invokeMember("make", host);
        assertThat(struct.getMemberKeys()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(struct.getMember("0").asInt()).isEqualTo(-56);
        assertThat(struct.getMember("1").asInt()).isEqualTo(-2);
        assertThat(struct.getMember("2").asLong()).isEqualTo(3);
        assertThat(struct.getMember("3").asFloat()).isEqualTo(4.5f);
        assertThat(struct.getMember("4").asDouble()).isEqualTo(5);
        assertThat(struct.getMember("5").getMember("5").isNull()).isTrue();
        assertThat(struct.getMember("6").asInt()).isEqualTo(6);
        assertThat(struct.getMember("7").<Object> asHostObject()).isSameAs(host);
        struct.putMember("1", 0x1FFFF);
        assertThat(exports.invokeMember("second", struct).asInt()).isEqualTo(0xFFFF);
        struct.putMember("6", 8);
        assertThat(exports.invokeMember("sixth", struct).asInt()).isEqualTo(8);
        assertThatThrownBy(() -> struct.putMember("0", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(struct.hasMember("8")).isFalse();
        assertThat(struct.hasMember("00")).isFalse();
    }

    @Test
    void arraysAreArrays() {
        Value exports = Wat.exports(context, """
                        (module
                          (type $bytes (array (mut i8))) (type $doubles (array f64)) (type $all (array (mut anyref)))
                          (func (export "bytes") (result (ref $bytes)) (array.new $bytes (i32.const 255) (i32.const 3)))
                          (func (export "doubles") (result (ref $doubles)) (array.new_fixed $doubles 2 (f64.const 1) (f64.const 2.5)))
                          (func (export "all") (result (ref $all)) (array.new_default $all (i32.const 2)))
                          (func (export "first") (param (ref $bytes)) (result i32) (array.get_u $bytes (local.get 0) (i32.const 0))))""");
        Value bytes = exports.invokeMember("bytes");
        assertThat(bytes.getArraySize()).isEqualTo(3);
        assertThat(bytes.getArrayElement(2).asInt()).isEqualTo(-1);
        bytes.setArrayElement(0, 7);
        assertThat(exports.invokeMember("first", bytes).asInt()).isEqualTo(7);
        assertThatThrownBy(() -> bytes.getArrayElement(3)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        Value doubles = exports.invokeMember("doubles");
        assertThat(doubles.getArrayElement(1).asDouble()).isEqualTo(2.5);
        assertThatThrownBy(() -> doubles.setArrayElement(0, 1)).isInstanceOf(UnsupportedOperationException.class);
        Value all = exports.invokeMember("all");
        assertThat(all.getArrayElement(0).isNull()).isTrue();
        all.setArrayElement(0, doubles);
        assertThat(all.getArrayElement(0).getArraySize()).isEqualTo(2);
    }

    @Test
    void whatIsPassedMustBeOfTheType() {
        Value exports = Wat.exports(context, """
                        (module
                          (type $a (struct (field i32))) (type $b (struct (field i64)))
                          (func (export "a") (result (ref $a)) (struct.new_default $a))
                          (func (export "take_a") (param (ref $a)))
                          (func (export "take_b") (param (ref null $b)))
                          (func (export "take_i31") (param i31ref) (result i32) (i31.get_s (local.get 0)))
                          (func (export "take_eq") (param eqref)))""");
        Value struct = exports.invokeMember("a");
        exports.invokeMember("take_a", struct);
        exports.invokeMember("take_eq", struct);
        exports.invokeMember("take_b", new Object[]{null});
        assertThat(exports.invokeMember("take_i31", -5).asInt()).isEqualTo(-5);
        assertThatThrownBy(() -> exports.invokeMember("take_i31", 1 << 30)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exports.invokeMember("take_b", struct)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exports.invokeMember("take_a", new Object[]{null})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exports.invokeMember("take_eq", new Object())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void vectorsAreContent() {
        Value exports = Wat.exports(context, """
                        (module
                          (type $s (struct (field (mut v128)) (field i32))) (type $a (array (mut v128)))
                          (data $d "\\01\\00\\00\\00\\00\\00\\00\\00\\02\\00\\00\\00\\00\\00\\00\\00")
                          (func (export "struct") (result i32) (local $s (ref null $s))
                            (local.set $s (struct.new $s (v128.const i32x4 1 2 3 4) (i32.const 9)))
                            (struct.set $s 0 (local.get $s) (i32x4.add (struct.get $s 0 (local.get $s)) (struct.get $s 0 (struct.new_default $s))))
                            (i32x4.extract_lane 2 (struct.get $s 0 (local.get $s))))
                          (func (export "array") (result i64) (local $a (ref null $a))
                            (local.set $a (array.new_data $a $d (i32.const 0) (i32.const 1)))
                            (array.set $a (local.get $a) (i32.const 0)
                              (i64x2.add (array.get $a (local.get $a) (i32.const 0)) (array.get $a (array.new_default $a (i32.const 1)) (i32.const 0))))
                            (i64x2.extract_lane 1 (array.get $a (local.get $a) (i32.const 0)))))""");
        assertThat(exports.invokeMember("struct").asInt()).isEqualTo(3);
        assertThat(exports.invokeMember("array").asLong()).isEqualTo(2);
    }

    @Test
    void arraysBeyondTheHostsMemoryAreAFailureOfTheGuest() {
        Value exports = Wat.exports(context, """
                        (module (type $a (array i64))
                          (func (export "make") (param i32) (result i32) (array.len (array.new_default $a (local.get 0)))))""");
        assertThatThrownBy(() -> exports.invokeMember("make", -1)).isInstanceOf(PolyglotException.class).hasMessageStartingWith("array too large");
        assertThatThrownBy(() -> exports.invokeMember("make", Integer.MAX_VALUE)).isInstanceOf(PolyglotException.class)
                        .hasMessageStartingWith("array too large");
        assertThat(exports.invokeMember("make", 5).asInt()).isEqualTo(5);
    }
}
