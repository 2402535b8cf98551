// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.graaljs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jwasm.text.WatReader;

/** Contexts in which JavaScript has its WebAssembly object. */
final class JavaScript {

    private JavaScript() {
    }

    /** With the fewest permissions that the object needs. */
    static Context.Builder builder() {
        PolyglotAccess access = PolyglotAccess.newBuilder().allowEval("js", "wasm").allowBindingsAccess("js").allowBindingsAccess("wasm").build();
        return Context.newBuilder("js", "wasm").allowPolyglotAccess(access).option("js.webassembly", "true");
    }

    static Source source(String name) {
        try (InputStream stream = JavaScript.class.getResourceAsStream(name)) {
            return Source.newBuilder("js", new String(stream.readAllBytes(), StandardCharsets.UTF_8), name).buildLiteral();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An array of bytes of the context's JavaScript. */
    static Value bytes(Context context, byte[] bytes) {
        Value array = context.eval("js", "length => new Uint8Array(length)").execute(bytes.length);
        Value buffer = array.getMember("buffer");
        for (int i = 0; i < bytes.length; i++) {
            buffer.writeBufferByte(i, bytes[i]);
        }
        return array;
    }

    /** The functions {@code wat} and {@code withSection}, and the bytes {@code invalid}, that make modules for the programs. */
    static void addBuilders(Context context) {
        Value bindings = context.getBindings("js");
        bindings.putMember("wat", (ProxyExecutable) arguments -> bytes(context, binary(arguments[0].asString())));
        bindings.putMember("withSection", (ProxyExecutable) arguments -> {
            ByteArrayOutputStream module = new ByteArrayOutputStream();
            byte[] name = arguments[0].asString().getBytes(StandardCharsets.UTF_8);
            int length = (int) arguments[1].getArraySize();
            module.writeBytes(binary("(module)"));
            module.write(0);
            module.write(1 + name.length + length);
            module.write(name.length);
            module.writeBytes(name);
            for (int i = 0; i < length; i++) {
                module.write(arguments[1].getArrayElement(i).asInt());
            }
            return bytes(context, module.toByteArray());
        });
        bindings.putMember("invalid", bytes(context, binary("(module (func (result i32) (i64.const 1)))")));
    }

    static byte[] binary(String text) {
        return WatReader.toBinary("test", text.getBytes(StandardCharsets.UTF_8));
    }
}
