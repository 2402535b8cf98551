// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.jwasm.text.WatReader;

/**
 * What the classes of the compiled tier take: {@code TierSoak modules COUNT} loads, runs and drops different modules, {@code TierSoak
 * instances COUNT} keeps as many instances of one, each in a context of its own. A line for each tenth; {@code scripts/soak-tier} runs both.
 */
final class TierSoak {

    private static final int STEPS = 10;
    private static final int FUNCTIONS = 20;

    private TierSoak() {
    }

    /** A module unlike others, with a function that is called and one that goes round a loop. */
    static Source module(int number) {
        StringBuilder text = new StringBuilder("(module ");
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append("(func $f").append(i).append(" (param i32) (result i32) (i32.xor (i32.mul (local.get 0) (i32.const ").append(number + i).append(
                            ")) (i32.const 77)))\n");
        }
        text.append("(func (export \"run\") (param $n i32) (result i32) (local $sum i32) (loop $next ");
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append("(local.set $sum (i32.add (local.get $sum) (call $f").append(i).append(" (local.get $n))))\n");
        }
        text.append("(br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))) (local.get $sum)))");
        byte[] bytes = WatReader.toBinary("soak", text.toString().getBytes(StandardCharsets.UTF_8));
        return Source.newBuilder("wasm", ByteSequence.create(bytes), "soak" + number).buildLiteral();
    }

    static Value run(Context context, Source module, int rounds) {
        return context.eval(module).newInstance().getMember("exports").getMember("run").execute(rounds);
    }

    static Context.Builder tiered() {
        return Context.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", "2").option("wasm.CompiledTierLoopThreshold", "5");
    }

    static Context in(Engine engine) {
        return Context.newBuilder("wasm").engine(engine).build();
    }

    static Engine.Builder engine() {
        return Engine.newBuilder("wasm").option("wasm.CompiledTier", "true").option("wasm.CompiledTierBackground", "false").option(
                        "wasm.CompiledTierThreshold", "2").option("wasm.CompiledTierLoopThreshold", "5");
    }

    private static void tell(String what, int count) {
        System.gc();
        System.gc();
        long metaspace = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                metaspace = pool.getUsage().getUsed();
            }
        }
        System.out.printf("%6d %s: %,d KB of metaspace, %d classes, of the tier %d%n", count, what, metaspace >> 10,
                        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(), ClassHistogram.compiledClasses());
    }

    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[1]);
        int step = Math.max(1, count / STEPS);
        boolean isModules = arguments[0].equals("modules");
        try (Engine engine = engine().build()) {
            List<Context> live = new ArrayList<>();
            Source one = module(0);
            for (int i = 1; i <= count; i++) {
                Context context = in(engine);
                run(context, isModules ? module(i) : one, 30);
                if (isModules) {
                    context.close();
                } else {
                    live.add(context);
                }
                if (i % step == 0 || i == 1) {
                    tell(isModules ? "modules dropped" : "instances alive", i);
                }
            }
            live.forEach(Context::close);
        }
    }
}
