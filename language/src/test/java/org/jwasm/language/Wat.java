// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.nio.charset.StandardCharsets;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.jwasm.text.WatReader;

/** Modules for tests, written as text. */
final class Wat {

    private Wat() {
    }

    static Source source(String name, String text) {
        byte[] bytes = WatReader.toBinary(name, text.getBytes(StandardCharsets.UTF_8));
        return Source.newBuilder("wasm", ByteSequence.create(bytes), name).buildLiteral();
    }

    static Value module(Context context, String text) {
        return context.eval(source("test", text));
    }

    /** The exports of an instance without imports. */
    static Value exports(Context context, String text) {
        return module(context, text).newInstance().getMember("exports");
    }
}
