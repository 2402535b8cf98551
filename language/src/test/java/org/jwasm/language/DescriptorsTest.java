// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The proposal of custom descriptors: only if it is switched on, as seen from Java, and in compiled code. */
class DescriptorsTest {

    private static final String OPTION = "wasm.CustomDescriptors";
    private static final String NOT_ENABLED = "(feature custom-descriptors is not enabled)";
    private static final String POINTS = """
                    (type $area (func (param i32) (result i32)))
                    (rec
                      (type $point (sub (descriptor $class) (struct (field (mut i32)) (field anyref))))
                      (type $class (sub (describes $point) (struct (field i32) (field (ref $area))))))""";

    private final Context context = Context.newBuilder("wasm").option(OPTION, "true").allowHostAccess(HostAccess.ALL).build();

    @AfterEach
    void close() {
        context.close();
    }

    private static String shapes(String fields) {
        return """
                        (module
                          (type $size (func (param i32) (result i32)))
                          (rec
                            (type $shape (sub (descriptor $vtable) (struct (field (mut i32)))))
                            (type $vtable (sub (describes $shape) (struct (field i32) (field (ref $size))))))
                          (global $square (ref (exact $vtable)) (struct.new $vtable (i32.const 4) (ref.func $square)))
                          (global $line (ref (exact $vtable)) (struct.new $vtable (i32.const 2) (ref.func $line)))
                          (func $square (type $size) (i32.mul (local.get 0) (local.get 0)))
                          (func $line (type $size) (local.get 0))
                          %s)""".formatted(fields);
    }

    @TestFactory
    Stream<DynamicTest> isOffUnlessSwitchedOn() {
        String types = "(rec (type $a (struct)) (type $b (func (result (ref null $a)))))";
        return Stream.of("(rec (type (descriptor 1) (struct)) (type (describes 0) (struct)))",
                        "(rec (type (struct)) (type (describes 0) (struct)))",
                        types + "(func (param (ref (exact $a))))",
                        types + "(import \"m\" \"f\" (func (exact (type $b))))",
                        types + "(func (unreachable) (drop (struct.new_desc $a)))",
                        types + "(func (unreachable) (drop (struct.new_default_desc $a)))",
                        types + "(func (unreachable) (drop (ref.get_desc $a)))",
                        types + "(func (unreachable) (drop (ref.cast_desc_eq (ref $a))))",
                        types + "(func (result anyref) (unreachable) (br_on_cast_desc_eq 0 anyref (ref $a)))",
                        types + "(func (result anyref) (unreachable) (br_on_cast_desc_eq_fail 0 anyref (ref $a)))",
                        types + "(global (ref null $a) (struct.new_default_desc $a (ref.null $a)))").map(text -> DynamicTest.dynamicTest(text, () -> {
                            try (Context without = Context.create("wasm")) {
                                assertThatThrownBy(() -> Wat.module(without, "(module " + text + ")")).isInstanceOfSatisfying(PolyglotException.class,
                                                failure -> assertThat(failure.isSyntaxError()).isTrue()).hasMessageContaining(NOT_ENABLED);
                            }
                        }));
    }

    /** Of two unrelated types: allowed by the proposal, but not before. */
    @Test
    void castsOfAnyTypeOfAHierarchyComeWithIt() {
        String text = "(module (func (export \"f\") (result anyref) (br_on_cast 0 structref arrayref (ref.null struct))))";
        assertThat(Wat.exports(context, text).invokeMember("f").isNull()).isTrue();
        try (Context without = Context.create("wasm")) {
            assertThatThrownBy(() -> Wat.module(without, text)).hasMessageContaining("type mismatch");
        }
    }

    @Test
    void structuresWithDescriptorsHaveTheirFieldsAsMembers() {
        Value exports = Wat.exports(context, "(module " + POINTS + """
                          (func $area (type $area) (i32.const 7))
                          (global $class (ref (exact $class)) (struct.new $class (i32.const 3) (ref.func $area)))
                          (func (export "make") (param i32) (result (ref $point))
                            (struct.new_desc $point (local.get 0) (ref.i31 (i32.const 5)) (global.get $class)))
                          (func (export "class") (param (ref $point)) (result (ref $class)) (ref.get_desc $point (local.get 0)))
                          (func (export "exactly") (param (ref null (exact $point))) (result i32) (ref.is_null (local.get 0))))""");
        Value point = exports.invokeMember("make", 11);
        assertThat(point.getMemberKeys()).containsExactly("0", "1");
        assertThat(point.getMember("0").asInt()).isEqualTo(11);
        assertThat(point.getMember("1").asInt()).isEqualTo(5);
        point.putMember("0", 12);
        assertThat(point.getMember("0").asInt()).isEqualTo(12);
        Value descriptor = exports.invokeMember("class", point);
        assertThat(descriptor.getMember("0").asInt()).isEqualTo(3);
        assertThat(descriptor.getMember("1").execute(0).asInt()).isEqualTo(7);
        assertThat(exports.invokeMember("exactly", point).asInt()).isZero();
        assertThat(exports.invokeMember("exactly", (Object) null).asInt()).isEqualTo(1);
        assertThatThrownBy(() -> exports.invokeMember("exactly", descriptor)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesOfSubtypesAreNotExactlyOfTheType() {
        Value exports = Wat.exports(context, """
                        (module (type $a (sub (struct))) (type $b (sub $a (struct)))
                          (func (export "a") (result anyref) (struct.new $a))
                          (func (export "b") (result anyref) (struct.new $b))
                          (func (export "take") (param (ref (exact $a)))))""");
        exports.invokeMember("take", exports.invokeMember("a"));
        assertThatThrownBy(() -> exports.invokeMember("take", exports.invokeMember("b"))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Fields come first, then the descriptor. */
    @Test
    void operandsOfAllocationsAndCastsAreEvaluatedInOrder() {
        Value exports = Wat.exports(context, shapes("""
                        (global $trace (mut i32) (i32.const 0))
                        (func $note (param i32) (result i32)
                          (global.set $trace (i32.add (i32.mul (global.get $trace) (i32.const 10)) (local.get 0)))
                          (local.get 0))
                        (func $vtable (param i32) (result (ref null (exact $vtable)))
                          (drop (call $note (local.get 0)))
                          (if (result (ref null (exact $vtable))) (i32.eq (local.get 0) (i32.const 9))
                            (then (ref.null none)) (else (global.get $line))))
                        (func (export "new") (result i32)
                          (struct.get $shape 0 (struct.new_desc $shape (call $note (i32.const 1)) (call $vtable (i32.const 2)))))
                        (func (export "cast") (result i32)
                          (struct.get $shape 0 (ref.cast_desc_eq (ref $shape)
                            (struct.new_desc $shape (call $note (i32.const 3)) (global.get $line)) (call $vtable (i32.const 4)))))
                        (func (export "branch") (result i32)
                          (struct.get $shape 0 (block $is (result (ref $shape))
                            (br_on_cast_desc_eq $is anyref (ref $shape)
                              (struct.new_desc $shape (call $note (i32.const 5)) (global.get $line)) (call $vtable (i32.const 6)))
                            (unreachable))))
                        (func (export "trap") (drop (struct.new_desc $shape (call $note (i32.const 8)) (call $vtable (i32.const 9)))))
                        (func (export "trace") (result i32) (global.get $trace))"""));
        assertThat(exports.invokeMember("new").asInt()).isEqualTo(1);
        assertThat(exports.invokeMember("cast").asInt()).isEqualTo(3);
        assertThat(exports.invokeMember("branch").asInt()).isEqualTo(5);
        assertThatThrownBy(() -> exports.invokeMember("trap")).hasMessage("null descriptor reference");
        assertThat(exports.invokeMember("trace").asInt()).isEqualTo(12_345_689);
    }

    /** Long enough to be compiled where there is a compiler. */
    @Test
    void callsThroughDescriptors() {
        Value exports = Wat.exports(context, shapes("""
                        (func (export "run") (param $n i32) (result i32)
                          (local $sum i32) (local $shape (ref null $shape))
                          (loop $next
                            (local.set $shape (if (result (ref $shape)) (i32.and (local.get $n) (i32.const 1))
                              (then (struct.new_desc $shape (i32.const 3) (global.get $square)))
                              (else (struct.new_desc $shape (i32.const 5) (global.get $line)))))
                            (local.set $sum (i32.add (local.get $sum)
                              (call_ref $size (struct.get $shape 0 (local.get $shape))
                                (struct.get $vtable 1 (ref.get_desc $shape (local.get $shape))))))
                            (local.set $sum (i32.add (local.get $sum) (block $no (result i32)
                              (drop (block $fails (result anyref)
                                (br_on_cast_desc_eq_fail $fails anyref (ref $shape) (local.get $shape) (global.get $line))
                                (br $no (struct.get $shape 0))))
                              (i32.const 0))))
                            (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                          (local.get $sum))"""));
        for (int i = 0; i < 30; i++) {
            // An odd number counts 9, an even one 5 and 5.
            assertThat(exports.invokeMember("run", 100_000).asInt()).isEqualTo(50_000 * 19);
        }
    }
}
