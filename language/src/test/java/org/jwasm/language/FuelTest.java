// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Metered code: the same count however it is run. */
class FuelTest {

    /** More than it takes until code is compiled, where there is a compiler. */
    private static final int MANY = 20_000;

    private static Context context(long fuel) {
        return Context.newBuilder("wasm").option("wasm.Fuel", String.valueOf(fuel)).build();
    }

    /** Asserts that a call of {@code f} costs exactly {@code units}, interpreted and later. */
    private static void assertCost(long units, String module, Object... arguments) {
        try (Context context = context(units * MANY)) {
            Value function = Wat.exports(context, module).getMember("f");
            for (int i = 0; i < MANY; i++) {
                function.execute(arguments);
            }
            assertThatThrownBy(() -> function.execute(arguments)).hasMessage("all fuel consumed");
            assertThatThrownBy(() -> function.execute(arguments)).as("it stays empty").hasMessage("all fuel consumed");
        }
        try (Context context = context(units - 1)) {
            Value function = Wat.exports(context, module).getMember("f");
            assertThatThrownBy(() -> function.execute(arguments)).as("one unit less is too little").hasMessage("all fuel consumed");
        }
    }

    @Test
    void eachInstructionCostsOne() {
        // i32.const, i32.const, i32.add, drop, br; nop and what opens and closes constructs are free.
        assertCost(5, """
                        (module (func (export "f") nop
                          (block (drop (i32.add (i32.const 1) (i32.const 2)))) (block (loop nop)) (block (br 0))))""");
    }

    @Test
    void loopsCostWhatTheyDo() {
        // Each round: local.get, i32.const, i32.sub, local.tee, br_if.
        assertCost(5 * 10, """
                        (module (func (export "f") (param i32)
                          (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))""", 10);
    }

    @Test
    void onlyTheSideTakenIsPaid() {
        String module = """
                        (module (func (export "f") (param i32) (result i32) (local i32)
                          (if (local.get 0)
                            (then (local.set 1 (i32.mul (i32.const 3) (i32.const 4))))
                            (else (local.set 1 (i32.const 1))))
                          (local.get 1)))""";
        assertCost(2 + 4 + 1, module, 1);
        assertCost(2 + 2 + 1, module, 0);
    }

    @Test
    void callsCostThemselvesAndWhatIsCalled() {
        String callee = "(func $g (param i32) (result i32) (i32.popcnt (local.get 0)))";
        assertCost(2 + 2, "(module " + callee + " (func (export \"f\") (result i32) (call $g (i32.const 7))))");
        assertCost(2 + 2, "(module " + callee + " (func (export \"f\") (result i32) (return_call $g (i32.const 7))))");
        // Ten rounds of local.get, if, local.get, i32.const, i32.sub, return_call; then local.get, if.
        assertCost(6 * 10 + 2, """
                        (module (func $f (export "f") (param i32)
                          (if (local.get 0) (then (return_call $f (i32.sub (local.get 0) (i32.const 1)))))))""", 10);
    }

    @Test
    void rangesCostByTheirLength() {
        String module = "(module (memory 1) (func (export \"f\") (param i32) (memory.fill (i32.const 0) (i32.const 1) (local.get 0))))";
        assertCost(4, module, 63);
        assertCost(4 + 16, module, 1024);
    }

    @Test
    void exceptionsDontSpareCosts() {
        // i32.const, throw; then drop.
        assertCost(3, """
                        (module (tag $t (param i32)) (func (export "f")
                          (block $h (result i32) (try_table (catch $t $h) (throw $t (i32.const 1))) unreachable) drop))""");
    }

    @Test
    void endlessLoopsEnd() {
        try (Context context = context(1_000_000_000)) {
            Value function = Wat.exports(context, "(module (func (export \"f\") (loop (br 0))))").getMember("f");
            assertThatThrownBy(function::execute).hasMessage("all fuel consumed");
        }
    }

    @Test
    void startFunctionsPayToo() {
        try (Context context = context(10)) {
            Value module = Wat.module(context, "(module (func $s (loop (br 0))) (start $s))");
            assertThatThrownBy(module::newInstance).hasMessage("all fuel consumed");
        }
    }

    @Test
    void callsNestAsDeepAsIsSaid() {
        String recursion = """
                        (module (func $f (export "f") (param i32) (result i32)
                          (if (result i32) (local.get 0) (then (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1)))))
                            (else (i32.const 1)))))""";
        try (Context context = Context.newBuilder("wasm").option("wasm.MaxCallDepth", "100").build()) {
            Value function = Wat.exports(context, recursion).getMember("f");
            for (int i = 0; i < MANY / 10; i++) {
                assertThat(function.execute(99).asInt()).isEqualTo(100);
            }
            assertThatThrownBy(() -> function.execute(100)).hasMessage("call stack exhausted");
            assertThat(function.execute(99).asInt()).as("it counts down when it traps").isEqualTo(100);
        }
    }

    @Test
    void contextsOfOneEngineHaveTanksOfTheirOwn() {
        try (Engine engine = Engine.create("wasm");
                        Context small = Context.newBuilder("wasm").engine(engine).option("wasm.Fuel", "10").build();
                        Context large = Context.newBuilder("wasm").engine(engine).option("wasm.Fuel", "1000").build();
                        Context free = Context.newBuilder("wasm").engine(engine).build()) {
            String loop = "(module (func (export \"f\") (param i32) (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))";
            Value limited = Wat.exports(small, loop).getMember("f");
            assertThatThrownBy(() -> limited.execute(100)).hasMessage("all fuel consumed");
            assertThatCode(() -> Wat.exports(large, loop).getMember("f").execute(100)).doesNotThrowAnyException();
            assertThatCode(() -> Wat.exports(free, loop).getMember("f").execute(1_000_000)).doesNotThrowAnyException();
        }
    }
}
