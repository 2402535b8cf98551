// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function that is in a loop when the compiled tier refuses it. */
class RefusedLoopTest {

    /** Each atomic access would be a call of a tree. */
    private static final String PROGRAM = """
                    (module (import "host" "stop" (func $stop (result i32))) (memory 1)
                      (func (export "run")
                        (loop $again
                    """ + "(drop (i32.atomic.rmw.add (i32.const 8) (i32.const 3)))".repeat(60) + """
                          (br_if $again (i32.eqz (call $stop))))))
                    """;

    /** Collects what the engine logs; the guest looks now and then. */
    private static final class Log extends ByteArrayOutputStream {
        synchronized boolean has(String text) {
            return toString(StandardCharsets.UTF_8).contains(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "most", "true"})
    void isCompiledByGraalWhileItRuns(String choice) {
        assumeThat(Boolean.getBoolean("jwasm.graal")).isTrue();
        Log log = new Log();
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        int[] calls = {0};
        ProxyExecutable stop = _ -> ++calls[0] % 4096 == 0 && (log.has("opt done") && log.has("run<OSR") || System.nanoTime() > end) ? 1 : 0;
        try (Context context = Context.newBuilder("wasm").allowExperimentalOptions(true).option("wasm.CompiledTier", choice).option(
                        "engine.TraceCompilation", "true").logHandler(log).build()) {
            ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("stop", stop))));
            context.eval(CompiledTierTest.source(PROGRAM)).newInstance(imports).getMember("exports").invokeMember("run");
        }
        assertThat(log.has("run<OSR")).as(log.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
