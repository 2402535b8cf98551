// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.graaljs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What AssemblyScript's compiler makes, with the bindings that it generates, and with its loader, both as they are. The compiler comes by
 * {@code scripts/test-deps.sh} and runs in Node.js.
 */
class AssemblyScriptTest {

    private static final Path LOADER = PackagesTest.PACKAGES.resolve("@assemblyscript/loader/index.js");

    @TempDir
    private Path directory;

    /** Compiles a program of ours; the module's name is that of the source. */
    private Path compile(String name, String... options) throws IOException, InterruptedException {
        Path compiler = PackagesTest.file("assemblyscript/bin/asc.js");
        Path source = directory.resolve(name + ".ts");
        try (InputStream stream = AssemblyScriptTest.class.getResourceAsStream("assemblyscript/" + name + ".ts")) {
            Files.copy(stream, source);
        }
        List<String> command = new ArrayList<>(List.of("node", compiler.toString(), name + ".ts", "-O", "-o", name + ".wasm"));
        Collections.addAll(command, options);
        Path log = directory.resolve("asc.log");
        try {
            int status = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
            assertThat(status).as(Files.readString(log)).isZero();
        } catch (IOException e) {
            assumeTrue("true".equals(System.getenv("CI")), "missing: node");
            throw e;
        }
        return directory.resolve(name + ".wasm");
    }

    private static Context context(ByteArrayOutputStream out) {
        return JavaScript.builder().allowIO(IOAccess.ALL).allowExperimentalOptions(true).option("js.text-encoding", "true").option(
                        "js.esm-eval-returns-exports", "true").out(out).build();
    }

    private static Value run(Context context, Path wasm, String program) throws IOException {
        context.getBindings("js").putMember("binary", JavaScript.bytes(context, Files.readAllBytes(wasm)));
        return context.eval(Source.newBuilder("js", program, "program.mjs").mimeType("application/javascript+module").build());
    }

    @Test
    void generatedBindings() throws IOException, InterruptedException {
        Path wasm = compile("inventory", "--bindings", "raw");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Context context = context(out)) {
            Value exports = run(context, wasm, """
                            import {instantiate} from '%s';
                            const asked = [];
                            const discount = (name, price) => {
                                asked.push(name);
                                return name === 'tea' ? price / 2 : price;
                            };
                            const shop = await instantiate(new WebAssembly.Module(binary), {inventory: {discount}});
                            shop.put('tea', 4, 3);
                            shop.put('crème brûlée 🍮', 1.25, 2);
                            shop.put('tea', 4, 1);
                            const errors = [];
                            const attempt = f => {
                                try {
                                    return f();
                                } catch (e) {
                                    errors.push(`${e.name}: ${e.message}`);
                                }
                            };
                            attempt(() => shop.take('tea', 5));
                            attempt(() => shop.put(null, 1, 1));
                            const item = shop.take('tea', 4);
                            shop.greet('Zoë');
                            const rows = Array.from({length: 300}, (_, i) => [i, -i, i * i]);
                            const columns = shop.transpose(rows);
                            export const result = JSON.stringify({
                                names: shop.names(),
                                prices: [...shop.prices(Float64Array.of(1, 10))],
                                asked,
                                item: item instanceof Number && item > 0,
                                none: shop.take('coffee', 1),
                                errors,
                                reversed: shop.reverse(['a', '', 'long '.repeat(1000)]).map(x => x.length),
                                factorial: shop.factorial(20n).toString(),
                                overflow: shop.factorial(21n) < 2n ** 64n,
                                columns: [columns.length, columns[1][299], columns[2].reduce((a, b) => a + b)],
                                checksum: shop.checksum(Uint8Array.from({length: 100_000}, (_, i) => i %% 251).buffer),
                            });
                            """.formatted(directory.resolve("inventory.js")));
            assertThat(exports.getMember("result").asString()).isEqualTo("{\"names\":[\"crème brûlée 🍮\",\"tea\"],\"prices\":[2.5,25],"
                            + "\"asked\":[\"tea\",\"crème brûlée 🍮\"],\"item\":true,\"none\":null,"
                            + "\"errors\":[\"Error: only 4 of tea in inventory.ts:24:27\",\"TypeError: value must not be null\"],"
                            + "\"reversed\":[5000,0,1],\"factorial\":\"2432902008176640000\",\"overflow\":true,\"columns\":[3,-299,8955050],"
                            + "\"checksum\":" + fnv(100_000) + "}");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello, Zoë\n");
    }

    /** The hash that the program calculates. */
    private static long fnv(int length) {
        int hash = (int) 2166136261L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ i % 251) * 16777619;
        }
        return Integer.toUnsignedLong(hash);
    }

    @Test
    void loader() throws IOException, InterruptedException {
        Path wasm = compile("vectors", "--exportRuntime");
        assumeTrue(Files.exists(LOADER) || "true".equals(System.getenv("CI")), "missing: " + LOADER);
        try (Context context = context(new ByteArrayOutputStream())) {
            Value exports = run(context, wasm, """
                            import loader from '%s';
                            const {exports: module} = await loader.instantiate(binary);
                            const text = module.__pin(module.__newString('straße 🍮'));
                            const floats = module.__pin(module.__newArray(module.FLOATS, [1.5, -2, 0.1]));
                            const before = module.memory.buffer;
                            const length = module.fillers(1000);
                            const shouted = module.__getString(module.shout(text));
                            const scaled = module.__getFloat32Array(module.scale(floats, 2));
                            const numbers = module.__pin(module.__newArray(module.NUMBERS, [3, 1, 2]));
                            const sorted = module.__getArray(module.sorted(numbers));
                            const view = module.__getArrayView(numbers);
                            view[0] = 7;
                            let error;
                            try {
                                module.fail(module.__newString('no more'));
                            } catch (e) {
                                error = e.message;
                            }
                            const changed = module.__getArray(numbers);
                            [text, floats, numbers].forEach(module.__unpin);
                            module.__collect();
                            const compiled = loader.instantiateSync(new WebAssembly.Module(binary), {});
                            export const result = JSON.stringify([length, before.byteLength, shouted, [...scaled], sorted, changed, error,
                                module.add(1), module.add(1, 2), compiled.exports.add(1)]);
                            """.formatted(LOADER));
            assertThat(exports.getMember("result").asString()).isEqualTo("[10000000,0,\"STRASSE 🍮!\",[3,-4,0.20000000298023224],[1,2,3],[7,1,2],"
                            + "\"abort: no more at vectors.ts:28:3\",141,103,141]");
        }
    }
}
