// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.OutputStreamCapability;
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
