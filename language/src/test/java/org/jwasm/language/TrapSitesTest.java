// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * Functions that fail at every call stay compiled, and compiled code makes the exception: after a few calls nothing goes to the interpreter any more. The
 * JVM counts that: an event {@code jdk.Deoptimization} of a reason that only Truffle's compiled code has.
 */
class TrapSitesTest {

    private static final int WARM_UP = 100;
    private static final int CALLS = 1_000;
    /** More than the compiler has patience with, of ten milliseconds each. */
    private static final int DEEP_CALLS = 50;

    private static final String DEOPTIMIZATION = "jdk.Deoptimization";
    private static final String MODULE = """
                    (module
                      (type $i (func (result i32))) (type $f (func (param f32) (result f32)))
                      (type $s (struct (field (mut i32)))) (type $a (array (mut i32))) (type $r (array (mut anyref)))
                      (import "host" "fail" (func $fail (result i32))) (import "host" "wrong" (func $wrong (result i32)))
                      (memory 1 2) (memory $unshared 1) (data $d "0123456789")
                      (table $t 8 8 funcref) (elem (i32.const 0) $one) (elem $e func $one) (elem $any anyref (ref.null any))
                      (tag $tag) (tag $other)
                      (global $zero (mut i32) (i32.const 0)) (global $wide (mut i64) (i64.const 0)) (global $nan (mut f64) (f64.const nan))
                      (global $fn (mut (ref null $i)) (ref.null $i)) (global $struct (mut (ref null $s)) (ref.null $s))
                      (global $array (mut (ref null $a)) (ref.null $a)) (global $four (mut (ref $a)) (array.new $a (i32.const 1) (i32.const 4)))
                      (global $refs (mut (ref $r)) (array.new_default $r (i32.const 4)))
                      (global $i31 (mut (ref null i31)) (ref.null i31)) (global $exn (mut exnref) (ref.null exn))
                      (func $one (type $i) (i32.const 1))
                      (func $id (param i32) (result i32) (local.get 0))
                      (func $least (result i32) (i32.sub (global.get $zero) (i32.const -2147483648)))
                      (func $far (result i32) (i32.sub (global.get $zero) (i32.const 1)))
                      (func (export "unreachable") (result i32) (unreachable))
                      (func (export "div_s") (result i32) (i32.div_s (i32.const 1) (global.get $zero)))
                      (func (export "div_u") (result i32) (i32.div_u (i32.const 1) (global.get $zero)))
                      (func (export "rem_s") (result i32) (i32.rem_s (i32.const 1) (global.get $zero)))
                      (func (export "rem_u") (result i32) (i32.rem_u (i32.const 1) (global.get $zero)))
                      (func (export "div64_s") (result i64) (i64.div_s (i64.const 1) (global.get $wide)))
                      (func (export "rem64_u") (result i64) (i64.rem_u (i64.const 1) (global.get $wide)))
                      (func (export "overflow") (result i32) (i32.div_s (call $least) (i32.sub (global.get $zero) (i32.const 1))))
                      (func (export "trunc") (result i32) (i32.trunc_f64_s (global.get $nan)))
                      (func (export "trunc64") (result i64) (i64.trunc_f64_u (f64.const -1e30)))
                      (func (export "load") (result i32) (i32.load (call $far)))
                      (func (export "load8") (result i32) (i32.load8_s (i32.add (global.get $zero) (i32.const 65536))))
                      (func (export "loadv") (result i32) (i32x4.extract_lane 0 (v128.load (call $far))))
                      (func (export "store") (i64.store (call $far) (i64.const 1)))
                      (func (export "storev") (v128.store (call $far) (v128.const i64x2 1 2)))
                      (func (export "atomic") (result i32) (i32.atomic.rmw.add (i32.add (global.get $zero) (i32.const 65536)) (i32.const 1)))
                      (func (export "unaligned") (result i32) (i32.atomic.load (i32.add (global.get $zero) (i32.const 1))))
                      (func (export "wait") (result i32) (memory.atomic.wait32 $unshared (global.get $zero) (i32.const 0) (i64.const 0)))
                      (func (export "notify") (result i32) (memory.atomic.notify (i32.add (global.get $zero) (i32.const 65536)) (i32.const 1)))
                      (func (export "fill") (memory.fill (call $far) (i32.const 0) (i32.const 9)))
                      (func (export "copy") (memory.copy (global.get $zero) (call $far) (i32.const 9)))
                      (func (export "init") (memory.init $d (global.get $zero) (i32.const 5) (i32.const 9)))
                      (func (export "table_get") (drop (table.get $t (call $far))))
                      (func (export "table_set") (table.set $t (call $far) (ref.null func)))
                      (func (export "table_fill") (table.fill $t (call $far) (ref.null func) (i32.const 2)))
                      (func (export "table_copy") (table.copy $t $t (global.get $zero) (call $far) (i32.const 2)))
                      (func (export "table_init") (table.init $t $e (global.get $zero) (i32.const 1) (i32.const 2)))
                      (func (export "undefined") (result i32) (call_indirect $t (type $i) (call $far)))
                      (func (export "uninitialized") (result i32) (call_indirect $t (type $i) (i32.add (global.get $zero) (i32.const 4))))
                      (func (export "mismatch") (result f32) (call_indirect $t (type $f) (f32.const 1) (global.get $zero)))
                      (func (export "null_function") (result i32) (call_ref $i (global.get $fn)))
                      (func (export "non_null") (drop (ref.as_non_null (global.get $fn))))
                      (func (export "null_struct") (result i32) (struct.get $s 0 (global.get $struct)))
                      (func (export "null_struct_set") (struct.set $s 0 (global.get $struct) (i32.const 1)))
                      (func (export "null_array") (result i32) (array.get $a (global.get $array) (i32.const 0)))
                      (func (export "null_length") (result i32) (array.len (global.get $array)))
                      (func (export "array_get") (result i32) (array.get $a (global.get $four) (i32.const 4)))
                      (func (export "array_set") (array.set $a (global.get $four) (call $far) (i32.const 1)))
                      (func (export "array_fill") (array.fill $a (global.get $four) (i32.const 3) (i32.const 1) (i32.const 2)))
                      (func (export "array_copy") (array.copy $a $a (global.get $four) (i32.const 3) (global.get $four) (i32.const 0) (i32.const 2)))
                      (func (export "array_init") (array.init_data $a $d (global.get $four) (i32.const 0) (i32.const 9) (i32.const 2)))
                      (func (export "array_init_elem") (array.init_elem $r $any (global.get $refs) (i32.const 0) (i32.const 1) (i32.const 2)))
                      (func (export "array_new_data") (drop (array.new_data $a $d (i32.const 9) (i32.const 1))))
                      (func (export "array_negative") (drop (array.new_default $a (call $far))))
                      (func (export "array_large") (global.set $four (array.new_default $a (i32.shr_u (call $far) (i32.const 1)))))
                      (func (export "null_i31") (result i32) (i31.get_s (global.get $i31)))
                      (func (export "cast") (drop (ref.cast (ref $a) (ref.i31 (i32.const 1)))))
                      (func (export "null_exception") (throw_ref (global.get $exn)))
                      (func (export "throw") (throw $tag))
                      (func (export "uncaught")
                        (block $h (try_table (catch $other $h) (throw $tag))))
                      (func (export "caught_first") (result i32)
                        (block $h (try_table (catch $tag $h) (throw $tag)))
                        (i32.div_u (i32.const 1) (global.get $zero)))
                      (func (export "trap_in_try") (result i32)
                        (block $h (try_table (catch_all $h) (drop (i32.load (call $far))))) (i32.const 1))
                      (func (export "host") (result i32) (call $fail))
                      (func (export "host_result") (result i32) (call $wrong))
                      (func $trapping (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
                      (func (export "nested") (result i32) (i32.add (i32.const 1) (call $trapping (global.get $zero))))
                      (func (export "tail") (result i32) (return_call $trapping (global.get $zero)))
                      (func $deep (export "deep") (result i32) (i32.add (i32.const 1) (call $deep)))
                      (func (export "loop") (result i32) (local $n i32)
                        (local.set $n (i32.const 1000))
                        (loop $l (drop (call $trapping (local.get $n))) (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br $l))
                        (unreachable)))""";

    private static Context.Builder builder(ByteArrayOutputStream log) {
        return Context.newBuilder("wasm").allowExperimentalOptions(true).option("wasm.CompiledTier", "false").option(
                        "engine.CompileImmediately", "true").option(
                        "engine.BackgroundCompilation", "false").option("engine.MultiTier", "false").option("engine.TraceCompilation", "true").logHandler(log);
    }

    private static ProxyObject imports() {
        ProxyExecutable fail = _ -> {
            throw new IllegalStateException("no");
        };
        ProxyExecutable wrong = _ -> "text";
        return ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("fail", fail, "wrong", wrong))));
    }

    private static void failOften(Value function, String message, int calls) {
        for (int i = 0; i < calls; i++) {
            assertThatThrownBy(function::execute).isInstanceOf(PolyglotException.class).hasMessageContaining(message);
        }
    }

    /** The places where compiled code went to the interpreter on this thread meanwhile. */
    private static List<String> transfers(Runnable action) throws IOException {
        Path file = Files.createTempFile("transfers", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(DEOPTIMIZATION).withStackTrace();
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream().filter(event -> event.getEventType().getName().equals(DEOPTIMIZATION)).filter(
                            event -> event.getThread().getJavaThreadId() == Thread.currentThread().threadId()).filter(
                                            event -> event.getString("reason").equals("transfer_to_interpreter")).map(
                                                            event -> event.getStackTrace().getFrames().getFirst().toString()).toList();
        } finally {
            Files.delete(file);
        }
    }

    /** Asserts that a function which fails at each call is compiled, and what is compiled is never left. */
    private static void assertStaysCompiled(Context.Builder builder, ByteArrayOutputStream log, String module, String name, String message, int calls)
                    throws IOException {
        try (Context context = builder.build()) {
            Value function = Wat.module(context, module).newInstance(imports()).getMember("exports").getMember(name);
            failOften(function, message, Math.min(WARM_UP, calls));
            long compiled = count(log, "opt done");
            assertThat(transfers(() -> failOften(function, message, calls))).isEmpty();
            assertThat(count(log, "opt failed")).as("what the compiler gave up on").isZero();
            assertThat(compiled).as("compiled").isPositive();
            assertThat(count(log, "opt done")).as("never compiled anew").isEqualTo(compiled);
        }
    }

    private static long count(ByteArrayOutputStream log, String what) {
        return log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains(what)).count();
    }

    @BeforeEach
    void needsTheCompiler() {
        assumeTrue(Boolean.getBoolean("jwasm.graal"), "there is no compiler in this mode");
    }

    @ParameterizedTest
    @CsvSource({
                    "unreachable, unreachable", "div_s, integer divide by zero", "div_u, integer divide by zero", "rem_s, integer divide by zero",
                    "rem_u, integer divide by zero", "div64_s, integer divide by zero", "rem64_u, integer divide by zero", "overflow, integer overflow",
                    "trunc, invalid conversion to integer", "trunc64, integer overflow", "load, out of bounds memory access",
                    "load8, out of bounds memory access", "loadv, out of bounds memory access", "store, out of bounds memory access",
                    "storev, out of bounds memory access", "atomic, out of bounds memory access", "unaligned, unaligned atomic",
                    "wait, expected shared memory", "notify, out of bounds memory access", "fill, out of bounds memory access",
                    "copy, out of bounds memory access", "init, out of bounds memory access", "table_get, out of bounds table access",
                    "table_set, out of bounds table access", "table_fill, out of bounds table access", "table_copy, out of bounds table access",
                    "table_init, out of bounds table access", "undefined, undefined element", "uninitialized, uninitialized element 4",
                    "mismatch, indirect call type mismatch", "null_function, null function reference", "non_null, null reference",
                    "null_struct, null structure reference", "null_struct_set, null structure reference", "null_array, null array reference",
                    "null_length, null array reference", "array_get, out of bounds array access", "array_set, out of bounds array access",
                    "array_fill, out of bounds array access", "array_copy, out of bounds array access", "array_init, out of bounds memory access",
                    "array_init_elem, out of bounds table access", "array_new_data, out of bounds memory access", "array_negative, array too large",
                    "array_large, array too large", "null_i31, null i31 reference", "cast, cast failure", "null_exception, null exception reference",
                    "throw, wasm exception with tag tag", "uncaught, wasm exception with tag tag", "caught_first, integer divide by zero",
                    "trap_in_try, out of bounds memory access", "host, no", "host_result, call of host.wrong failed", "nested, integer divide by zero",
                    "tail, integer divide by zero", "loop, integer divide by zero"})
    void staysCompiled(String name, String message) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        assertStaysCompiled(builder(log), log, MODULE, name, message, CALLS);
    }

    /** What overflows the Java stack has no room to tell compiled code that it may. */
    @Test
    void staysCompiledWithoutStack() throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        assertStaysCompiled(builder(log), log, MODULE, "deep", "call stack exhausted", DEEP_CALLS);
    }

    @ParameterizedTest
    @CsvSource({"spend, all fuel consumed", "range, all fuel consumed", "deep, call stack exhausted"})
    void staysCompiledWithoutFuel(String name, String message) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Context.Builder builder = builder(log).option("wasm.Fuel", name.equals("deep") ? "1000000000" : "100").option("wasm.MaxCallDepth", "50");
        assertStaysCompiled(builder, log, """
                        (module (memory 1)
                          (func (export "spend") (loop (br 0)))
                          (func (export "range") (loop (memory.fill (i32.const 0) (i32.const 0) (i32.const 6400)) (br 0)))
                          (func $deep (export "deep") (result i32) (i32.add (i32.const 1) (call $deep))))""", name, message, CALLS);
    }

    /** Frames and offsets of a trap are those that the interpreter gives it, also where the function that traps is inlined. */
    @ParameterizedTest
    @CsvSource({"nested", "loop", "load", "array_get", "cast", "table_fill", "unreachable"})
    void tracesStayTheSame(String name) {
        try (Context context = builder(new ByteArrayOutputStream()).build()) {
            Value function = Wat.module(context, MODULE).newInstance(imports()).getMember("exports").getMember(name);
            List<String> interpreted = trace(function);
            for (int i = 0; i < WARM_UP; i++) {
                assertThat(trace(function)).isEqualTo(interpreted);
            }
        }
    }

    private static List<String> trace(Value function) {
        PolyglotException trap = catchThrowableOfType(PolyglotException.class, function::execute);
        List<String> trace = new ArrayList<>(List.of(trap.getGuestObject().getMember("offsets").toString()));
        trap.getPolyglotStackTrace().forEach(frame -> trace.add(frame.isGuestFrame() ? frame.getRootName() + " " + frame.getSourceLocation() : "host"));
        return trace;
    }
}
