// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of functions of tables by compiled code, which have a way of their own for up to eight numbers. */
final class TableCallsTest {

    private static final String[] TYPES = {"i32", "i64", "f32", "f64"};
    private static final String[] TO_I64 = {"i64.extend_i32_s", "i64.add (i64.const 0)", "i64.trunc_sat_f32_s", "i64.trunc_sat_f64_s"};
    private static final String[] FROM_I64 = {"i32.wrap_i64", "i64.add (i64.const 0)", "f32.convert_i64_s", "f64.convert_i64_s"};
    private static final int CALLS = 60;
    private static final int HOST = 3;
    private static final int MOST_REFERENCES = 3;
    private static final int MOST_NUMBERS = 4;

    private static String type(int i) {
        return TYPES[i % TYPES.length];
    }

    /** A function that adds its arguments, each times its place, and multiplies the sum. */
    private static String function(int count, int factor) {
        StringBuilder sum = new StringBuilder("(i64.const 0)");
        for (int i = 0; i < count; i++) {
            sum.insert(0, "(i64.add ").append(" (i64.mul (i64.const ").append(i + 1).append(") (").append(TO_I64[i % TYPES.length]).append(
                            " (local.get ").append(i).append("))))");
        }
        return "(func (type $t) (" + FROM_I64[count % TYPES.length] + " (i64.mul (i64.const " + factor + ") " + sum + ")))";
    }

    /** The table has two functions of the module, one of the host, and once more the first. */
    private static String module(int count) {
        StringBuilder params = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < count; i++) {
            params.append(" (param ").append(type(i)).append(')');
            arguments.append(" (").append(type(i)).append(".const ").append(10 + i).append(')');
        }
        String result = "(result " + type(count) + ")";
        return "(module (type $t (func" + params + " " + result + ")) (import \"host\" \"f\" (func (type $t)))" + function(count, 1) + function(count, 2) +
                        "(table funcref (elem 1 2 0 1)) (func (export \"run\") (param i32) " + result +
                        "(call_indirect (type $t)" + arguments + " (local.get 0))))";
    }

    private static long sum(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (i + 1) * (10L + i);
        }
        return sum;
    }

    private static Object host(int count, Value[] arguments) {
        double sum = 0;
        for (int i = 0; i < arguments.length; i++) {
            sum += (i + 1) * arguments[i].asDouble();
        }
        long result = HOST * (long) sum;
        return switch (type(count)) {
            case "i32" -> (int) result;
            case "i64" -> result;
            case "f32" -> (float) result;
            default -> (double) result;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12})
    void numbersArriveAsTheyWere(int count) {
        try (Context context = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", "3").build()) {
            ProxyExecutable host = arguments -> host(count, arguments);
            Value run = CompiledTierTest.exports(context, module(count), ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("f", host))))).getMember("run");
            int[] factors = {1, 2, HOST, 1};
            for (int i = 0; i < CALLS; i++) {
                int index = i % factors.length;
                assertThat(run.execute(index).asDouble()).as("call %d", i).isEqualTo(factors[index] * sum(count));
            }
        }
    }

    /** The first 1,024 types are constants of another kind than the rest; here two types are the last of them, astride, and behind. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1021, 1022, 1023, 1024, 5000})
    void typesAreTold(int before) {
        String text = "(module " + "(type (func (param f64)))".repeat(before) + """
                        (type $one (func (param i32) (result i32))) (type $other (func (param i64) (result i32)))
                        (func (type $one) (i32.add (local.get 0) (i32.const 1)))
                        (func (type $other) (i32.wrap_i64 (i64.add (local.get 0) (i64.const 2))))
                        (table funcref (elem 0 1))
                        (func (export "one") (param i32) (result i32) (call_indirect (type $one) (i32.const 40) (local.get 0)))
                        (func (export "other") (param i32) (result i32) (call_indirect (type $other) (i64.const 40) (local.get 0))))""";
        try (Context context = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", "3").build()) {
            Value exports = CompiledTierTest.exports(context, text, ProxyObject.fromMap(Map.of()));
            for (int i = 0; i < CALLS; i++) {
                assertThat(exports.getMember("one").execute(0).asInt()).isEqualTo(41);
                assertThat(exports.getMember("other").execute(1).asInt()).isEqualTo(42);
                assertThatThrownBy(() -> exports.getMember("one").execute(1)).hasMessageContaining("indirect call type mismatch");
                assertThatThrownBy(() -> exports.getMember("other").execute(0)).hasMessageContaining("indirect call type mismatch");
            }
        }
    }

    /** Methods of objects as compilers of such languages make them, with all numbers of references and numbers that have a way of their own, and more. */
    private static String methods() {
        StringBuilder text = new StringBuilder("(module (type $box (struct (field (mut i32))))");
        StringBuilder tables = new StringBuilder();
        StringBuilder runs = new StringBuilder();
        for (int references = 0; references <= MOST_REFERENCES; references++) {
            for (int numbers = 0; numbers <= MOST_NUMBERS; numbers++) {
                for (boolean returns : new boolean[]{false, true}) {
                    addMethod(text, tables, runs, references, numbers, returns);
                }
            }
        }
        return text.append(tables).append("(func (export \"run\") (param i32) (result i32) (local $sum i32)").append(runs).append("(local.get $sum)))").toString();
    }

    /** Two functions that add all that they get, and a call of one of them by the parity of the argument. */
    private static void addMethod(StringBuilder text, StringBuilder functions, StringBuilder runs, int references, int numbers, boolean returns) {
        String name = references + "_" + numbers + "_" + returns;
        StringBuilder params = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        StringBuilder sum = new StringBuilder("(i32.const FACTOR)");
        for (int i = 0; i < references + numbers; i++) {
            // Numbers and references alternate while there are both.
            boolean number = i / 2 < Math.min(references, numbers) ? i % 2 == 0 : numbers > references;
            params.append(number ? " (param i32)" : " (param (ref null $box))");
            arguments.append(number ? " (i32.const " + (i + 1) + ")" : " (struct.new $box (i32.const " + (i + 1) + "))");
            String value = number ? "(local.get " + i + ")" : "(struct.get $box 0 (local.get " + i + "))";
            sum.insert(0, "(i32.add ").append(" (i32.mul (i32.const ").append(i + 1).append(") ").append(value).append("))");
        }
        String result = returns ? "(result (ref $box))" : "(result i32)";
        String body = returns ? "(struct.new $box " + sum + ")" : sum.toString();
        text.append("(type $t").append(name).append(" (func").append(params).append(' ').append(result).append("))");
        for (int factor = 0; factor < 2; factor++) {
            functions.append("(func $f").append(name).append('_').append(factor).append(" (type $t").append(name).append(") ").append(
                            body.replace("FACTOR", String.valueOf(factor + 1))).append(")(elem declare func $f").append(name).append('_').append(factor).append(')');
        }
        String call = "(call_ref $t" + name + arguments + " (select (result (ref $t" + name + ")) (ref.func $f" + name + "_0) (ref.func $f" + name +
                        "_1) (local.get 0)))";
        runs.append("(local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) ").append(returns ? "(struct.get $box 0 " + call + ")" : call).append("))");
    }

    private static int expected(boolean first) {
        int sum = 0;
        for (int references = 0; references <= MOST_REFERENCES; references++) {
            for (int numbers = 0; numbers <= MOST_NUMBERS; numbers++) {
                int one = first ? 1 : 2;
                for (int i = 1; i <= references + numbers; i++) {
                    one += i * i;
                }
                sum = (sum * 31 + one) * 31 + one;
            }
        }
        return sum;
    }

    @Test
    void referencesArriveAsTheyWere() {
        try (Context context = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", "3").build()) {
            Value run = CompiledTierTest.exports(context, methods()).getMember("run");
            for (int i = 0; i < CALLS; i++) {
                assertThat(run.execute(i % 2).asInt()).as("call %d", i).isEqualTo(expected(i % 2 == 1));
            }
        }
    }
}
