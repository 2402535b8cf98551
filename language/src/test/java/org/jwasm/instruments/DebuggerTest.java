// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instruments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.truffle.api.debug.Breakpoint;
import com.oracle.truffle.api.debug.DebugException;
import com.oracle.truffle.api.debug.DebugStackFrame;
import com.oracle.truffle.api.debug.DebugValue;
import com.oracle.truffle.api.debug.Debugger;
import com.oracle.truffle.api.debug.DebuggerSession;
import com.oracle.truffle.api.debug.SuspendedEvent;
import com.oracle.truffle.api.source.Source;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Debuggers, through Truffle's own interface to them, on which Chrome's inspector and the debug adapter stand. */
class DebuggerTest {

    private static final String PROGRAM = """
                    (module
                      (global $calls (mut i32) (i32.const 0))
                      (memory 1)
                      (func $square (param $x i32) (result i32)
                        (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                        (i32.mul (local.get $x) (local.get $x)))
                      (func $sum (export "sum") (param $n i32) (result i64) (local $total i64)
                        (loop $next
                          (if (i32.eqz (local.get $n)) (then (return (local.get $total))))
                          (local.set $total (i64.add (local.get $total) (i64.extend_i32_s (call $square (local.get $n)))))
                          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                          (br $next))
                        (unreachable)))
                    """;

    private Context context;
    private Debugger debugger;
    private Value sum;

    @BeforeEach
    void open() {
        context = Context.create("wasm");
        debugger = context.getEngine().getInstruments().get("debugger").lookup(Debugger.class);
        sum = Modules.exports(context, PROGRAM).getMember("sum");
    }

    @AfterEach
    void close() {
        context.close();
    }

    /** Calls the function while a session is open, and hands each suspension to the next of some handlers. */
    private long debug(Consumer<DebuggerSession> prepare, List<Consumer<SuspendedEvent>> handlers) {
        List<Throwable> failures = new ArrayList<>();
        int[] next = {0};
        try (DebuggerSession session = debugger.startSession(event -> {
            try {
                handlers.get(next[0]++).accept(event);
            } catch (Throwable e) {
                failures.add(e);
            }
        })) {
            prepare.accept(session);
            long result = sum.execute(3).asLong();
            assertThat(failures).isEmpty();
            assertThat(next[0]).isEqualTo(handlers.size());
            return result;
        }
    }

    private static String line(SuspendedEvent event) {
        return event.getSourceSection().getSource().getCharacters(event.getSourceSection().getStartLine()).toString().strip();
    }

    private static Consumer<SuspendedEvent> at(String line, Consumer<SuspendedEvent> then) {
        return event -> {
            assertThat(line(event)).isEqualTo(line);
            then.accept(event);
        };
    }

    private static void stepInto(SuspendedEvent event) {
        event.prepareStepInto(1);
    }

    private static void stepOver(SuspendedEvent event) {
        event.prepareStepOver(1);
    }

    private static void stepOut(SuspendedEvent event) {
        event.prepareStepOut(1);
    }

    @Test
    void stepsThroughStatements() {
        String assignment = "(local.set $total";
        long result = debug(DebuggerSession::suspendNextExecution, List.of(
                        at("(if (i32.eqz (local.get $n))", DebuggerTest::stepOver),
                        at(assignment, DebuggerTest::stepInto),
                        at("(global.set $calls (i32.add (global.get $calls) (i32.const 1)))", DebuggerTest::stepOver),
                        at("(i32.mul (local.get $x) (local.get $x))", DebuggerTest::stepOut),
                        at("(i64.add (local.get $total) (i64.extend_i32_s (call $square (local.get $n))))", DebuggerTest::stepOver),
                        at("(local.set $n (i32.sub (local.get $n) (i32.const 1)))", DebuggerTest::stepOver),
                        at("(br $next)", SuspendedEvent::prepareContinue)));
        assertThat(result).isEqualTo(14);
    }

    @Test
    void showsFramesByNameWithLocalsAndGlobals() {
        debug(DebuggerSession::suspendNextExecution, List.of(DebuggerTest::stepOver, DebuggerTest::stepInto, event -> {
            List<DebugStackFrame> frames = new ArrayList<>();
            event.getStackFrames().forEach(frames::add);
            assertThat(frames).extracting(DebugStackFrame::getName).startsWith("square", "sum");
            assertThat(locals(frames.get(0))).containsExactly("$x = 3");
            assertThat(locals(frames.get(1))).containsExactly("$n = 3", "$total = 0");
            assertThat(frames.get(0).getScope().getParent().getDeclaredValue("$calls").getProperty("value").asInt()).isZero();
            assertThat(frames.get(0).getScope().getParent().getDeclaredValue("memory 0").isArray()).isTrue();
            event.prepareContinue();
        }));
    }

    private static List<String> locals(DebugStackFrame frame) {
        List<String> locals = new ArrayList<>();
        for (DebugValue value : frame.getScope().getDeclaredValues()) {
            locals.add(value.getName() + " = " + value.toDisplayString());
        }
        return locals;
    }

    @Test
    void changesLocals() {
        long result = debug(DebuggerSession::suspendNextExecution, List.of(DebuggerTest::stepOver, event -> {
            DebugValue n = event.getTopStackFrame().getScope().getDeclaredValue("$n");
            assertThat(n.isWritable()).isTrue();
            n.set(1);
            event.prepareContinue();
        }));
        assertThat(result).isEqualTo(1);
    }

    @Test
    void evaluatesExpressions() {
        debug(DebuggerSession::suspendNextExecution, List.of(DebuggerTest::stepOver, DebuggerTest::stepInto, event -> {
            DebugStackFrame square = event.getTopStackFrame();
            assertThat(square.eval("$x").asInt()).isEqualTo(3);
            assertThat(square.eval(" $calls ").asInt()).isZero();
            assertThat(square.eval("memory 0").isArray()).isTrue();
            assertThat(square.eval("(i32.mul (local.get $x) (i32.const 14))").asInt()).isEqualTo(42);
            assertThat(square.eval("(f64.convert_i32_s (i32.add (local.get 0) (global.get $calls)))").asDouble()).isEqualTo(3);
            assertThat(square.eval("local.get $x i64.extend_i32_u i64.const 32 i64.shl").asLong()).isEqualTo(3L << 32);
            assertThat(square.eval("(i32.store (i32.const 16) (local.get $x))")).isNotNull();
            assertThat(square.eval("(i32.load8_u offset=8 (i32.const 8))").asInt()).isEqualTo(3);
            assertThat(square.eval("(i64x2.splat (i64.const 1))").toDisplayString()).contains("1");
            assertThat(square.eval("(ref.null any)").isNull()).isTrue();
            Iterator<DebugStackFrame> frames = event.getStackFrames().iterator();
            frames.next();
            assertThat(frames.next().eval("(i64.add (local.get $total) (i64.extend_i32_s (local.get $n)))").asLong()).isEqualTo(3);
            event.prepareContinue();
        }));
    }

    @Test
    void tellsWhatIsWrongWithExpressions() {
        debug(DebuggerSession::suspendNextExecution, List.of(event -> {
            DebugStackFrame frame = event.getTopStackFrame();
            Map.of("(local.get $m)", "unknown local", "(i32.add (local.get $n) (i64.const 1))", "type mismatch",
                            "(i32.load (i32.const 65536))", "out of bounds memory access", "(global.set $calls (i32.const 1))", "immutable global",
                            "(call 0)", "functions can't be called", "n + 1", "expression:1:1: unknown operator n", "(i32.const 1", "unexpected").forEach(
                                            (expression, message) -> assertThatThrownBy(() -> frame.eval(expression)).as(expression).isInstanceOf(
                                                            DebugException.class).hasMessageContaining(message));
            event.prepareContinue();
        }));
    }

    @Test
    void stopsAtBreakpointsInTheText() {
        Source[] source = new Source[1];
        debug(DebuggerSession::suspendNextExecution, List.of(event -> source[0] = event.getSourceSection().getSource()));
        assertThat(source[0].getName()).isEqualTo("program.wat");
        int line = lineOf(source[0], "(i32.mul (local.get $x) (local.get $x))");
        List<Integer> values = new ArrayList<>();
        Consumer<SuspendedEvent> handler = event -> {
            assertThat(event.getBreakpoints()).hasSize(1);
            values.add(event.getTopStackFrame().getScope().getDeclaredValue("$x").asInt());
        };
        debug(session -> session.install(Breakpoint.newBuilder(source[0].getURI()).lineIs(line).build()), List.of(handler, handler, handler));
        assertThat(values).containsExactly(3, 2, 1);
    }

    private static int lineOf(Source source, String text) {
        for (int line = 1; line <= source.getLineCount(); line++) {
            if (source.getCharacters(line).toString().strip().startsWith(text)) {
                return line;
            }
        }
        throw new AssertionError(source.getCharacters());
    }
}
