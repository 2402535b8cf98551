package org.jwasm.benchmarks;

import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Time from a module's bytes to the result of its first run, in a new JVM with a context that has not run anything. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FirstCall {

    /** What runs. */
    @Param
    public Kernel kernel;

    private Context context;
    private Value result;

    /** Creates the context: the start of Truffle itself is not measured. */
    @Setup
    public void open() {
        context = Context.create("wasm");
        EngineMode.check(context.getEngine());
    }

    /** Checks what was measured. */
    @TearDown
    public void close() {
        kernel.check(result);
        context.close();
    }

    /** Loads, instantiates and runs. */
    @Benchmark
    public Value firstCall() {
        result = context.eval(kernel.source()).newInstance().getMember("exports").getMember("run").execute(kernel.size());
        return result;
    }
}
