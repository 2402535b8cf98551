package org.jwasm.language;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
import org.jwasm.structure.Import;
import org.jwasm.structure.Module;
import org.jwasm.wasi.Wasi;

import com.oracle.truffle.api.TruffleLanguage.Env;

/**
 * The modules that the option {@code wasm.Builtins} names. What they can do is what the embedder gave the context: its
 * arguments, environment and streams, clocks and random numbers.
 */
final class BuiltinModules {

    private final Env env;
    private final Map<String, String> modules;
    /** The module of string constants, or null. */
    private final String constants;
    private Wasi wasi;

    /** @throws IllegalArgumentException if the option names something unknown */
    BuiltinModules(Env env) {
        this.env = env;
        this.modules = parse(env.getOptions().get(WasmOptions.Builtins));
        this.constants = env.getOptions().hasBeenSet(WasmOptions.ImportedStringConstants) ? env.getOptions().get(WasmOptions.ImportedStringConstants) : null;
    }

    /** From the name under which a module is linked to the name of what it is. */
    private static Map<String, String> parse(String option) {
        Map<String, String> modules = new HashMap<>();
        for (String entry : option.isBlank() ? new String[0] : option.split(",")) {
            if (entry.strip().equals(StringBuiltins.MODULE)) {
                // The colon is part of the name.
                modules.put(StringBuiltins.MODULE, StringBuiltins.MODULE);
                continue;
            }
            String[] parts = entry.strip().split(":", 2);
            String builtin = parts[parts.length - 1];
            if (!builtin.equals(Wasi.MODULE)) {
                throw new IllegalArgumentException("wasm.Builtins: unknown module " + builtin + "; known are " + Wasi.MODULE + " and " +
                                StringBuiltins.MODULE);
            }
            modules.put(parts[0], builtin);
        }
        return modules;
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
        // WASI programs expect their own name first.
        List<String> arguments = new ArrayList<>(List.of(env.getApplicationArguments()));
        arguments.addFirst("main.wasm");
        Wasi.Builder builder = Wasi.builder();
        builder.arguments(ArgumentsCapability.of(arguments));
        builder.environment(EnvironmentCapability.of(env.getEnvironment()));
        builder.stdin(InputStreamCapability.of(env.in()));
        builder.stdout(OutputStreamCapability.of(env.out()));
        builder.stderr(OutputStreamCapability.of(env.err()));
        builder.clocks(ClockCapability.realtime(), ClockCapability.monotonic(), ClockCapability.processCpu(), ClockCapability.threadCpu());
        builder.random(RandomCapability.secure());
        openDirectories(env.getOptions().get(WasmOptions.WasiMapDirs)).forEach(builder::preopen);
        return builder.build();
    }

    /** What {@code [<guestDirectory>::]<hostDirectory>,...} names, by the guest's names. */
    private Map<String, DirectoryCapability> openDirectories(String option) {
        Map<String, DirectoryCapability> directories = new LinkedHashMap<>();
        for (String entry : option.isBlank() ? new String[0] : option.split(",")) {
            String[] parts = entry.strip().split("::", 2);
            directories.put(parts[0], openDirectory(parts[parts.length - 1]));
        }
        return directories;
    }

    /**
     * Directories are opened past the context's file system, which can't confine a guest safely. A file system of the embedder's own
     * may know other rules than the host, and only a context that may use sockets too surely has none.
     */
    private DirectoryCapability openDirectory(String name) {
        if (!env.isFileIOAllowed() || !env.isSocketIOAllowed()) {
            throw unlinkable(name, "the context doesn't allow all access to the host's files, as IOAccess.ALL does");
        }
        try {
            Path path = Path.of(env.getPublicTruffleFile(name).getAbsoluteFile().getPath());
            return DirectoryCapability.open(path, Right.DIRECTORY);
        } catch (CapabilityException | IllegalArgumentException | SecurityException e) {
            throw unlinkable(name, e.getMessage());
        }
    }

    private static WasmException unlinkable(String directory, String why) {
        return WasmException.of(FailureType.UNLINKABLE, "wasm.WasiMapDirs: " + directory + ": " + why);
    }

    synchronized void close() {
        if (wasi != null) {
            wasi.close();
        }
    }
}
