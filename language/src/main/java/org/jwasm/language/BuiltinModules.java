package org.jwasm.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.wasi.Wasi;

import com.oracle.truffle.api.TruffleLanguage.Env;

/**
 * The modules that the option {@code wasm.Builtins} names. What they can do is what the embedder gave the context: its
 * arguments, environment and streams, clocks and random numbers.
 */
final class BuiltinModules {

    private final Env env;
    private final Map<String, String> modules;
    private Wasi wasi;

    /** @throws IllegalArgumentException if the option names something unknown */
    BuiltinModules(Env env) {
        this.env = env;
        this.modules = parse(env.getOptions().get(WasmOptions.Builtins));
    }

    /** From the name under which a module is linked to the name of what it is. */
    private static Map<String, String> parse(String option) {
        Map<String, String> modules = new HashMap<>();
        for (String entry : option.isBlank() ? new String[0] : option.split(",")) {
            String[] parts = entry.strip().split(":", 2);
            String builtin = parts[parts.length - 1];
            if (!builtin.equals(Wasi.MODULE)) {
                throw new IllegalArgumentException("wasm.Builtins: unknown module " + builtin + "; known is " + Wasi.MODULE);
            }
            modules.put(parts[0], builtin);
        }
        return modules;
    }

    /** The function of a built-in module, or null. */
    synchronized Object find(String module, String name) {
        String builtin = modules.get(module);
        if (builtin == null) {
            return null;
        }
        if (wasi == null) {
            wasi = createWasi();
        }
        return wasi.function(builtin, name);
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
        return builder.build();
    }

    synchronized void close() {
        if (wasi != null) {
            wasi.close();
        }
    }
}
