// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.wasi.Wasi;

/** WASI by the options that GraalWasm has, and by capabilities in a sandboxed context. */
class WasiOptionsTest {

    private static final String FROM = "(import \"wasi_snapshot_preview1\" \"%s\" (func $%s %s))";
    /** open(name at 100, length): the error number; write: the error number; argument: the length of all arguments. */
    private static final String MODULE = "(module " + String.join("\n",
                    FROM.formatted("path_open", "open", "(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)"),
                    FROM.formatted("fd_write", "write", "(param i32 i32 i32 i32) (result i32)"),
                    FROM.formatted("args_sizes_get", "sizes", "(param i32 i32) (result i32)"),
                    FROM.formatted("fd_prestat_dir_name", "name", "(param i32 i32 i32) (result i32)"),
                    """
                                    (memory (export "memory") 1)
                                    (data (i32.const 100) "inside") (data (i32.const 200) "created") (data (i32.const 300) "../outside")
                                    (data (i32.const 0) "\\64\\00\\00\\00\\06\\00\\00\\00")
                                    (func (export "read") (result i32)
                                      (call $open (i32.const 3) (i32.const 0) (i32.const 100) (i32.const 6) (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 16)))
                                    (func (export "create") (result i32)
                                      (call $open (i32.const 3) (i32.const 0) (i32.const 200) (i32.const 7) (i32.const 1) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 16)))
                                    (func (export "escape") (result i32)
                                      (call $open (i32.const 3) (i32.const 0) (i32.const 300) (i32.const 10) (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 16)))
                                    (func (export "name") (param i32) (result i32)
                                      (call $name (i32.const 3) (i32.const 400) (local.get 0)))
                                    (func (export "print") (result i32) (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
                                    (func (export "arguments") (result i32)
                                      (drop (call $sizes (i32.const 16) (i32.const 20))) (i32.load (i32.const 20)))
                                    )"""
    );
    /** The length of all arguments, by a module whose name is to be filled in. */
    private static final String ARGUMENTS = """
                    (module
                      (import "%s" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
                      (memory (export "memory") 1)
                      (func (export "arguments") (result i32) (drop (call $sizes (i32.const 16) (i32.const 20))) (i32.load (i32.const 20))))""";
    private static final int SUCCESS = 0;
    private static final int BADF = 8;
    private static final int PERM = 63;
    private static final int ROFS_OR_NOTCAPABLE = 76;

    @TempDir
    Path temporary;
    private Path granted;

    @BeforeEach
    void fill() throws IOException {
        granted = Files.createDirectory(temporary.resolve("granted"));
        Files.writeString(granted.resolve("inside"), "x");
        Files.writeString(temporary.resolve("outside"), "x");
    }

    private static Context.Builder builder() {
        return Context.newBuilder("wasm").option("wasm.Builtins", "wasi_snapshot_preview1");
    }

    private static int call(Value exports, String function, Object... arguments) {
        return exports.invokeMember(function, arguments).asInt();
    }

    @Test
    void mappedDirectories() {
        try (Context context = builder().allowIO(IOAccess.ALL).arguments("wasm", new String[]{"prog", "abc"}).option("wasm.WasiMapDirs",
                        "/virtual::" + granted).build()) {
            Value exports = Wat.exports(context, MODULE);
            assertThat(call(exports, "read")).isEqualTo(SUCCESS);
            assertThat(call(exports, "create")).isEqualTo(SUCCESS);
            assertThat(granted.resolve("created")).exists();
            assertThat(call(exports, "escape")).isEqualTo(PERM);
            assertThat(call(exports, "name", 8)).isEqualTo(SUCCESS);
            assertThat(call(exports, "name", 7)).as("the name has 8 bytes").isNotEqualTo(SUCCESS);
            assertThat(call(exports, "arguments")).isEqualTo("prog abc ".length());
        }
    }

    @Test
    void relativeDirectoriesWithoutMapping() {
        try (Context context = builder().allowIO(IOAccess.ALL).currentWorkingDirectory(temporary).option("wasm.WasiMapDirs", "granted").build()) {
            assertThat(call(Wat.exports(context, MODULE), "read")).isEqualTo(SUCCESS);
        }
    }

    @Test
    void noDirectoriesWithoutAccessToFiles() {
        try (Context context = builder().option("wasm.WasiMapDirs", granted.toString()).build()) {
            assertThatThrownBy(() -> Wat.exports(context, MODULE)).isInstanceOf(PolyglotException.class)
                            .hasMessageContaining("wasm.WasiMapDirs").hasMessageContaining("allowIO");
        }
        try (Context context = builder().allowIO(IOAccess.ALL).option("wasm.WasiMapDirs", granted + "-missing").build()) {
            assertThatThrownBy(() -> Wat.exports(context, MODULE)).isInstanceOf(PolyglotException.class).hasMessageContaining("wasm.WasiMapDirs");
        }
    }

    /** A file system that only reads can't be written through the option. */
    @Test
    void fileSystemsOfTheContext() throws IOException {
        FileSystem readOnly = FileSystem.newReadOnlyFileSystem(FileSystem.newDefaultFileSystem());
        try (Context context = builder().allowIO(IOAccess.newBuilder().fileSystem(readOnly).build()).option("wasm.WasiMapDirs", granted.toString()).build()) {
            Value exports = Wat.exports(context, MODULE);
            assertThat(call(exports, "read")).isEqualTo(SUCCESS);
            assertThat(call(exports, "create")).isEqualTo(ROFS_OR_NOTCAPABLE);
            assertThat(granted.resolve("created")).doesNotExist();
        }
        FileSystem none = FileSystem.newDenyIOFileSystem();
        try (Context context = builder().allowIO(IOAccess.newBuilder().fileSystem(none).build()).option("wasm.WasiMapDirs", granted.toString()).build()) {
            assertThatThrownBy(() -> Wat.exports(context, MODULE)).isInstanceOf(PolyglotException.class).hasMessageContaining("wasm.WasiMapDirs");
        }
    }

    @Test
    void theHostsFilesWithoutItsSockets() {
        try (Context context = builder().allowIO(IOAccess.newBuilder().allowHostFileAccess(true).build()).option("wasm.WasiMapDirs", granted.toString()).build()) {
            assertThat(call(Wat.exports(context, MODULE), "create")).isEqualTo(SUCCESS);
        }
    }

    /** The host's file system behind one of the embedder's, which may hide files: even one that hides none isn't bypassed. */
    private static FileSystem filtering(Predicate<Object> hidden) {
        FileSystem host = FileSystem.newDefaultFileSystem();
        return (FileSystem) Proxy.newProxyInstance(WasiOptionsTest.class.getClassLoader(), new Class<?>[]{FileSystem.class}, (_, method, arguments) -> {
            if (arguments != null && arguments.length > 0 && hidden.test(arguments[0])) {
                throw new SecurityException("hidden");
            }
            try {
                return method.invoke(host, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void fileSystemsThatFilter() {
        FileSystem hiding = filtering(file -> file instanceof Path path && path.endsWith("inside"));
        for (FileSystem each : List.of(hiding, filtering(_ -> false), FileSystem.newReadOnlyFileSystem(hiding),
                        FileSystem.newCompositeFileSystem(FileSystem.newDefaultFileSystem(), FileSystem.Selector.of(hiding, path -> path.endsWith("inside"))))) {
            for (boolean sockets : new boolean[]{false, true}) {
                IOAccess access = IOAccess.newBuilder().fileSystem(each).allowHostSocketAccess(sockets).build();
                try (Context context = builder().allowIO(access).option("wasm.WasiMapDirs", granted.toString()).build()) {
                    assertThatThrownBy(() -> Wat.exports(context, MODULE)).isInstanceOf(PolyglotException.class).hasMessageContaining(
                                    "the context's file system isn't the host's");
                }
            }
        }
    }

    /** Modules by their own names, and by others, as GraalWasm takes them: {@code name} or {@code linkName:name}. */
    @ParameterizedTest
    @CsvSource({"wasi_snapshot_preview1,wasi_snapshot_preview1", "' wasi_snapshot_preview1 ',wasi_snapshot_preview1",
                    "'spectest,wasi_snapshot_preview1',wasi_snapshot_preview1", "'wasi_unstable, wasi_snapshot_preview1',wasi_snapshot_preview1",
                    "'wasi_snapshot_preview1,',wasi_snapshot_preview1", "env:wasi_snapshot_preview1,env", "'spectest,env:wasi_snapshot_preview1,wasi',env",
                    "old:wasi_unstable,old", "wasi_snapshot_preview1:wasi_snapshot_preview1,wasi_snapshot_preview1",
                    "wasi_unstable:wasi_snapshot_preview1,wasi_unstable", "' env : wasi_snapshot_preview1 ',env",
                    ":wasi_snapshot_preview1,''"})
    void namesOfBuiltins(String option, String module) {
        try (Context context = Context.newBuilder("wasm").option("wasm.Builtins", option).arguments("wasm", new String[]{"a", "b"}).build()) {
            assertThat(call(Wat.exports(context, ARGUMENTS.formatted(module)), "arguments")).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasi_snapshot_preview2", "wasi_snapshot_preview1,nothing", "env:nothing", "a:b:wasi_snapshot_preview1", "wasi_snapshot_preview1:env", ":",
                    "wasi_snapshot_preview1,,spectest", "env:", "wasi_snapshot_preview1:", "Wasi_Snapshot_Preview1"})
    void wrongNamesOfBuiltins(String option) {
        Context.Builder wrong = Context.newBuilder("wasm").option("wasm.Builtins", option);
        assertThatThrownBy(wrong::build).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("wasm.Builtins: no module").hasMessageContaining(
                        "[linkName:]module").hasMessageContaining("wasi_snapshot_preview1");
    }

    /** What isn't named as a built-in module under its own name isn't there under that. */
    @Test
    void renamedBuiltinsHaveOneName() {
        try (Context context = Context.newBuilder("wasm").option("wasm.Builtins", "env:wasi_snapshot_preview1").build()) {
            assertThatThrownBy(() -> Wat.exports(context, ARGUMENTS.formatted("wasi_snapshot_preview1"))).hasMessageContaining("unknown import");
        }
    }

    /** A host's directory alone, with a guest's name, several, relative ones, and names with colons and spaces in them. */
    @Test
    void shapesOfMappedDirectories() throws IOException {
        Path other = Files.createDirectory(temporary.resolve("oth er:x"));
        Files.createSymbolicLink(temporary.resolve("link"), granted);
        String colons = "a:b::" + granted + "," + other;
        for (String option : List.of(granted.toString(), granted + "/", "/::" + granted, ".::granted", "guest:: " + granted, " x ::" + granted + " ", granted + "," + other, colons,
                        "/v::granted/../granted", "/l::link", "/a::granted,/b::granted", granted + ",")) {
            try (Context context = builder().allowIO(IOAccess.ALL).currentWorkingDirectory(temporary).option("wasm.WasiMapDirs", option).build()) {
                assertThat(call(Wat.exports(context, MODULE), "read")).as(option).isEqualTo(SUCCESS);
            }
        }
        try (Context context = builder().allowIO(IOAccess.ALL).option("wasm.WasiMapDirs", colons).build()) {
            Value exports = Wat.exports(context, MODULE);
            assertThat(call(exports, "name", 3)).isEqualTo(SUCCESS);
            assertThat(call(exports, "name", 2)).isNotEqualTo(SUCCESS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "/guest::", "::HOST", "HOST,,HOST", "/guest::HOST,::HOST", ",HOST", " , "})
    void mappedDirectoriesThatLackAPart(String option) {
        Context.Builder wrong = builder().allowIO(IOAccess.ALL).option("wasm.WasiMapDirs", option.replace("HOST", granted.toString()));
        assertThatThrownBy(wrong::build).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("wasm.WasiMapDirs: ").hasMessageContaining(
                        "[guestDir::]hostDir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/guest::HOST/inside", "HOST/missing", "/guest:HOST", "/guest::HOST::HOST", "/guest::HOST\0"})
    void mappedDirectoriesThatAreNone(String option) {
        try (Context context = builder().allowIO(IOAccess.ALL).option("wasm.WasiMapDirs", option.replace("HOST", granted.toString())).build()) {
            assertThatThrownBy(() -> call(Wat.exports(context, MODULE), "read")).hasMessageContaining("wasm.WasiMapDirs: ").isInstanceOfSatisfying(
                            PolyglotException.class, e -> assertThat(e.isInternalError()).isFalse());
        }
    }

    /** A context that may do nothing by itself runs a program with what it is handed. */
    @Test
    void capabilitiesInASandbox() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Context context = Context.newBuilder("wasm").sandbox(SandboxPolicy.CONSTRAINED).allowHostAccess(HostAccess.CONSTRAINED).in(
                        new ByteArrayInputStream(new byte[0])).out(new ByteArrayOutputStream()).err(new ByteArrayOutputStream()).build();
                        Wasi wasi = Wasi.builder().arguments(ArgumentsCapability.of("p")).stdout(OutputStreamCapability.of(output)).preopen("/",
                                        DirectoryCapability.open(granted, Right.DIRECTORY)).build()) {
            Value exports = Wat.module(context, MODULE).newInstance(wasi).getMember("exports");
            assertThat(call(exports, "read")).isEqualTo(SUCCESS);
            assertThat(call(exports, "create")).isEqualTo(SUCCESS);
            assertThat(call(exports, "escape")).isEqualTo(PERM);
            assertThat(call(exports, "print")).isEqualTo(SUCCESS);
            assertThat(output).hasToString("inside");
            assertThat(call(exports, "arguments")).isEqualTo(2);
            Value nothing = Wat.module(context, MODULE).newInstance(Wasi.builder().build()).getMember("exports");
            assertThat(call(nothing, "read")).isEqualTo(BADF);
        }
    }

    /** C programs that read, write, list, link and poll, in such a context. */
    @ParameterizedTest
    @ValueSource(strings = {"files", "directories", "links", "status", "process"})
    void programsInASandbox(String program) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream ofContext = new ByteArrayOutputStream();
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        Wasi.Builder wasi = Wasi.builder().arguments(ArgumentsCapability.of("prg", "abcd", "")).environment(EnvironmentCapability.of(Map.of("A", "b"))).stdin(
                        InputStreamCapability.of(new ByteArrayInputStream("input".getBytes(StandardCharsets.UTF_8)))).stdout(OutputStreamCapability.of(output)).stderr(
                                        OutputStreamCapability.discard()).clocks(ClockCapability.realtime(), ClockCapability.monotonic(), ClockCapability.processCpu(),
                                                        ClockCapability.threadCpu()).random(RandomCapability.secure()).preopen("/",
                                                                        DirectoryCapability.open(empty, Right.DIRECTORY));
        try (InputStream stream = WasiOptionsTest.class.getResourceAsStream("wasi/" + program + ".wasm");
                        Context context = Context.newBuilder("wasm").sandbox(SandboxPolicy.CONSTRAINED).allowHostAccess(HostAccess.CONSTRAINED).in(
                                        InputStream.nullInputStream()).out(ofContext).err(ofContext).build();
                        Wasi given = wasi.build()) {
            Source source = Source.newBuilder("wasm", ByteSequence.create(stream.readAllBytes()), program).build();
            context.eval(source).newInstance(given).getMember("exports").invokeMember("_start");
        }
        assertThat(output).hasToString("ok\n");
        assertThat(ofContext.size()).isZero();
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void optionsInASandbox() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Context context = builder().sandbox(SandboxPolicy.CONSTRAINED).allowHostAccess(HostAccess.CONSTRAINED).in(
                        new ByteArrayInputStream(new byte[0])).out(output).err(new ByteArrayOutputStream()).option("wasm.WasiMapDirs", "").build()) {
            Value exports = Wat.exports(context, MODULE);
            assertThat(call(exports, "print")).isEqualTo(SUCCESS);
            assertThat(output).hasToString("inside");
            assertThat(call(exports, "read")).isEqualTo(BADF);
        }
    }
}
