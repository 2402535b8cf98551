// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Resource;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wit.WitFunction;
import org.jwasm.wit.WitType;

/** R10: values of any type come back as they went, through memory and as core values, from guest to guest and to the host. */
class RoundTripPropertyTest {

    private static final int VALUES = 4;

    @Property(tries = 60)
    void valuesComeBack(@ForAll long seed) {
        Random random = new Random(seed);
        RandomTypes types = new RandomTypes(random);
        WitType type = types.type(3);
        EchoModules modules = new EchoModules(type);
        try (Supervisor supervisor = Supervisor.create()) {
            NanoProcess echo = spawn(supervisor, "echo", modules.echoes(), Endowment.EMPTY);
            Endowment.Builder toGuest = Endowment.builder().bind("e", echo.function(modules.echo));
            Endowment.Builder toHost = Endowment.builder().bind("e", TypedFunction.of(modules.echo, arguments -> arguments[0]));
            if (modules.flat != null) {
                toGuest.bind("e", echo.function(modules.flat));
                toHost.bind("e", TypedFunction.of(modules.flat, arguments -> arguments[0]));
            }
            NanoProcess guests = spawn(supervisor, "guests", modules.relays(), toGuest.build());
            NanoProcess host = spawn(supervisor, "host", modules.relays(), toHost.build());
            for (int i = 0; i < VALUES; i++) {
                Object value = types.value(type);
                for (NanoProcess process : new NanoProcess[]{echo, guests, host}) {
                    check(process, modules.echo, value, EchoModules.padded(value));
                    if (modules.flat != null) {
                        check(process, modules.flat, value, value);
                    }
                }
            }
            assertThat(supervisor.used(Resource.HANDLES)).as("handles that nobody owns").isZero();
        }
    }

    private static NanoProcess spawn(Supervisor supervisor, String name, String text, Endowment endowment) {
        return supervisor.spawn(name, supervisor.load(name, text.getBytes(StandardCharsets.UTF_8)), endowment);
    }

    private static void check(NanoProcess process, WitFunction function, Object value, Object... arguments) {
        Object result = process.function(function).call(arguments);
        assertThat(RandomTypes.same(value, result)).as("%s of %s: %s came back as %s", function, process.name(), value, result).isTrue();
    }
}
