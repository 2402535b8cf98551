// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.Supervisor;

/** JavaScript that uses WebAssembly, inside a Java program. */
public final class Main {

    private final OutputStream out;

    Main(OutputStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws CapabilityException, IOException {
        Path directory = Files.createTempDirectory("jwasm-example");
        Main main = new Main(System.out);
        main.importModule(directory);
        main.instantiate();
        main.spawn();
    }

    /** Evaluates a JavaScript module that imports a WebAssembly module by its file. */
    void importModule(Path directory) throws IOException {
        for (String name : new String[]{"main.mjs", "host.mjs", "text.wasm"}) {
            Files.write(directory.resolve(name), read(name));
        }
        PolyglotAccess access = PolyglotAccess.newBuilder()
                        .allowEval("js", "wasm")
                        .allowBindingsAccess("js")
                        .allowBindingsAccess("wasm")
                        .build();
        try (Context context = Context.newBuilder("js", "wasm")
                        .allowPolyglotAccess(access)
                        .option("js.webassembly", "true")
                        .allowIO(IOAccess.ALL)
                        .out(out)
                        .build()) {
            context.eval(Source.newBuilder("js", directory.resolve("main.mjs").toFile()).build());
        }
    }

    /** Gives JavaScript a module of Java's, and Java the memory of JavaScript's instance. */
    void instantiate() throws IOException {
        HostAccess buffers = HostAccess.newBuilder(HostAccess.EXPLICIT).allowBufferAccess(true).build();
        try (Context context = Context.newBuilder("js", "wasm")
                        .allowPolyglotAccess(PolyglotAccess.ALL)
                        .allowHostAccess(buffers)
                        .option("js.webassembly", "true")
                        .out(out)
                        .build()) {
            context.getBindings("js").putMember("binary", ByteBuffer.wrap(read("text.wasm")));
            Value exports = context.eval("js", """
                            const module = new WebAssembly.Module(new Uint8Array(new ArrayBuffer(binary)));
                            const imports = {'./host.mjs': {report: letters => console.log(`${letters} letters`)}};
                            new WebAssembly.Instance(module, imports).exports;
                            """);
            Value buffer = exports.getMember("memory").getMember("buffer");
            buffer.writeBufferInt(ByteOrder.BIG_ENDIAN, 0, 0x61626320);
            exports.invokeMember("count", 4);
        }
    }

    /** Lets JavaScript spawn nano-processes, two at a time, that can read a clock. */
    void spawn() throws CapabilityException, IOException {
        String worker = """
                        (module (import "capability" "clock" (global externref))
                          (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1))))""";
        try (Context context = Context.newBuilder("js", "wasm").out(out).build();
                        Supervisor supervisor = Supervisor.in(context, Limits.NONE)) {
            Image image = supervisor.load("worker", worker.getBytes(StandardCharsets.UTF_8));
            SpawnCapability spawn = supervisor.spawning(Map.of("worker", image), Map.of(SpawnCapability.Resource.CHILDREN, 2L));
            Value bindings = context.getBindings("js");
            bindings.putMember("spawn", spawn.delegate(supervisor.holder()));
            bindings.putMember("clock", ClockCapability.monotonic().delegate(supervisor.holder()));
            context.eval(Source.newBuilder("js", new String(read("spawn.mjs"), StandardCharsets.UTF_8), "spawn.mjs").build());
        }
    }

    private static byte[] read(String name) throws IOException {
        try (var stream = Main.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        }
    }
}
