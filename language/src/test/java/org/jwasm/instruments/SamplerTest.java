// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instruments;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.truffle.tools.profiler.CPUSampler;
import com.oracle.truffle.tools.profiler.CPUSamplerData;
import com.oracle.truffle.tools.profiler.CPUTracer;
import com.oracle.truffle.tools.profiler.ProfilerNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Truffle's profilers see functions by their names. */
class SamplerTest {

    private static final String PROGRAM = """
                    (module
                      (func $fibonacci (export "f") (param $n i32) (result i32)
                        (if (i32.lt_s (local.get $n) (i32.const 2)) (then (return (local.get $n))))
                        (i32.add (call $fibonacci (i32.sub (local.get $n) (i32.const 1)))
                                 (call $fibonacci (i32.sub (local.get $n) (i32.const 2)))))
                      (func $driver (export "run") (param $n i32) (result i32)
                        (call $fibonacci (local.get $n))))
                    """;

    @Test
    void samplesHaveNamesAndPlaces() {
        try (Context context = Context.create("wasm")) {
            CPUSampler sampler = CPUSampler.find(context.getEngine());
            sampler.setPeriod(1);
            sampler.setCollecting(true);
            Value run = Modules.exports(context, PROGRAM).getMember("run");
            Set<String> seen = new HashSet<>();
            // Until the profiler has seen what there is to see, however slow the machine is.
            for (int i = 0; i < 500 && !seen.containsAll(Set.of("program.driver", "program.fibonacci")); i++) {
                run.execute(20);
                for (CPUSamplerData data : sampler.getDataList()) {
                    data.getThreadData().values().forEach(nodes -> collect(nodes, seen));
                }
            }
            assertThat(seen).contains("program.driver at (func $driver", "program.fibonacci at (func $fibonacci");
            sampler.setCollecting(false);
        }
    }

    private static void collect(Collection<? extends ProfilerNode<?>> nodes, Set<String> seen) {
        for (ProfilerNode<?> node : nodes) {
            seen.add(node.getRootName());
            if (node.getSourceSection() != null && node.getSourceSection().isAvailable()) {
                String text = node.getSourceSection().getCharacters().toString();
                seen.add(node.getRootName() + " at " + text.substring(0, Math.min(text.indexOf(' ', 6), text.length())));
            }
            collect(node.getChildren(), seen);
        }
    }

    @Test
    void tracersCountCalls() {
        try (Context context = Context.create("wasm")) {
            CPUTracer tracer = CPUTracer.find(context.getEngine());
            tracer.setCollecting(true);
            Modules.exports(context, PROGRAM).invokeMember("run", 5);
            assertThat(tracer.getPayloads()).anySatisfy(payload -> {
                assertThat(payload.getRootName()).isEqualTo("program.fibonacci");
                assertThat(payload.getCount()).isEqualTo(15);
            });
        }
    }

    @Test
    void theReportNamesFunctionsOfAModuleWithoutNames() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Context context = Context.newBuilder("wasm").option("cputracer", "true").out(out).build()) {
            Modules.exports(context, "(module (func (export \"f\")))").invokeMember("f");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("f").contains("program.wat");
    }
}
