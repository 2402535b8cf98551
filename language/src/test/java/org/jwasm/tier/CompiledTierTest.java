// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.nodes.control.WasmRootNode;
import org.jwasm.text.WatReader;

/** What is particular to compiled code; that it computes the same is the business of all other tests. */
final class CompiledTierTest {

    private static final int CASES = 120;

    private static Context context(boolean tier) {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", String.valueOf(tier)).option("wasm.CompiledTierThreshold", "1").option(
                        "wasm.CompiledTierBackground", "false").option("wasm.TraceTiers", "true").build();
    }

    static Source source(String text) {
        byte[] bytes = WatReader.toBinary("test", text.getBytes(StandardCharsets.UTF_8));
        return Source.newBuilder("wasm", ByteSequence.create(bytes), "test").buildLiteral();
    }

    static Value exports(Context context, String text, Object... imports) {
        return context.eval(source(text)).newInstance(imports).getMember("exports");
    }

    /** What the tier told while {@code action} ran. */
    static String trace(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return told.toString(StandardCharsets.UTF_8);
    }

    /** An interpreter of {@link #CASES} instructions in one function, far too large for HotSpot; case 0 returns, 1 divides, 2 leaves a block with a value. */
    static String interpreter() {
        StringBuilder text = new StringBuilder("""
                        (module (memory 1)
                          (func $run (export "run") (param $steps i32) (param $seed i32) (result i64)
                            (local $op i32) (local $a i32) (local $b i32) (local $c i64) (local $d f64) (local $e f32)
                            (local.set $op (local.get $seed))
                            (loop $next
                              (if (i32.eqz (local.get $steps)) (then (local.set $op (i32.const 0))))
                              (local.set $steps (i32.sub (local.get $steps) (i32.const 1)))
                              (local.set $op (i32.rem_u (local.get $op) (i32.const %d)))
                              (local.set $c (i64.add (local.get $c) (block $value (result i64)
                        """.formatted(CASES));
        for (int i = 0; i < CASES; i++) {
            text.append("(block $c").append(i).append('\n');
        }
        text.append("(br_table");
        for (int i = CASES - 1; i >= 0; i--) {
            text.append(" $c").append(i);
        }
        text.append(" (local.get $op))");
        for (int i = 0; i < CASES; i++) {
            text.append(")\n").append(body(i, i));
        }
        // The value of the block is added to c.
        return text.append("(i64.const 7))))\n (br $next)) (unreachable)))").toString();
    }

    private static String body(int operation, int number) {
        String mix = """
                        (local.set $a (i32.add (i32.mul (local.get $a) (i32.const %1$d)) (local.get $op)))
                        (i32.store (i32.and (local.get $a) (i32.const 0xfff0)) (i32.xor (local.get $a) (local.get $b)))
                        (local.set $b (i32.add (local.get $b) (i32.load (i32.and (local.get $b) (i32.const 0xfff0)))))
                        (local.set $d (f64.add (local.get $d) (f64.convert_i32_s (local.get $a))))
                        (local.set $e (f32.add (local.get $e) (f32.const %1$d.5)))
                        (local.set $op (i32.add (local.get $op) (i32.rotl (local.get $a) (i32.const %1$d))))
                        """.formatted(number + 3);
        return mix + switch (operation) {
            case 0 -> """
                            (return (i64.add (local.get $c) (i64.add (i64.extend_i32_u (local.get $b)) (i64.xor
                              (i64.reinterpret_f64 (local.get $d)) (i64.extend_i32_u (i32.reinterpret_f32 (local.get $e)))))))""";
            case 1 -> "(local.set $a (i32.div_s (local.get $a) (i32.sub (local.get $steps) (i32.const 77)))) (br $next)";
            case 2 -> "(br $value (i64.const 1234567))";
            case 3 -> "(loop $inner (local.set $a (i32.add (local.get $a) (i32.const 1))) (br_if $inner (i32.and (local.get $a) (i32.const 3)))) (br $next)";
            default -> operation % 2 == 0 ? "(br_if $next (i32.and (local.get $a) (i32.const 1))) (br $value (i64.extend_i32_u (local.get $b)))"
                            : "(br $next)";
        };
    }

    @Test
    void hugeFunctionsAreSplitAndDoTheSame() {
        List<Object> expected = results(false);
        List<Object> actual = new ArrayList<>();
        String told = trace(() -> actual.addAll(results(true)));
        assertThat(told).contains("compiled run").doesNotContain("refused");
        assertThat(actual).isEqualTo(expected);
        assertThat(expected).anyMatch(Long.class::isInstance).anyMatch(each -> each.toString().startsWith("integer divide by zero"));
    }

    /** Results, and what traps say with the offset of each frame. */
    private static List<Object> results(boolean tier) {
        List<Object> results = new ArrayList<>();
        try (Context context = context(tier)) {
            Value run = exports(context, interpreter()).getMember("run");
            for (int steps = 0; steps < 200; steps++) {
                try {
                    results.add(run.execute(steps, steps * 31).asLong());
                } catch (PolyglotException e) {
                    results.add(e.getMessage() + " at " + e.getGuestObject().getMember("offsets"));
                }
            }
        }
        return results;
    }

    @Test
    void whatHasNoBytecodeIsDoneByTrees() {
        String module = """
                        (module (type $pair (struct (field (mut i32)) (field i64)))
                          (func $fail (param $p (ref null $pair)) (result i32) (struct.get $pair 0 (local.get $p)))
                          (func (export "run") (param i32) (result i32) (local $p (ref null $pair))
                            (local.set $p (struct.new $pair (local.get 0) (i64.const 5)))
                            (struct.set $pair 0 (local.get $p) (i32.mul (local.get 0) (i32.const 3)))
                            (if (i32.eqz (local.get 0)) (then (local.set $p (ref.null $pair))))
                            (i32.add (call $fail (local.get $p)) (i32.wrap_i64 (struct.get $pair 1 (local.get $p))))))""";
        String told = trace(() -> {
            try (Context context = context(true)) {
                Value run = exports(context, module).getMember("run");
                assertThat(run.execute(4).asInt()).isEqualTo(17);
                assertThatThrownBy(() -> run.execute(0)).isInstanceOfSatisfying(PolyglotException.class, e -> {
                    assertThat(e.getMessage()).isEqualTo("null structure reference");
                    assertThat(e.getPolyglotStackTrace()).filteredOn(PolyglotException.StackFrame::isGuestFrame).extracting(
                                    PolyglotException.StackFrame::getRootName).containsExactly("fail", "run");
                });
            }
        });
        assertThat(told).contains("compiled run", "compiled fail");
    }

    @Test
    void callsThroughTablesGoBetweenTheTiers() {
        // A function of atomic accesses stays in the interpreter, and its callers don't.
        StringBuilder accesses = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            accesses.append("(drop (i32.atomic.rmw.add (i32.const 0) (i32.const " + i + ")))");
        }
        String module = """
                        (module (memory 1) (type $t (func (param v128) (result v128))) (table funcref (elem $sum))
                          (func $sum (param v128) (result v128) %s
                            (i32x4.add (i32x4.splat (i32.atomic.load (i32.const 0))) (local.get 0)))
                          (func (export "run") (param i32) (result i32)
                            (i32x4.extract_lane 0 (call_indirect (type $t) (i32x4.splat (local.get 0)) (i32.const 0)))))""".formatted(accesses);
        String told = trace(() -> {
            try (Context context = context(true)) {
                assertThat(exports(context, module).getMember("run").execute(3).asInt()).isEqualTo(193);
            }
        });
        assertThat(told).contains("compiled run", "refused sum");
    }

    @Test
    void callsGoToCompiledCodeOnceItIsThere() {
        String module = """
                        (module (import "host" "look" (func $look)) (type $t (func (param i32) (result i32))) (table funcref (elem $leaf))
                          (func $leaf (type $t) (call $look) (i32.div_u (i32.const 60) (local.get 0)))
                          (func (export "direct") (param $n i32) (result i32) (local $sum i32)
                            (loop $next
                              (if (local.get $n) (then
                                (local.set $sum (i32.add (local.get $sum) (call $leaf (local.get $n))))
                                (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                                (br $next))))
                            (local.get $sum))
                          (func (export "indirect") (param $n i32) (result i32) (call_indirect (type $t) (local.get $n) (i32.const 0)))
                          (func (export "fail") (result i32) (loop (result i32) (call $leaf (i32.const 0)))))""";
        List<Boolean> inTree = new ArrayList<>();
        String told = trace(() -> {
            try (Context context = Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierThreshold", "4").option(
                            "wasm.CompiledTierBackground", "false").option("wasm.TraceTiers", "true").build()) {
                Value exports = exports(context, module, ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("look",
                                (ProxyExecutable) _ -> inTree.add(isCalledByTree()))))));
                List<String> before = frames(exports.getMember("fail"));
                for (int i = 0; i < 4; i++) {
                    assertThat(exports.getMember("direct").execute(0).asInt()).isZero();
                }
                inTree.clear();
                assertThat(exports.getMember("direct").execute(6).asInt()).isEqualTo(60 + 30 + 20 + 15 + 12 + 10);
                // The third call changes over in the root of the tree, after that by "fail"; the next, from the same instruction, goes to the code.
                assertThat(inTree).containsExactly(true, true, true, false, false, false);
                for (int i = 0; i < 5; i++) {
                    inTree.clear();
                    assertThat(exports.getMember("indirect").execute(20).asInt()).isEqualTo(3);
                }
                assertThat(inTree).containsExactly(false);
                assertThat(frames(exports.getMember("fail"))).isEqualTo(before).contains("leaf", "fail");
            }
        });
        assertThat(told).containsOnlyOnce("compiled leaf");
    }

    /** Whether the function was called through the root of its tree; its caller was, by the host. */
    private static boolean isCalledByTree() {
        return StackWalker.getInstance().walk(frames -> frames.filter(frame -> frame.getClassName().equals(WasmRootNode.class.getName()) &&
                        frame.getMethodName().equals("execute")).count()) > 1;
    }

    /** Which functions the trap of a function has gone through. */
    private static List<String> frames(Value function) {
        try {
            function.execute();
        } catch (PolyglotException e) {
            assertThat(e.getMessage()).isEqualTo("integer divide by zero");
            return StreamSupport.stream(e.getPolyglotStackTrace().spliterator(), false).filter(PolyglotException.StackFrame::isGuestFrame).map(
                            PolyglotException.StackFrame::getRootName).toList();
        }
        throw new AssertionError("no trap");
    }

    @Test
    @Timeout(120)
    void codeGoesWithItsModule() throws InterruptedException {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        long loadedBefore = classes.getTotalLoadedClassCount();
        long unloadedBefore = classes.getUnloadedClassCount();
        for (int i = 0; i < 300; i++) {
            try (Context context = context(true)) {
                String text = "(module (func (export \"run\") (result i32) (i32.const " + i + ")))";
                assertThat(exports(context, text).getMember("run").execute().asInt()).isEqualTo(i);
            }
        }
        assertThat(classes.getTotalLoadedClassCount()).isGreaterThanOrEqualTo(loadedBefore + 300);
        // The last may be held by what the JVM has on its stacks.
        while (classes.getUnloadedClassCount() < unloadedBefore + 290) {
            System.gc();
            Thread.sleep(20);
        }
    }

    /** Small functions that call themselves are there twice, and each calls the other. */
    @Test
    void recursionIsTheSameInTwins() {
        String text = """
                        (module
                          (import "host" "twice" (func $twice (param i32) (result i32)))
                          (memory 1)
                          (func $fib (export "fib") (param i32) (result i32)
                            (if (result i32) (i32.lt_u (local.get 0) (i32.const 2)) (then (local.get 0))
                              (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
                          (func $down (export "down") (param i32) (result i32)
                            (if (i32.eqz (local.get 0)) (then (drop (i32.load (i32.const -1)))))
                            (i32.add (call $twice (local.get 0)) (call $down (i32.sub (local.get 0) (i32.const 1)))))
                          (func $wide (export "wide") (param i32 v128) (result v128)
                            (if (result v128) (local.get 0) (then (i8x16.add (local.get 1) (call $wide (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))) (else (local.get 1))))
                          (func (export "lane") (param i32) (result i32) (i8x16.extract_lane_u 3 (call $wide (local.get 0) (v128.const i32x4 0x01010101 0 0 0)))))""";
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("twice", (ProxyExecutable) values -> 2 * values[0].asInt()))));
        List<List<String>> traces = new ArrayList<>();
        for (boolean compiled : new boolean[]{false, true}) {
            try (Context context = context(compiled)) {
                Value exports = exports(context, text, imports);
                for (int i = 0; i < 3; i++) {
                    assertThat(exports.invokeMember("fib", 15).asInt()).isEqualTo(610);
                    assertThat(exports.invokeMember("lane", 9).asInt()).isEqualTo(10);
                    PolyglotException trap = catchThrowableOfType(PolyglotException.class, () -> exports.invokeMember("down", 6));
                    assertThat(trap).hasMessageContaining("out of bounds memory access");
                    List<String> trace = new ArrayList<>(List.of(trap.getGuestObject().getMember("offsets").toString()));
                    trap.getPolyglotStackTrace().forEach(frame -> trace.add(frame.isGuestFrame() ? frame.getRootName() : "host"));
                    traces.add(trace);
                }
                PolyglotException deep = catchThrowableOfType(PolyglotException.class, () -> exports.invokeMember("down", -1));
                assertThat(deep).hasMessageContaining("call stack exhausted");
            }
        }
        assertThat(traces.getFirst().stream().filter("down"::equals)).hasSize(7);
        traces.forEach(trace -> trace.removeIf("host"::equals));
        assertThat(traces).containsOnly(traces.getFirst());
    }

    @Test
    void functionsOfAbsurdShapeStayInTheInterpreter() {
        String locals = "(local i64)".repeat(20_000);
        String blocks = "(block (br_if 0 (i32.const 0)))".repeat(2_000);
        String told = trace(() -> {
            try (Context context = context(true)) {
                assertThat(exports(context, "(module (func (export \"run\") (result i32) " + locals + blocks + "(i32.const 1)))").getMember(
                                "run").execute().asInt()).isEqualTo(1);
            }
        });
        assertThat(told).contains("refused run").contains("too many variables and labels");
    }
}
