// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;

/** The modules of the tests. */
final class Modules {

    private Modules() {
    }

    /** Whether the tests run with GraalWasm rather than jwasm. */
    static boolean isGraalWasm() {
        try (Engine engine = Engine.create()) {
            return !engine.getLanguages().get("wasm").getImplementationName().equals("jwasm");
        }
    }

    static Source source(String name) {
        try (InputStream stream = Modules.class.getResourceAsStream(name + ".wasm")) {
            return Source.newBuilder("wasm", ByteSequence.create(stream.readAllBytes()), name).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Value exports(Context context, String name, Object... imports) {
        return context.eval(source(name)).newInstance(imports).getMember("exports");
    }
}
