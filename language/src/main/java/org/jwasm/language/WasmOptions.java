// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.options.OptionType;
import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.SandboxPolicy;

import org.jwasm.javascript.StringBuiltins;
import org.jwasm.runtime.FuelTank;

import com.oracle.truffle.api.Option;

/** The options of the language, {@code wasm.NAME}. */
@Option.Group(WasmLanguage.ID)
final class WasmOptions {

    private static final OptionType<Long> COUNT = new OptionType<>("count", WasmOptions::count);
    private static final OptionType<String> MODULES = checked("modules", BuiltinModules::parse);
    private static final OptionType<String> DIRECTORIES = checked("directories", BuiltinModules.MappedDirectory::parse);

    @Option(help = "The most pages of 64 KiB that a memory may have (default: what its type allows).", usageSyntax = "<pages>", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Long> MaxMemoryPages = new OptionKey<>(1L << 48, COUNT);

    @Option(help = "The most elements that a table may have (default: 10,000,000).", usageSyntax = "<elements>", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Long> MaxTableElements = new OptionKey<>(10_000_000L, COUNT);

    @Option(help = "Return an instance instead of the module from eval, one for each name of a source, linked by these names and with built-in modules.", //
                    usageSyntax = "true|false", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Boolean> EvalReturnsInstance = new OptionKey<>(false);

    @Option(help = "Built-in modules for imports that the import object has no module for: wasi_snapshot_preview1, wasi_unstable, wasi, wasm:js-string, spectest. " +
                    "Those of WASI are granted the arguments, environment and streams of the context, and threads if it may create any.", //
                    usageSyntax = "[<linkName>:]<module>,...", category = OptionCategory.USER, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<String> Builtins = new OptionKey<>("", MODULES);

    @Option(help = "Directories for the built-in WASI, if the context has access to the host's files.", //
                    usageSyntax = "[<guestDir>::]<hostDir>,...", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<String> WasiMapDirs = new OptionKey<>("", DIRECTORIES);

    @Option(help = "Run by the deterministic profile: each NaN that an instruction computes is the positive canonical one.", //
                    usageSyntax = "true|false", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Boolean> Deterministic = new OptionKey<>(false);

    @Option(help = "How much the code of the context may execute: one unit for each instruction. When it is used up, code traps.", //
                    usageSyntax = "<units>", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Long> Fuel = new OptionKey<>(FuelTank.UNLIMITED, COUNT);

    @Option(help = "How deep calls of the context's code may nest; deeper ones trap. The host's stack may end sooner.", //
                    usageSyntax = "<calls>", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Integer> MaxCallDepth = new OptionKey<>(Integer.MAX_VALUE);

    @Option(help = "Translate hot functions to bytecode of the Java machine, where that is possible: all, none, or beside Graal only what it makes slower, " +
                    "which is all where there is no Graal (default: auto); or most, which leaves vectors and atomic accesses to Graal.", //
                    usageSyntax = "auto|most|true|false", category = OptionCategory.EXPERT, //
                    stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<TierChoice> CompiledTier = new OptionKey<>(TierChoice.AUTO);

    @Option(help = "After how many calls a function is to be translated to bytecode of the Java machine (default: 30).", usageSyntax = "<calls>", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Integer> CompiledTierThreshold = new OptionKey<>(30);

    @Option(help = "After how many rounds of its loops a function is to be translated while it runs, if it was not yet (default: 1024).", //
                    usageSyntax = "<rounds>", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Integer> CompiledTierLoopThreshold = new OptionKey<>(1024);

    @Option(help = "Translate on a thread of the host's while functions run interpreted; otherwise they wait for it (default: true).", //
                    usageSyntax = "true|false", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Boolean> CompiledTierBackground = new OptionKey<>(true);

    @Option(help = "How many functions can wait for their translation; more run interpreted until they ask again (default: 4096).", //
                    usageSyntax = "<functions>", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Integer> CompiledTierQueueLength = new OptionKey<>(4096);

    @Option(help = "How long the translation of one function can take, in milliseconds; then it stays interpreted (default: 30000).", //
                    usageSyntax = "<milliseconds>", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Integer> CompiledTierTimeLimit = new OptionKey<>(30_000);

    @Option(help = "A directory of this user's, absolute, that keeps what CompiledTier translates, for other processes; nobody else may write to it " +
                    "(default: none).", usageSyntax = "<directory>", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, //
                    sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<String> CodeCache = new OptionKey<>("");

    @Option(help = "How many bytes the code cache may have: the least recently used modules go (default: 1 GiB).", usageSyntax = "<bytes>", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.CONSTRAINED) //
    static final OptionKey<Long> CodeCacheSize = new OptionKey<>(org.jwasm.tier.cache.CodeCache.DEFAULT_LIMIT, COUNT);

    @Option(help = "Tell on the standard error stream what is compiled, and what is not.", usageSyntax = "true|false", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<Boolean> TraceTiers = new OptionKey<>(false);

    @Option(help = "A module whose imported globals are strings, each of the text that is its name.", usageSyntax = "<module>", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, sandbox = SandboxPolicy.UNTRUSTED) //
    static final OptionKey<String> ImportedStringConstants = new OptionKey<>("'");

    /** What decides which modules are valid, beside the features. */
    record JavaScriptBuiltins(boolean strings, String constants) {

        // Written out because it's asked at every start, where Java would first make what a record has.
        @Override
        public boolean equals(Object other) {
            return other instanceof JavaScriptBuiltins that && strings == that.strings && Objects.equals(constants, that.constants);
        }

        @Override
        public int hashCode() {
            return Objects.hash(strings, constants);
        }

        static JavaScriptBuiltins of(OptionValues values) {
            String constants = values.hasBeenSet(ImportedStringConstants) ? values.get(ImportedStringConstants) : null;
            return new JavaScriptBuiltins(List.of(values.get(Builtins).split(" *, *")).contains(StringBuiltins.MODULE), constants);
        }
    }

    /** Whether code has to count what it does. */
    static boolean isMetered(OptionValues values) {
        return values.hasBeenSet(Fuel) || values.hasBeenSet(MaxCallDepth);
    }

    private WasmOptions() {
    }

    /** A text that is to be understood. */
    private static OptionType<String> checked(String name, Consumer<String> parser) {
        return new OptionType<>(name, Function.identity(), parser);
    }

    private static Long count(String text) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException("expected a number that is not negative, found " + text);
    }
}
