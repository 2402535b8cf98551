// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.graaljs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JavaScript, WebAssembly and Java in one context. */
class ContextTest {

    private static final String ADD = "(module (memory (export \"memory\") 1) (func (export \"add\") (param i32 i64) (result i64) " +
                    "(i64.add (i64.extend_i32_s (local.get 0)) (local.get 1))))";

    @Test
    void withoutPermissionsThereIsAnError() {
        try (Context context = Context.newBuilder("js", "wasm").option("js.webassembly", "true").allowPolyglotAccess(PolyglotAccess.NONE).build()) {
            assertThatThrownBy(() -> context.eval("js", "1")).isInstanceOf(RuntimeException.class).hasMessageContaining("WebAssembly API enabled");
        }
    }

    @Test
    void withoutTheOptionThereIsNoObject() {
        try (Context context = Context.newBuilder("js", "wasm").allowPolyglotAccess(PolyglotAccess.ALL).build()) {
            assertThat(context.eval("js", "typeof WebAssembly").asString()).isEqualTo("undefined");
        }
    }

    @Test
    void javaSeesWhatJavaScriptExports() {
        try (Context context = JavaScript.builder().build()) {
            context.getBindings("js").putMember("bytes", JavaScript.bytes(context, JavaScript.binary(ADD)));
            Value exports = context.eval("js", "new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports");
            assertThat(exports.invokeMember("add", 2, context.eval("js", "40n")).asLong()).isEqualTo(42);
            Value buffer = exports.getMember("memory").getMember("buffer");
            buffer.writeBufferInt(ByteOrder.LITTLE_ENDIAN, 8, 77);
            assertThat(context.eval("js", "(buffer, offset) => new Int32Array(buffer, offset)[0]").execute(buffer, 8).asInt()).isEqualTo(77);
        }
    }

    @Test
    void polyglotModulesAndJavaScriptMix() {
        try (Context context = JavaScript.builder().build()) {
            Source source = Source.newBuilder("wasm", ByteSequence.create(JavaScript.binary(ADD)), "add").buildLiteral();
            Value module = context.eval(source);
            assertThat(context.eval("js", "m => new m().exports.add(2, 3)").execute(module).asLong()).isEqualTo(5);
            assertThatThrownBy(() -> context.eval("js", "m => new m().exports.add('x', 3)").execute(module)).isInstanceOfSatisfying(PolyglotException.class,
                            e -> assertThat(e.getMessage()).startsWith("TypeError"));
        }
    }

    @Test
    void modulesAreSharedByContexts() {
        try (Engine engine = Engine.newBuilder("js", "wasm").build()) {
            for (int i = 0; i < 3; i++) {
                try (Context context = JavaScript.builder().engine(engine).build()) {
                    context.getBindings("js").putMember("bytes", JavaScript.bytes(context, JavaScript.binary(ADD)));
                    assertThat(context.eval("js", "new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.add(1, 1n)").asLong()).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void modulesAreImportedAsModules(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve("add.wasm"), JavaScript.binary("""
                        (module (import "./host.mjs" "offset" (func $offset (result i32)))
                          (func (export "add") (param i32 i32) (result i32) (i32.add (call $offset) (i32.add (local.get 0) (local.get 1)))))"""));
        Files.writeString(directory.resolve("host.mjs"), "export function offset() { return 100; }");
        Files.writeString(directory.resolve("main.mjs"), "import {add} from './add.wasm'; export const sum = add(1, 2);");
        Files.writeString(directory.resolve("source.mjs"), """
                        import source module from './add.wasm';
                        const instance = new WebAssembly.Instance(module, {'./host.mjs': {offset: () => 200}});
                        export const sum = instance.exports.add(1, 2);
                        """);
        for (String main : new String[]{"main.mjs:103", "source.mjs:203"}) {
            String[] parts = main.split(":");
            try (Context context = JavaScript.builder().allowIO(IOAccess.ALL).allowExperimentalOptions(true).option("js.esm-eval-returns-exports", "true").option(
                            "js.source-phase-imports", "true").build()) {
                Value exports = context.eval(Source.newBuilder("js", directory.resolve(parts[0]).toFile()).mimeType("application/javascript+module").build());
                assertThat(exports.getMember("sum").asInt()).isEqualTo(Integer.parseInt(parts[1]));
            }
        }
    }

    /** Memories outside of the heap are slower, so Java's and those of threads aren't there. */
    @Test
    void onlyJavaScriptsSharedMemoriesAreBuffers() {
        try (Context context = JavaScript.builder().build()) {
            byte[] module = JavaScript.binary("(module (memory (export \"memory\") 1 2 shared))");
            Source source = Source.newBuilder("wasm", ByteSequence.create(module), "shared").buildLiteral();
            Value ofJava = context.eval(source).newInstance().getMember("exports").getMember("memory");
            Value protocol = context.getPolyglotBindings().getMember("WebAssembly");
            Value asBuffer = protocol.getMember("mem_as_byte_buffer");
            assertThat(asBuffer.execute(ofJava).isHostObject()).isFalse();
            assertThat(asBuffer.execute("no memory").isHostObject()).isFalse();
            Value plain = protocol.getMember("mem_alloc").execute(1, 2, false);
            assertThat(asBuffer.execute(plain).isHostObject()).isFalse();
            Value shared = protocol.getMember("mem_alloc").execute(1, 2, true);
            ByteBuffer buffer = asBuffer.execute(shared).asHostObject();
            buffer.put(7, (byte) 9);
            assertThat(shared.getArrayElement(7).asInt()).isEqualTo(9);
        }
    }
}
