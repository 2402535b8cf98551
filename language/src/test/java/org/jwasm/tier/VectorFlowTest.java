// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Vectors on their way through compiled code: as operands, locals, parameters, results, and what goes on in the middle of a loop. */
final class VectorFlowTest {

    private static final int[] ARGUMENTS = {0, 1, 2, 3, 5, 8, 40, -1};

    private static List<String> results(Context.Builder builder, String module) {
        List<String> results = new ArrayList<>();
        try (Context context = builder.build()) {
            Value exports = CompiledTierTest.exports(context, module);
            for (String name : exports.getMemberKeys()) {
                for (int argument : ARGUMENTS) {
                    try {
                        results.add(name + "(" + argument + ") is " + exports.getMember(name).execute(argument));
                    } catch (PolyglotException e) {
                        results.add(name + "(" + argument + ") fails: " + e.getMessage() + " at " + e.getGuestObject().getMember("offsets"));
                    }
                }
            }
        }
        return results;
    }

    private static Context.Builder tier(String calls, String rounds) {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", calls).option("wasm.CompiledTierLoopThreshold", rounds).option("wasm.TraceTiers", "true");
    }

    /** Compares trees, code from the first call on, and code that is entered at loops; the answer is what the tier told of the second. */
    private static String compare(String module) {
        List<String> expected = results(Context.newBuilder("wasm").option("wasm.CompiledTier", "false"), module);
        String told = CompiledTierTest.trace(() -> assertThat(results(tier("1", "1"), module)).isEqualTo(expected));
        for (String rounds : List.of("1", "2", "3")) {
            assertThat(CompiledTierTest.trace(() -> assertThat(results(tier("1000", rounds), module)).as("entered after %s rounds", rounds).isEqualTo(
                            expected))).doesNotContain("fails");
        }
        assertThat(told).contains("compiled ").doesNotContain("refused");
        return told;
    }

    /** An export of a number whose result is the halves of a vector in one. */
    private static String function(String name, String locals, String body) {
        return """
                        (func (export "%s") (param $n i32) (result i64) (local $i i32) %s
                          (call $digest %s))
                        """.formatted(name, locals, body);
    }

    private static final String DIGEST = """
                    (func $digest (param v128) (result i64)
                      (i64.xor (i64x2.extract_lane 0 (local.get 0)) (i64.rotl (i64x2.extract_lane 1 (local.get 0)) (i64.const 17))))
                    """;

    @Test
    void callsPassAndReturnThem() {
        compare("(module (type $t (func (param i32 v128 f64 v128) (result v128))) (table funcref (elem $mix $other)) (global $g (mut v128) (v128.const i64x2 3 4))" + """
                        (func $mix (type $t) (i64x2.add (local.get 1) (i64x2.add (i64x2.splat (i64.extend_i32_s (local.get 0)))
                          (v128.xor (local.get 3) (f64x2.splat (local.get 2))))))
                        (func $other (type $t) (local.set 3 (i8x16.sub (local.get 3) (local.get 1))) (local.get 3))
                        (func $many (param i32) (result v128 i32 v128)
                          (i32x4.splat (local.get 0)) (i32.add (local.get 0) (i32.const 1)) (i16x8.splat (local.get 0)))
                        (func $down (param $n i32) (param $v v128) (result v128)
                          (if (i32.le_s (local.get $n) (i32.const 0)) (then (return (local.get $v))))
                          (return_call $down (i32.sub (local.get $n) (i32.const 1)) (i32x4.add (local.get $v) (i32x4.splat (local.get $n)))))
                        (func $around (param $n i32) (param $v v128) (result v128) (return_call $down (local.get $n) (i8x16.neg (local.get $v))))
                        (func $recursive (param $n i32) (param $v v128) (result v128)
                          (if (result v128) (i32.le_s (local.get $n) (i32.const 0)) (then (local.get $v)) (else (i64x2.add (local.get $v)
                            (call $recursive (i32.sub (local.get $n) (i32.const 1)) (i64x2.shl (local.get $v) (i32.const 1)))))))
                        """ + DIGEST +
                        function("direct", "", "(call $mix (local.get $n) (v128.const i64x2 1 2) (f64.const 0.5) (i8x16.splat (local.get $n)))") +
                        function("indirect", "", "(call_indirect (type $t) (local.get $n) (v128.const i64x2 1 2) (f64.const 0.5) (i8x16.splat (local.get $n))" +
                                        "(i32.and (local.get $n) (i32.const 1)))") +
                        function("many", "(local $v v128)", "(call $many (local.get $n)) (local.set $v) (i32x4.splat) (v128.xor (local.get $v)) (v128.andnot)") +
                        function("tail", "", "(call $around (local.get $n) (v128.const i32x4 1 2 3 4))") +
                        function("recursive", "", "(call $recursive (local.get $n) (v128.const i32x4 1 2 3 4))") +
                        function("global", "", "(global.set $g (i32x4.add (global.get $g) (i32x4.splat (local.get $n)))) (global.get $g)") + ")");
    }

    @Test
    void blocksBranchesAndLocalsPassThem() {
        compare("(module " + DIGEST +
                        // A copy of a local that changes, on and below the top.
                        function("copies", "(local $a v128) (local $b v128)", """
                                        (local.set $a (i32x4.splat (local.get $n))) (local.get $a) (local.get $a)
                                        (local.set $a (i8x16.splat (i32.const 3))) (local.get $a)
                                        (local.tee $b (v128.xor (local.get $a) (i16x8.splat (local.get $n)))) (local.set $b (v128.not (local.get $b)))
                                        (i32x4.mul) (i64x2.sub) (i8x16.add) (v128.xor (local.get $b))""") +
                        function("selects", "(local $a v128)", """
                                        (local.set $a (i32x4.splat (local.get $n)))
                                        (select (local.get $a) (v128.not (local.get $a)) (i32.and (local.get $n) (i32.const 1)))
                                        (select (result v128) (v128.const i64x2 5 6) (local.get $a) (i32.lt_s (local.get $n) (i32.const 3))) (i32x4.sub)
                                        (select (call $of (local.get $n)) (call $of (i32.const 7)) (i32.gt_u (local.get $n) (i32.const 4))) (v128.xor)""") +
                        function("ifs", "(local $a v128)", """
                                        (local.set $a (i32x4.splat (local.get $n))) (local.get $a) (local.get $a)
                                        (if (param v128) (result v128) (i32.and (local.get $n) (i32.const 1))
                                          (then (local.set $a (v128.const i64x2 1 1)) (i32x4.add (local.get $a)))
                                          (else (local.set $a (v128.not (local.get $a))) (i32x4.sub (local.get $a))))
                                        (i64x2.add) (v128.xor (local.get $a))
                                        (if (param v128) (result v128) (i32.ge_s (local.get $n) (i32.const 2)) (then (i8x16.neg)))""") +
                        function("branches", "(local $a v128)", """
                                        (local.set $a (i32x4.splat (local.get $n)))
                                        (block $two (result v128) (block $one (result v128) (block $zero (result v128)
                                          (i32.const 9) (local.get $a)
                                          (br_if $two (local.get $a) (i32.eq (local.get $n) (i32.const 5))) (drop)
                                          (br_table $zero $one $two $zero (local.get $n)))
                                          (v128.not)) (i16x8.add (local.get $a)))""") +
                        function("loops", "(local $a v128) (local $b v128)", """
                                        (v128.const i64x2 11 12) (i16x8.splat (local.get $n))
                                        (loop $next (param v128) (result v128)
                                          (i32x4.add (local.get $a)) (local.tee $b) (i8x16.shl (local.get $i))
                                          (local.set $a (i64x2.add (local.get $a) (i64x2.splat (i64.const 0x123456789abcdef))))
                                          (local.set $i (i32.add (local.get $i) (i32.const 1)))
                                          (br_if $next (i32.lt_s (local.get $i) (local.get $n)))
                                          (v128.xor (local.get $b)))
                                        (i64x2.sub) (v128.or (local.get $b))""") +
                        """
                        (func $of (param i32) (result v128) (i16x8.splat (local.get 0)))
                        (func $wide (param v128 v128) (result v128) (i8x16.shuffle 0 17 2 19 4 21 6 23 8 25 10 27 12 29 14 31 (local.get 0) (local.get 1)))
                        """ + function("swap", "(local $a v128) (local $b v128)", """
                                        (local.set $a (i32x4.splat (local.get $n))) (local.set $b (v128.const i64x2 1 2))
                                        (local.get $a) (local.get $b) (local.set $a) (local.set $b)
                                        (call $wide (local.get $a) (local.get $b))""") + ")");
    }

    @Test
    void exceptionsAndObjectsCarryThem() {
        compare("""
                        (module (type $s (struct (field (mut v128)) (field i32))) (type $a (array (mut v128))) (tag $e (param i32 v128))
                          (func $throws (param i32) (result v128)
                            (if (i32.and (local.get 0) (i32.const 1)) (then (throw $e (local.get 0) (i32x4.splat (local.get 0)))))
                            (v128.const i64x2 8 9))
                        """ + DIGEST +
                        function("caught", "(local $v v128)", """
                                        (local.set $v (i8x16.splat (local.get $n)))
                                        (block $h (result i32 v128)
                                          (try_table (result i32 v128) (catch $e $h)
                                            (local.set $v (v128.not (local.get $v))) (i32.const 1) (call $throws (local.get $n))
                                            (local.set $v (i8x16.neg (local.get $v)))))
                                        (v128.xor (local.get $v)) (local.set $v) (i32x4.splat) (i32x4.add (local.get $v))""") +
                        function("objects", "(local $s (ref null $s)) (local $a (ref null $a))", """
                                        (local.set $s (struct.new $s (i16x8.splat (local.get $n)) (local.get $n)))
                                        (local.set $a (array.new $a (i32x4.splat (local.get $n)) (i32.const 4)))
                                        (struct.set $s 0 (local.get $s) (v128.not (struct.get $s 0 (local.get $s))))
                                        (array.set $a (local.get $a) (local.get $n) (struct.get $s 0 (local.get $s)))
                                        (i64x2.add (array.get $a (local.get $a) (i32.const 3)) (array.get $a (local.get $a) (i32.const 1)))""") + ")");
    }

    /** So many steps that the function is more than one method, with vectors in locals and on ways out of its parts. */
    @Test
    void partsOfFunctionsShareThem() {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < 240; i++) {
            steps.append("(local.set $%s (i8x16.shuffle 1 0 2 1 4 3 5 4 7 22 8 7 26 9 11 10 (local.get $%s) (i32x4.sub (local.get $%s) (i32x4.splat (i32.const %d)))))\n".formatted(
                            "abc".charAt(i % 3), "bca".charAt(i % 3), "abc".charAt(i % 3), i));
            if (i % 20 == 7) {
                steps.append("(br_if $next (i32.eq (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const %d)))\n".formatted(i / 20 + 2));
            }
            if (i % 60 == 59) {
                steps.append("(drop (br_if $out (local.get $a) (i32.gt_s (local.get $i) (i32.add (local.get $n) (i32.const %d)))))\n".formatted(i));
            }
        }
        String body = "(local.set $a (i32x4.splat (local.get $n))) (local.set $b (v128.const i64x2 1 2)) (block $out (result v128) (loop $next " + steps +
                        ") (i64x2.add (local.get $a) (i64x2.add (local.get $b) (local.get $c))))";
        String told = compare("(module " + DIGEST + function("run", "(local $a v128) (local $b v128) (local $c v128)", body) + ")");
        assertThat(told).contains("compiled run");
    }
}
