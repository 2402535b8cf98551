package org.jwasm.instruments;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.truffle.api.debug.Breakpoint;
import com.oracle.truffle.api.debug.DebugStackFrame;
import com.oracle.truffle.api.debug.DebugValue;
import com.oracle.truffle.api.debug.Debugger;
import com.oracle.truffle.api.debug.DebuggerSession;
import com.oracle.truffle.api.debug.SuspendedEvent;
import com.oracle.truffle.api.source.Source;
import java.util.ArrayList;
import java.util.List;
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
