// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;

/** The kit's modules and scripts. */
final class Sources {

    static final String ID = "wasm";

    private Sources() {
    }

    /** A module of the given text. */
    static Source text(String name, String text) {
        return Source.newBuilder(ID, text, name).mimeType("text/wat").buildLiteral();
    }

    /** A module in the binary format. */
    static Source binary(String name, byte... bytes) {
        return Source.newBuilder(ID, ByteSequence.create(bytes), name).mimeType("application/wasm").buildLiteral();
    }

    /** A file next to this class: text of a module, or a script. */
    static Source resource(String name) {
        try (InputStream in = Sources.class.getResourceAsStream(name)) {
            byte[] bytes = in.readAllBytes();
            return name.endsWith(".wast") ? Source.newBuilder(ID, ByteSequence.create(bytes), name).mimeType("text/wast").buildLiteral()
                            : text(name, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exports of a new instance. */
    static Value exports(Context context, Source source, Object... imports) {
        return context.eval(source).newInstance(imports).getMember("exports");
    }
}
