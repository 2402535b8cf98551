// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.wit.WitFunction;
import org.jwasm.wit.WitType;

/** Typed calls whose code is compiled before it runs; what can't be compiled is an error. */
@Timeout(120)
@EnabledIfSystemProperty(named = "jwasm.graal", matches = "true")
class CompiledTypedCallTest {

    private static final Map<String, String> AT_ONCE = Map.of("engine.CompileImmediately", "true", "engine.BackgroundCompilation", "false",
                    "engine.CompilationFailureAction", "Throw");
    private static final int TYPES = 3;

    @Test
    void valuesOfRandomTypesComeBack() {
        try (Context context = Context.newBuilder("wasm").allowExperimentalOptions(true).options(AT_ONCE).build();
                        Supervisor supervisor = Supervisor.in(context, Limits.NONE)) {
            for (int seed = 0; seed < TYPES; seed++) {
                RandomTypes types = new RandomTypes(new Random(seed));
                WitType type = types.type(3);
                EchoModules modules = new EchoModules(type);
                NanoProcess echo = spawn(supervisor, "echo" + seed, modules.echoes(), Endowment.EMPTY);
                Endowment.Builder endowment = Endowment.builder().bind("e", echo.function(modules.echo));
                if (modules.flat != null) {
                    endowment.bind("e", echo.function(modules.flat));
                }
                NanoProcess relay = spawn(supervisor, "relay" + seed, modules.relays(), endowment.build());
                for (int i = 0; i < 3; i++) {
                    Object value = types.value(type);
                    check(relay, modules.echo, value, EchoModules.padded(value));
                    if (modules.flat != null) {
                        check(relay, modules.flat, value, value);
                    }
                }
            }
        }
    }

    private static NanoProcess spawn(Supervisor supervisor, String name, String text, Endowment endowment) {
        return supervisor.spawn(name, supervisor.load(name, text.getBytes(StandardCharsets.UTF_8)), endowment);
    }

    private static void check(NanoProcess process, WitFunction function, Object value, Object... arguments) {
        Object result = process.function(function).call(arguments);
        assertThat(RandomTypes.same(value, result)).as("%s: %s came back as %s", function, value, result).isTrue();
    }
}
