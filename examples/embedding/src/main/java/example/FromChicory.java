// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/** What programs do with Chicory or Endive, done with jwasm: docs/migrate-from-chicory.md. */
final class FromChicory {

    private FromChicory() {
    }

    static void run(PrintStream out) throws IOException, InterruptedException {
        byte[] bytes;
        try (InputStream stream = FromChicory.class.getResourceAsStream("squares.wasm")) {
            bytes = stream.readAllBytes();
        }
        callsAndMemory(bytes, out);
        manyInstances(bytes, out);
        limits(out);
    }

    private static void callsAndMemory(byte[] bytes, PrintStream out) throws IOException {
        Source source = Source.newBuilder("wasm", ByteSequence.create(bytes), "squares").build();
        try (Context context = Context.create("wasm")) {
            ProxyExecutable progress = arguments -> {
                out.println("progress: " + arguments[0].asInt());
                return null;
            };
            Value module = context.eval(source);
            Value instance = module.newInstance(ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("progress", progress)))));
            Value exports = instance.getMember("exports");

            int sum = exports.getMember("add").execute(1, 41).asInt();
            out.println("sum: " + sum);

            Value memory = exports.getMember("memory");
            memory.writeBufferInt(ByteOrder.LITTLE_ENDIAN, 100, 1234);
            byte[] text = "text".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < text.length; i++) {
                memory.writeBufferByte(200 + i, text[i]);
            }
            byte[] read = new byte[text.length];
            memory.readBuffer(200, read, 0, read.length);
            out.println("read: " + memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 100) + " " + new String(read, StandardCharsets.UTF_8));
        }
    }

    private static void manyInstances(byte[] bytes, PrintStream out) throws IOException {
        ProxyExecutable ignore = _ -> null;
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("progress", ignore))));
        Source source = Source.newBuilder("wasm", ByteSequence.create(bytes), "squares").build();
        try (Engine engine = Engine.create("wasm")) {
            for (int i = 0; i < 2; i++) {
                try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
                    Value exports = context.eval(source).newInstance(imports).getMember("exports");
                    out.println("instance " + i + ": " + exports.invokeMember("add", i, i).asInt());
                }
            }
        }
    }

    private static void limits(PrintStream out) throws IOException, InterruptedException {
        Source endless = Source.newBuilder("wasm", "(module (func (export \"run\") (loop $again (br $again))))", "endless.wat")
                        .mimeType("text/wat").build();
        try (Context context = Context.newBuilder("wasm").option("wasm.MaxMemoryPages", "16").build()) {
            Value exports = context.eval(endless).newInstance().getMember("exports");
            Thread timer = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(Duration.ofMillis(100));
                    context.interrupt(Duration.ofSeconds(10));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            try {
                exports.invokeMember("run");
            } catch (PolyglotException e) {
                out.println("interrupted: " + e.isInterrupted());
            }
            timer.join();
        }
    }
}
