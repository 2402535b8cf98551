// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python that uses WebAssembly. */
class PythonTest {

    private static final Path ROOT = Path.of(System.getProperty("jwasm.root", "..")).toAbsolutePath().normalize();

    @TempDir
    static Path directory;
    private static Context context;

    @BeforeAll
    static void open() throws IOException {
        try (InputStream module = PythonTest.class.getResourceAsStream("squares.wat")) {
            Files.copy(module, directory.resolve("squares.wat"));
        }
        context = Context.newBuilder("python", "wasm").allowPolyglotAccess(PolyglotAccess.ALL).allowIO(IOAccess.ALL).currentWorkingDirectory(
                        directory).build();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @Test
    void whatTheDocumentationShowsRuns() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/python.md"));
        Matcher matcher = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(text);
        List<String> pieces = new ArrayList<>();
        while (matcher.find()) {
            pieces.add(matcher.group(1));
        }
        assertThat(pieces).hasSizeGreaterThan(3);
        for (String piece : pieces) {
            context.eval("python", piece);
        }
    }

    @Test
    void functionsArePassedOnAndCalled() {
        context.eval("python", """
                        import polyglot
                        def instantiate(imports):
                            return polyglot.eval(language="wasm", path="squares.wat")(imports).exports
                        class Namespace: pass
                        host = Namespace()
                        host.progress = lambda done: None
                        imports = Namespace()
                        imports.host = host
                        by_attributes = instantiate(imports)
                        """);
        assertThat(context.eval("python", "by_attributes.squares(3)").asInt()).isEqualTo(12);
        assertThat(context.eval("python", "[f(20, 3)[0] for f in [by_attributes.divide]]").getArrayElement(0).asInt()).isEqualTo(6);
        assertThat(context.eval("python", "sorted(name for name in dir(by_attributes) if not name.startswith('_'))").as(List.class).toArray()).isEqualTo(
                        new Object[]{"add", "calls", "divide", "memory", "squares"});
    }

    @Test
    void exceptionsOfPythonPassThroughWebAssembly() {
        context.eval("python", """
                        import polyglot
                        def fail(done):
                            raise KeyError("from python")
                        failing = polyglot.eval(language="wasm", path="squares.wat")({"host": {"progress": fail}}).exports
                        def catch():
                            try:
                                failing.squares(1)
                            except KeyError as e:
                                return repr(e)
                        """);
        assertThat(context.eval("python", "catch()").asString()).isEqualTo("KeyError('from python')");
    }

    @Test
    void errorsSayWhatIsWrong() {
        context.eval("python", "import polyglot");
        assertThatThrownBy(() -> context.eval("python", "polyglot.eval(language='wasm', path='squares.wat')({'host': {}})")).isInstanceOf(
                        PolyglotException.class).hasMessageContaining("unknown import: func \"host\" \"progress\"").hasMessageContaining(
                                        "the module \"host\" has no such member");
        assertThatThrownBy(() -> context.eval("python", "polyglot.eval(language='wasm', path='squares.wat')({})")).hasMessageContaining(
                        "there is no such module");
    }
}
