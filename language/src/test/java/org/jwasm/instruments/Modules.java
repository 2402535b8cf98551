// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instruments;

import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.jwasm.text.WatReader;

/** Modules for instruments to look at: binaries, with a name section. */
final class Modules {

    private Modules() {
    }

    static Value exports(Context context, String text) {
        byte[] bytes = WatReader.toBinary("program", text.getBytes(StandardCharsets.UTF_8));
        Source source = Source.newBuilder("wasm", ByteSequence.create(bytes), "program").buildLiteral();
        return context.eval(source).newInstance().getMember("exports");
    }
}
