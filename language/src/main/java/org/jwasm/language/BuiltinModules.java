// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.javascript.StringBuiltins;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.Import;
import org.jwasm.structure.Module;
import org.jwasm.text.SpecTestModule;
import org.jwasm.wasi.Wasi;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.exception.AbstractTruffleException;

/**
 * The modules that the option {@code wasm.Builtins} names. What they can do is what the embedder gave the context: its
 * arguments, environment and streams, clocks and random numbers.
 */
final class BuiltinModules {

    private static final List<String> KNOWN = List.of(Wasi.MODULE, Wasi.OLD_MODULE, Wasi.THREADS_MODULE, StringBuiltins.MODULE, SpecTestModule.NAME);
    /** Where the context may start threads. */
    private static final int THREADS = 64;

    private final Env env;
    private final Map<String, String> modules;
    /** The module of string constants, or null. */
    private final String constants;
    private final Supplier<WasmInstance> specTestMaker;
    private Wasi wasi;
    private WasmInstance specTest;

    /** @param specTest makes an instance of the module {@code spectest} */
    BuiltinModules(Env env, Supplier<WasmInstance> specTest) {
        this.env = env;
        this.specTestMaker = specTest;
        this.modules = parse(env.getOptions().get(WasmOptions.Builtins));
        this.constants = env.getOptions().hasBeenSet(WasmOptions.ImportedStringConstants) ? env.getOptions().get(WasmOptions.ImportedStringConstants) : null;
    }

    /**
     * The modules that {@code wasm.Builtins} names: from the name under which one is linked to the name of what it is.
     *
     * @param option {@code [linkName:]module,...}
     * @throws IllegalArgumentException if it names something unknown
     */
    static Map<String, String> parse(String option) {
        Map<String, String> modules = new HashMap<>();
        for (String entry : option.isBlank() ? new String[0] : option.split(",")) {
            String name = entry.strip();
            // The colon in JavaScript's module is part of its name.
            int colon = KNOWN.contains(name) ? -1 : name.indexOf(':');
            String builtin = name.substring(colon + 1).strip();
            if (!KNOWN.contains(builtin)) {
                throw new IllegalArgumentException("wasm.Builtins: no module \"" + builtin + "\" is known; it takes [linkName:]module,... with " +
                                String.join(", ", KNOWN));
            }
            modules.put(colon < 0 ? name : name.substring(0, colon).strip(), builtin);
        }
        return modules;
    }

    /** A directory that {@code wasm.WasiMapDirs} names: its path on the host, and the guest's name for it. */
    record MappedDirectory(String guest, String host) {

        /**
         * @param option {@code [guest::]host,...}
         * @throws IllegalArgumentException if a path is missing
         */
        static List<MappedDirectory> parse(String option) {
            List<MappedDirectory> directories = new ArrayList<>();
            for (String entry : option.isBlank() ? new String[0] : option.split(",")) {
                String[] parts = entry.split("::", 2);
                MappedDirectory directory = new MappedDirectory(parts[0].strip(), parts[parts.length - 1].strip());
                if (directory.guest.isEmpty() || directory.host.isEmpty()) {
                    throw new IllegalArgumentException("wasm.WasiMapDirs: \"" + entry + "\" lacks a directory; it takes [guestDir::]hostDir,...");
                }
                directories.add(directory);
            }
            return directories;
        }
    }

    /** The function of a built-in module, or null. */
    synchronized Object find(String module, String name) {
        if (module.equals(constants)) {
            return StringBuiltins.constant(name);
        }
        String builtin = modules.get(module);
        if (builtin == null) {
            return null;
        }
        if (builtin.equals(StringBuiltins.MODULE)) {
            return StringBuiltins.find(name);
        }
        if (builtin.equals(SpecTestModule.NAME)) {
            specTest = specTest == null ? specTestMaker.get() : specTest;
            return specTest.extern(name);
        }
        if (wasi == null) {
            wasi = createWasi();
        }
        return wasi.function(builtin, name);
    }

    /**
     * Checks what a module imports from JavaScript's builtins.
     *
     * @throws WasmException invalid
     */
    void validate(Module module) {
        for (Import wanted : module.imports()) {
            if (wanted.module().equals(constants)) {
                StringBuiltins.validateConstant(wanted);
            } else if (isHidden(wanted.module())) {
                StringBuiltins.validate(wanted);
            }
        }
    }

    /** Whether JavaScript is not to see imports from a module: those that its builtins take. */
    boolean isHidden(String module) {
        return module.equals(constants) || StringBuiltins.MODULE.equals(modules.get(module));
    }

    private Wasi createWasi() {
        // The program's own name comes first, as with GraalWasm; some C programs fail without one.
        List<String> arguments = env.getApplicationArguments().length == 0 ? List.of("main.wasm") : List.of(env.getApplicationArguments());
        Wasi.Builder builder = Wasi.builder();
        builder.arguments(ArgumentsCapability.of(arguments));
        builder.environment(EnvironmentCapability.of(env.getEnvironment()));
        builder.stdin(InputStreamCapability.of(env.in()));
        builder.stdout(OutputStreamCapability.of(env.out()));
        builder.stderr(OutputStreamCapability.of(env.err()));
        builder.clocks(ClockCapability.realtime(), ClockCapability.monotonic(), ClockCapability.processCpu(), ClockCapability.threadCpu());
        builder.random(RandomCapability.secure());
        builder.threads(env.isCreateThreadAllowed() ? THREADS : 0);
        addDirectories(builder, env.getOptions().get(WasmOptions.WasiMapDirs));
        return builder.build();
    }

    private void addDirectories(Wasi.Builder builder, String option) {
        for (MappedDirectory directory : MappedDirectory.parse(option)) {
            builder.preopen(directory.guest, open(directory.host));
        }
    }

    /**
     * A directory of the host, where the context's file system is the host's, as it is or read-only. One of the embedder's making would be
     * bypassed, so its directories aren't granted.
     */
    private DirectoryCapability open(String host) {
        if (!env.isFileIOAllowed()) {
            throw refused(host, "the context has no access to files; allow it with allowIO, or grant the directory with Wasi.builder()");
        }
        try {
            TruffleFile file = env.getPublicTruffleFile(host).getCanonicalFile();
            if (!isHosts(file)) {
                throw refused(host, "the context's file system isn't the host's; grant the directory with Wasi.builder()");
            }
            return DirectoryCapability.open(Path.of(file.getPath()), file.isWritable() ? Right.DIRECTORY : Right.DIRECTORY_READ_ONLY);
        } catch (CapabilityException | IOException | SecurityException | UnsupportedOperationException | IllegalArgumentException e) {
            throw refused(host, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Whether the context's file system is that of the host, which nothing tells directly. But Truffle hides what an embedder's code
     * throws in an exception of the host's language, and lets through what its own file systems throw: here, of an option that is null.
     * Those of Java that aren't the default one count as the embedder's.
     */
    private static boolean isHosts(TruffleFile file) throws IOException {
        try {
            file.getAttribute(TruffleFile.SIZE, (LinkOption) null);
            return false;
        } catch (NullPointerException e) {
            return true;
        } catch (AbstractTruffleException | IllegalArgumentException e) {
            return false;
        }
    }

    private static WasmException refused(String host, String why) {
        return WasmException.of(FailureType.UNLINKABLE, "wasm.WasiMapDirs: " + host + ": " + why);
    }

    synchronized void close() {
        if (wasi != null) {
            wasi.close();
        }
    }
}
