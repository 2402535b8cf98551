// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.graaljs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;

/** Packages of npm that are made of WebAssembly, unmodified; {@code scripts/test-deps.sh} installs them. */
class PackagesTest {

    static final Path PACKAGES = Path.of(System.getProperty("jwasm.npm", "../.jwasm/npm/node_modules")).toAbsolutePath().normalize();

    /** The place of a file of a package; without it the test is skipped, but where CI=true it fails. */
    static Path file(String name) {
        Path file = PACKAGES.resolve(name);
        assumeTrue(Files.exists(file) || "true".equals(System.getenv("CI")), "missing: " + file);
        return file;
    }

    private static Context context() {
        Context context = JavaScript.builder().allowIO(IOAccess.ALL).allowExperimentalOptions(true).option("js.text-encoding", "true").option(
                        "js.esm-eval-returns-exports", "true").build();
        context.getBindings("js").putMember("readFile", (ProxyExecutable) arguments -> {
            try {
                return JavaScript.bytes(context, Files.readAllBytes(PACKAGES.resolve(arguments[0].asString())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return context;
    }

    /** What a promise gives; GraalJS runs all that waits before a call returns. */
    private static String result(Value promise) {
        String[] result = new String[1];
        ProxyExecutable keep = arguments -> result[0] = arguments[0].isString() ? arguments[0].asString() : arguments[0].toString();
        promise.invokeMember("then", keep, keep);
        return result[0];
    }

    @Test
    void sqlite() throws IOException {
        Path script = file("sql.js/dist/sql-wasm.js");
        try (Context context = context()) {
            context.eval(Source.newBuilder("js", script.toFile()).build());
            Value promise = context.eval("js", """
                            (async () => {
                                const SQL = await initSqlJs({wasmBinary: readFile('sql.js/dist/sql-wasm.wasm')});
                                const db = new SQL.Database();
                                db.run("CREATE TABLE t(a INT, b TEXT); INSERT INTO t VALUES (1, 'one'), (2, 'zwei €')");
                                db.create_function('twice', x => 2 * x);
                                const twice = db.exec('SELECT twice(a) FROM t ORDER BY a')[0].values;
                                const statement = db.prepare('SELECT * FROM t WHERE a = $a');
                                const row = statement.getAsObject({$a: 2});
                                statement.free();
                                let error;
                                try {
                                    db.run('SELEC');
                                } catch (e) {
                                    error = e.message;
                                }
                                const again = new SQL.Database(db.export());
                                db.run(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
                                        INSERT INTO t SELECT i, printf('%0800d', i) FROM n`);
                                return JSON.stringify([twice, row, error,
                                    again.exec('SELECT count(*), max(b) FROM t')[0].values, db.exec('SELECT count(*), sum(length(b)) FROM t')[0].values]);
                            })()""");
            assertThat(result(promise)).isEqualTo(
                            "[[[2],[4]],{\"a\":2,\"b\":\"zwei €\"},\"near \\\"SELEC\\\": syntax error\",[[2,\"zwei €\"]],[[502,400009]]]");
        }
    }

    @Test
    void treeSitter() throws IOException {
        Path script = file("web-tree-sitter/tree-sitter.js");
        Path grammar = file("tree-sitter-wasms/out/tree-sitter-json.wasm");
        try (Context context = context()) {
            // GraalJS alone has no URL.
            context.eval("js", "globalThis.URL = class { constructor(path) { this.href = path; } };");
            String module = """
                            import {Parser, Language} from '%s';
                            await Parser.init({wasmBinary: readFile('web-tree-sitter/tree-sitter.wasm')});
                            const parser = new Parser();
                            parser.setLanguage(await Language.load(readFile('%s')));
                            export const tree = parser.parse('{"a": [1, true, "€"], "b": }').rootNode.toString();
                            """.formatted(script, PACKAGES.relativize(grammar));
            Value exports = context.eval(Source.newBuilder("js", module, "parse.mjs").mimeType("application/javascript+module").build());
            assertThat(exports.getMember("tree").asString()).startsWith("(document (object (pair key: (string (string_content))").contains("(array (number) (true)").contains(
                            "MISSING");
        }
    }

    /** Rust by wasm-bindgen, with the loader that it writes; the numbers are those that Node.js gives. */
    @Test
    void imageResizer() throws IOException {
        Path script = file("@jsquash/resize/lib/resize/pkg/squoosh_resize.js");
        try (Context context = context()) {
            String module = """
                            import init, {resize} from '%s';
                            await init(new WebAssembly.Module(readFile('@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm')));
                            const image = Uint8Array.from({length: 64}, (_, i) => i %% 4 == 3 ? 255 : i * 4 %% 251);
                            export const colours = [...resize(image, 4, 4, 2, 2, 3, true, true)].join();
                            // Larger than the memory was at first.
                            const small = resize(new Uint8Array(4 * 512 * 512).fill(77), 512, 512, 3, 3, 0, false, false);
                            export const same = small.length === 36 && small.every(x => x === 77);
                            """.formatted(script);
            Value exports = context.eval(Source.newBuilder("js", module, "resize.mjs").mimeType("application/javascript+module").build());
            assertThat(exports.getMember("colours").asString()).isEqualTo("45,49,53,255,76,80,84,255,168,172,176,255,199,202,206,255");
            assertThat(exports.getMember("same").asBoolean()).isTrue();
        }
    }
}
