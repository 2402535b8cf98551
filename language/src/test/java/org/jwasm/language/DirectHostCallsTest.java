// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleToIntFunction;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.StreamSupport;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.embedding.JavaFunction;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.runtime.FunctionalShape;
import org.jwasm.structure.ValueType;

/** Java functions that modules import and that are called as such: they can do what others can, and no more. Each in trees and in bytecode. */
@Timeout(120)
class DirectHostCallsTest {

    private static final AtomicReference<Object> SEEN = new AtomicReference<>();
    private static final int ROUNDS = 20;
    /** More than ten kilobytes of the interpreter's, a fraction of that where they are compiled. */
    private static final int HOST_FRAMES = 150;

    private static Context.Builder builder(boolean tier) {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", String.valueOf(tier)).option("wasm.CompiledTierThreshold", "1").option(
                        "wasm.CompiledTierBackground", "false");
    }

    private static Context context(boolean tier) {
        return builder(tier).allowHostAccess(HostAccess.ALL).build();
    }

    private static ProxyObject imports(Object function) {
        return imports(Map.of("f", function));
    }

    private static ProxyObject imports(Map<String, Object> functions) {
        return ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(functions)));
    }

    private static Value exports(Context context, String text, Object function) {
        return Wat.module(context, text).newInstance(imports(function)).getMember("exports");
    }

    /** One function of each shape; those without a result say what they saw. */
    private static List<Object> functions() {
        return List.of((Runnable) () -> SEEN.set("ran"), (IntSupplier) () -> -7, (LongSupplier) () -> Long.MIN_VALUE, (DoubleSupplier) () -> -0.0,
                        (IntConsumer) SEEN::set, (LongConsumer) SEEN::set, (DoubleConsumer) SEEN::set, (IntUnaryOperator) a -> ~a, (LongUnaryOperator) a -> ~a,
                        (DoubleUnaryOperator) a -> -a, (IntToLongFunction) a -> a * 5_000_000_000L, (IntToDoubleFunction) a -> a / 3.0,
                        (LongToIntFunction) Long::hashCode, (LongToDoubleFunction) a -> a / 7.0, (DoubleToIntFunction) Double::hashCode,
                        (DoubleToLongFunction) Double::doubleToRawLongBits, (IntBinaryOperator) (a, b) -> a - 3 * b, (LongBinaryOperator) (a, b) -> a - 3 * b,
                        (DoubleBinaryOperator) (a, b) -> a - 3 * b);
    }

    /** A module that passes its arguments on to an import of the same type. */
    private static String passing(String parameters, String results) {
        int count = parameters.isBlank() ? 0 : parameters.strip().split(" ").length;
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < count; i++) {
            arguments.append(" (local.get ").append(i).append(')');
        }
        return "(module (type $t (func (param " + parameters + ") (result " + results + "))) (import \"host\" \"f\" (func $f (type $t)))" +
                        "(table funcref (elem $f)) (func (export \"call\") (type $t) (call $f" + arguments + "))" +
                        "(func (export \"tail\") (type $t) (return_call $f" + arguments + "))" +
                        "(func (export \"indirect\") (type $t) (call_indirect (type $t)" + arguments + " (i32.const 0)))" +
                        "(export \"again\" (func $f)))";
    }

    private static String names(List<ValueType> types) {
        return String.join(" ", types.stream().map(Object::toString).toList());
    }

    private static Object argument(ValueType type, int position) {
        return switch (type.toString()) {
            case "i32" -> Integer.MIN_VALUE + position;
            case "i64" -> -9_000_000_000L + position;
            default -> -1.5e300 * (position + 1);
        };
    }

    private static Object answer(Value exports, String name, Object... arguments) {
        SEEN.set(null);
        Value result = exports.invokeMember(name, arguments);
        return SEEN.get() != null ? SEEN.get() : result.as(Object.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachShapePassesItsNumbers(boolean tier) {
        assertThat(functions()).hasSameSizeAs(FunctionalShape.all());
        try (Context context = context(tier)) {
            for (Object function : functions()) {
                FunctionalShape shape = FunctionalShape.of(function.getClass());
                List<ValueType> params = shape.type().params();
                Object[] arguments = new Object[params.size()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = argument(params.get(i), i);
                }
                SEEN.set(null);
                Value result = context.asValue(function).execute(arguments);
                Object expected = SEEN.get() != null ? SEEN.get() : result.as(Object.class);
                for (Object imported : List.of(function, JavaFunction.of(function))) {
                    Value exports = exports(context, passing(names(params), names(shape.type().results())), imported);
                    for (int i = 0; i < ROUNDS; i++) {
                        for (String name : List.of("call", "tail", "indirect", "again")) {
                            assertThat(answer(exports, name, arguments)).as("%s by %s", shape.functional().getSimpleName(), name).isEqualTo(expected);
                        }
                    }
                }
            }
        }
    }

    /** Takes all types and gives many results. */
    private static final JavaFunction SWAP = JavaFunction.of(List.of("i32", "i64", "f32", "f64"), List.of("f64", "f32", "i64", "i32", "i32"), numbers -> {
        float third = Float.intBitsToFloat((int) numbers[2]);
        double fourth = Double.longBitsToDouble(numbers[3]);
        long second = numbers[1];
        int first = (int) numbers[0];
        numbers[0] = Double.doubleToRawLongBits(fourth * 2);
        numbers[1] = Float.floatToRawIntBits(third * 2);
        numbers[2] = second * 2;
        numbers[3] = first * 2L;
        numbers[4] = 0xFFFF_FFFFL;
    });

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bodiesHaveManyResults(boolean tier) {
        try (Context context = context(tier)) {
            Value exports = exports(context, passing("i32 i64 f32 f64", "f64 f32 i64 i32 i32"), SWAP);
            for (int i = 0; i < ROUNDS; i++) {
                for (String name : List.of("call", "tail", "indirect", "again")) {
                    Value results = exports.invokeMember(name, -5, 1L << 40, -1.5f, 1e300);
                    assertThat(results.getArraySize()).as(name).isEqualTo(5);
                    assertThat(results.getArrayElement(0).asDouble()).isEqualTo(2e300);
                    assertThat(results.getArrayElement(1).asFloat()).isEqualTo(-3f);
                    assertThat(results.getArrayElement(2).asLong()).isEqualTo(1L << 41);
                    assertThat(results.getArrayElement(3).asInt()).isEqualTo(-10);
                    assertThat(results.getArrayElement(4).asInt()).isEqualTo(-1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bodiesOfTypesThatHaveAnInterface(boolean tier) {
        JavaFunction one = JavaFunction.of(List.of("i32", "i32"), List.of("i32"), numbers -> numbers[0] = numbers[0] << 8 | numbers[1]);
        JavaFunction none = JavaFunction.of(List.of(), List.of(), numbers -> SEEN.set(numbers.length));
        try (Context context = context(tier)) {
            Value exports = exports(context, passing("i32 i32", "i32"), one);
            Value void_ = exports(context, passing("", ""), none);
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(exports.invokeMember("call", 3, 4).asInt()).isEqualTo(0x304);
                assertThat(answer(void_, "call")).isEqualTo(0);
            }
        }
    }

    private static final class BodyAndOperator implements JavaFunction.Body, IntBinaryOperator {
        @Override
        public void call(long[] numbers) {
            numbers[0] = 1;
        }

        @Override
        public int applyAsInt(int a, int b) {
            return 2;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsGivenAsABodyIsCalledAsOne(boolean tier) {
        BodyAndOperator both = new BodyAndOperator();
        assertThatThrownBy(() -> JavaFunction.of(both)).isInstanceOf(IllegalArgumentException.class);
        try (Context context = context(tier)) {
            Value exports = exports(context, passing("i32 i32", "i32"), JavaFunction.of(List.of("i32", "i32"), List.of("i32"), both));
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(exports.invokeMember("call", 3, 4).asInt()).isEqualTo(1);
            }
        }
    }

    public static final class Overloaded implements IntUnaryOperator {
        @Override
        public int applyAsInt(int operand) {
            return operand + 1;
        }

        @SuppressWarnings("unused")
        public int applyAsInt(long operand) {
            return -1;
        }
    }

    public static final class Ambiguous implements IntSupplier, IntUnaryOperator {
        @Override
        public int getAsInt() {
            return 1;
        }

        @Override
        public int applyAsInt(int operand) {
            return 2;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void otherObjectsAreCalledAsBefore(boolean tier) {
        try (Context context = context(tier)) {
            // Converted by interop, as the types aren't those of the interface.
            assertThat(exports(context, passing("i32", "i64"), (LongUnaryOperator) a -> a << 32).invokeMember("call", -1).asLong()).isEqualTo(-1L << 32);
            assertThat(exports(context, passing("f32 f32", "f32"), (DoubleBinaryOperator) Double::sum).invokeMember("call", 0.5, 0.25).asFloat()).isEqualTo(0.75f);
            assertThat(exports(context, passing("i32", ""), (IntUnaryOperator) a -> a).invokeMember("call", 1)).isNotNull();
            assertThat(exports(context, passing("i32", "i32"), new Overloaded()).invokeMember("call", 1).asInt()).isEqualTo(2);
            assertThat(exports(context, passing("", "i32"), new Ambiguous()).invokeMember("call").asInt()).isEqualTo(1);
            Value mismatch = exports(context, passing("i32", "i32"), (IntToDoubleFunction) a -> a + 0.5);
            assertThatThrownBy(() -> mismatch.invokeMember("call", 1)).isInstanceOf(PolyglotException.class).hasMessageContaining("call of host.f failed");
            Value arity = exports(context, passing("i32", "i32"), (IntBinaryOperator) Integer::sum);
            assertThatThrownBy(() -> arity.invokeMember("call", 1)).isInstanceOf(PolyglotException.class).hasMessageContaining("call of host.f failed");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheHostMayNotBeAskedForIsDenied(boolean tier) {
        IntUnaryOperator function = a -> a + 1;
        for (HostAccess access : List.of(HostAccess.NONE, HostAccess.EXPLICIT, HostAccess.SCOPED)) {
            try (Context context = builder(tier).allowHostAccess(access).build()) {
                assertThatThrownBy(() -> exports(context, passing("i32", "i32"), function)).isInstanceOf(PolyglotException.class).hasMessageContaining(
                                "incompatible import type");
                // Who makes one of these means that the guest may call it.
                assertThat(exports(context, passing("i32", "i32"), JavaFunction.of(function)).invokeMember("call", 1).asInt()).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void javaFunctionsHaveATypeThatImportsAgreeWith(boolean tier) {
        try (Context context = context(tier)) {
            assertThatThrownBy(() -> exports(context, passing("i64", "i32"), JavaFunction.of((IntUnaryOperator) a -> a))).isInstanceOf(PolyglotException.class)
                            .hasMessageContaining("incompatible import type").hasMessageContaining("found (func (param i32) (result i32))");
        }
        assertThatThrownBy(() -> JavaFunction.of("text")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> JavaFunction.of(new Ambiguous())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JavaFunction.of(List.of("int"), List.of(), _ -> { })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'int'");
    }

    private static final class Oops extends Exception {
        private static final long serialVersionUID = 1L;

        Oops() {
            super("oops");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable throwable) throws T {
        throw (T) throwable;
    }

    private static List<String> guestFrames(PolyglotException exception) {
        return StreamSupport.stream(exception.getPolyglotStackTrace().spliterator(), false).filter(PolyglotException.StackFrame::isGuestFrame).map(
                        PolyglotException.StackFrame::getRootName).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void exceptionsAreTheHosts(boolean tier) {
        Oops oops = new Oops();
        Runnable thrower = () -> DirectHostCallsTest.<RuntimeException>sneak(oops);
        ProxyExecutable proxy = _ -> {
            thrower.run();
            return null;
        };
        String text = """
                        (module (import "host" "f" (func $f)) (func $inner (call $f)) (func $outer (export "run") (call $inner))
                          (func (export "catch") (result i32) (block $caught (try_table (catch_all $caught) (call $inner)) (return (i32.const 0))) (i32.const 1)))""";
        try (Context context = context(tier)) {
            List<List<String>> traces = new ArrayList<>();
            List<Boolean> caught = new ArrayList<>();
            for (Object function : List.of(proxy, thrower, JavaFunction.of(thrower), JavaFunction.of(List.of(), List.of(), _ -> thrower.run()))) {
                Value exports = exports(context, text, function);
                for (int i = 0; i < ROUNDS; i++) {
                    assertThatThrownBy(() -> exports.invokeMember("run")).isInstanceOfSatisfying(PolyglotException.class, e -> {
                        assertThat(e.isHostException()).isTrue();
                        assertThat(e.isInternalError()).isFalse();
                        assertThat(e.asHostException()).isSameAs(oops);
                        assertThat(e.getMessage()).isEqualTo("oops");
                        traces.add(guestFrames(e));
                    });
                }
                try {
                    caught.add(exports.invokeMember("catch").asInt() == 1);
                } catch (PolyglotException e) {
                    caught.add(false);
                }
            }
            assertThat(traces).hasSize(4 * ROUNDS).allSatisfy(trace -> assertThat(trace).isEqualTo(traces.getFirst()));
            assertThat(traces.getFirst()).contains("inner", "outer");
            assertThat(caught).containsOnly(caught.getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void guestsCatchWhatGuestsThrewBehindTheHost(boolean tier) {
        AtomicReference<Value> exports = new AtomicReference<>();
        IntConsumer host = depth -> exports.get().invokeMember("throw", depth);
        String text = """
                        (module (import "host" "f" (func $f (param i32))) (tag $t (param i32))
                          (func (export "throw") (param i32) (if (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1)))) (else (throw $t (i32.const 42)))))
                          (func (export "run") (param i32) (result i32)
                            (block $caught (result i32) (try_table (catch $t $caught) (call $f (local.get 0))) (i32.const 0))))""";
        try (Context context = context(tier)) {
            for (Object function : List.of(host, JavaFunction.of(host))) {
                exports.set(exports(context, text, function));
                for (int i = 0; i < ROUNDS; i++) {
                    assertThat(exports.get().invokeMember("run", i % 5).asInt()).isEqualTo(42);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theHostIsLeftItsStack(boolean tier) throws InterruptedException {
        AtomicInteger least = new AtomicInteger(Integer.MAX_VALUE);
        IntUnaryOperator host = a -> {
            int depth = HostDepth.least(HOST_FRAMES);
            least.getAndUpdate(other -> Math.min(other, depth));
            return a;
        };
        String text = """
                        (module (import "host" "f" (func $f (param i32) (result i32)))
                          (func $deep (export "run") (param i32) (result i32) (i32.add (call $f (local.get 0)) (call $deep (i32.add (local.get 0) (i32.const 1))))))""";
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> {
            try (Context context = context(tier)) {
                for (Object function : List.of(host, JavaFunction.of(host))) {
                    Value exports = exports(context, text, function);
                    for (int i = 0; i < ROUNDS; i++) {
                        assertThatThrownBy(() -> exports.invokeMember("run", 0)).isInstanceOfSatisfying(PolyglotException.class, e -> {
                            assertThat(e.getMessage()).contains("call stack exhausted");
                            assertThat(e.isHostException()).isFalse();
                        });
                    }
                }
            } catch (Throwable e) {
                failure.set(e);
            }
        }, "guest", 1 << 20);
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
        assertThat(least.get()).isEqualTo(HOST_FRAMES);
    }

    /** How many frames a function of the host's finds room for. */
    private static final class HostDepth {
        static int least(int most) {
            try {
                return most == 0 ? 0 : 1 + least(most - 1);
            } catch (StackOverflowError e) {
                return 0;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recursionThroughTheHostEnds(boolean tier) {
        AtomicReference<Value> exports = new AtomicReference<>();
        IntUnaryOperator host = a -> exports.get().invokeMember("run", a + 1).asInt();
        try (Context context = context(tier)) {
            for (Object function : List.of(host, JavaFunction.of(host))) {
                exports.set(exports(context, """
                                (module (import "host" "f" (func $f (param i32) (result i32)))
                                  (func (export "run") (param i32) (result i32) (call $f (local.get 0))) (func (export "fine") (result i32) (i32.const 5)))""", function));
                assertThatThrownBy(() -> exports.get().invokeMember("run", 0)).isInstanceOf(PolyglotException.class);
                assertThat(exports.get().invokeMember("fine").asInt()).isEqualTo(5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void instancesOfOneModuleHaveTheirOwn(boolean tier) {
        AtomicInteger calls = new AtomicInteger();
        IntUnaryOperator plus = a -> a + 1;
        IntUnaryOperator times = a -> a * 10;
        JavaFunction body = JavaFunction.of(List.of("i32"), List.of("i32"), numbers -> numbers[0] = -numbers[0]);
        ProxyExecutable proxy = arguments -> arguments[0].asInt() + calls.incrementAndGet();
        try (Context context = context(tier)) {
            Value module = Wat.module(context, passing("i32", "i32"));
            List<Value> instances = List.of(plus, times, proxy, body).stream().map(f -> module.newInstance(imports(f)).getMember("exports")).toList();
            for (int i = 1; i <= ROUNDS; i++) {
                for (String name : List.of("call", "tail", "indirect")) {
                    assertThat(instances.get(0).invokeMember(name, i).asInt()).isEqualTo(i + 1);
                    assertThat(instances.get(1).invokeMember(name, i).asInt()).isEqualTo(i * 10);
                    assertThat(instances.get(2).invokeMember(name, i).asInt()).isEqualTo(i + calls.get());
                    assertThat(instances.get(3).invokeMember(name, i).asInt()).isEqualTo(-i);
                }
            }
            assertThat(calls.get()).isEqualTo(3 * ROUNDS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theyPassFromModuleToModule(boolean tier) {
        IntUnaryOperator plus = a -> a + 1;
        try (Context context = context(tier)) {
            Value first = exports(context, passing("i32", "i32"), plus);
            Value second = exports(context, passing("i32", "i32"), first.getMember("again"));
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(second.invokeMember("call", i).asInt()).isEqualTo(i + 1);
                assertThat(second.getMember("again").execute(i).asInt()).isEqualTo(i + 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void meteredGuestsPayAsBefore(boolean tier) {
        IntUnaryOperator plus = a -> a + 1;
        ProxyExecutable proxy = arguments -> arguments[0].asInt() + 1;
        String text = """
                        (module (import "host" "f" (func $f (param i32) (result i32)))
                          (func (export "run") (param i32) (loop $l (drop (call $f (local.get 0))) (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))""";
        for (int most = 50; most < 60; most++) {
            List<Boolean> ends = new ArrayList<>();
            for (Object function : List.of(proxy, plus, JavaFunction.of(plus))) {
                try (Context context = builder(tier).allowHostAccess(HostAccess.ALL).option("wasm.Fuel", "400").build()) {
                    Value exports = exports(context, text, function);
                    exports.invokeMember("run", most);
                    ends.add(true);
                } catch (PolyglotException e) {
                    assertThat(e.getMessage()).contains("fuel");
                    ends.add(false);
                }
            }
            assertThat(ends).containsOnly(ends.getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loopsOfCallsCanBeCancelled(boolean tier) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1000);
        Runnable host = running::countDown;
        AtomicReference<Throwable> end = new AtomicReference<>();
        Context context = context(tier);
        Value exports = exports(context, "(module (import \"host\" \"f\" (func $f)) (func (export \"run\") (loop $l (call $f) (br $l))))", host);
        Thread thread = new Thread(() -> {
            try {
                exports.invokeMember("run");
            } catch (Throwable e) {
                end.set(e);
            }
        });
        thread.start();
        running.await();
        context.close(true);
        thread.join();
        assertThat(end.get()).isInstanceOfSatisfying(PolyglotException.class, e -> assertThat(e.isCancelled()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyThreadsCallThem(boolean tier) throws InterruptedException {
        AtomicInteger sum = new AtomicInteger();
        IntConsumer host = sum::addAndGet;
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (Context context = context(tier)) {
            Value exports = exports(context, """
                            (module (import "host" "f" (func $f (param i32)))
                              (func (export "run") (param i32) (loop $l (call $f (local.get 0)) (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))""", host);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread.Builder kind = i == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
                threads.add(kind.start(() -> {
                    try {
                        exports.invokeMember("run", 1000);
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(failure.get()).isNull();
        assertThat(sum.get()).isEqualTo(4 * 1000 * 1001 / 2);
    }

    @Test
    void nanoProcessesCallThem() {
        IntUnaryOperator plus = a -> a + 1;
        IntUnaryOperator thrower = _ -> {
            throw new IllegalArgumentException("oops");
        };
        try (Supervisor supervisor = Supervisor.create()) {
            Image image = supervisor.load("guest", passing("i32", "i32").getBytes(StandardCharsets.UTF_8));
            NanoProcess good = supervisor.spawn("good", image, Endowment.builder().bind("host", "f", JavaFunction.of(plus)).build());
            NanoProcess bad = supervisor.spawn("bad", image, Endowment.builder().bind("host", "f", JavaFunction.of(thrower)).build());
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(good.call("call", i)).isEqualTo(i + 1);
            }
            assertThatThrownBy(() -> bad.call("call", 1)).isInstanceOf(NanoProcessException.class).hasMessageContaining("oops");
            assertThat(good.call("call", 1)).isEqualTo(2);
        }
    }
}
