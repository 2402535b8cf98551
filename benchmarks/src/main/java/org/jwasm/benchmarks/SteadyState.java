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

/** Time per run of a kernel after the warm-up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 1)
public class SteadyState {

    /** What runs. */
    @Param
    public Kernel kernel;

    private Context context;
    private Value run;

    /** Instantiates the kernel and checks its result. */
    @Setup
    public void load() {
        context = Context.create("wasm");
        EngineMode.check(context.getEngine());
        run = context.eval(kernel.source()).newInstance().getMember("exports").getMember("run");
        kernel.check(run.execute(kernel.size()));
    }

    /** Closes the kernel's context. */
    @TearDown
    public void close() {
        context.close();
    }

    /** One run; its result is used, so that it is not removed. */
    @Benchmark
    public Value run() {
        return run.execute(kernel.size());
    }
}
