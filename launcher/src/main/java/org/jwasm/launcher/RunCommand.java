// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jwasm.manifest.Host;
import org.jwasm.manifest.Manifest;
import org.jwasm.manifest.ManifestEditor;
import org.jwasm.structure.Feature;
import org.jwasm.wasi.Wasi;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code jwasm run}: runs one guest with what the command line grants it. */
@Command(name = "run", synopsisHeading = "Usage: ", customSynopsis = "jwasm run [OPTIONS] FILE [ARGS...]", sortOptions = false, addMethodSubcommands = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n",
                descriptionHeading = "%n", header = "Run a program, or a function of a module.",
                description = {"Runs a WebAssembly program (WASI preview 1): its function _start, or with --invoke any function it exports.",
                                "", "The program gets its arguments, standard input, output and error, clocks and random numbers. Files, "
                                                + "variables and sockets of this machine it gets only by --dir, --env, --listen and --connect."},
                footer = {"", "Examples:",
                                "  jwasm run hello.wasm                  a program that needs nothing",
                                "  jwasm run --dir . wc.wasm notes.txt   ... that may use this directory",
                                "  jwasm run --dir photos::/in:ro --dir out::/out resize.wasm",
                                "                                        ... read photos as /in, write to out",
                                "  jwasm run --env LANG --env MODE=fast tool.wasm",
                                "                                        LANG as it is here, MODE as said",
                                "  jwasm run --invoke add sum.wasm 2 -3  call add(2, -3), print its result",
                                "  jwasm run --timeout 10s --max-memory 256M untrusted.wasm",
                                "  jwasm run --audit log app.toml        nano-processes, as a manifest says",
                                "  jwasm run --interactive tool.wasm     ask before it opens a file",
                                "  jwasm run tool.wat --flag-of-the-tool     a module as text, a flag for it",
                                "", "Exit codes: the program's own; 1 wrong usage or module, 70 defect of jwasm, "
                                                + "124 timeout, 130 Ctrl-C, 134 trap."})
final class RunCommand implements Callable<Integer> {

    private static final long DEFAULT_STACK_SIZE = 64L << 20;
    private static final long MINIMUM_STACK_SIZE = 1L << 20;
    private static final long MAXIMUM_STACK_SIZE = 1L << 30;

    @Option(names = "--dir", paramLabel = "HOST[::GUEST][:ro]", converter = DirectoryGrant.Converter.class,
                    description = "Grant a directory, as GUEST if given, with :ro for reading only. Repeatable.")
    private List<DirectoryGrant> directories = List.of();

    @Option(names = "--env", paramLabel = "K[=V]",
                    description = "Grant an environment variable: K=V, or K with its value here. Repeatable.")
    private List<String> variables = List.of();

    @Option(names = "--listen", paramLabel = "HOST:PORT", converter = SocketGrant.Converter.class,
                    description = "Grant a socket that listens there: the descriptors behind those of the directories, from 3 on. Repeatable.")
    private List<SocketGrant> listeners = List.of();

    @Option(names = "--connect", paramLabel = "HOST:PORT", converter = SocketGrant.Converter.class,
                    description = "Grant a connection to there: the descriptors behind those of --listen. Repeatable.")
    private List<SocketGrant> connections = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Let the program have N further threads at a time (wasi-threads); default none.")
    private Integer threads;

    @Option(names = "--raw-output", description = "Don't filter what the program writes to a terminal; else control sequences are shown, not obeyed.")
    private boolean rawOutput;

    @Option(names = "--invoke", paramLabel = "FN",
                    description = "Call the exported function FN instead of _start, with ARGS by its parameters' types (-3, 0xff, 1.5, nan, inf, "
                                    + "0x1.8p3), and print its results, one a line.")
    private String invoke;

    @Option(names = "--argv0", paramLabel = "NAME", description = "The program's name for itself; default: the name of FILE.")
    private String argv0;

    @Option(names = "--stack-size", paramLabel = "SIZE", converter = SizeConverter.class,
                    description = "The stack for the guest's calls; default 64M. Deeper calls trap: call stack exhausted.")
    private Long stackSize = DEFAULT_STACK_SIZE;

    @Option(names = "--max-memory", paramLabel = "SIZE", converter = SizeConverter.class,
                    description = "No memory of the guest grows beyond this; default: what the module says, at most 4G.")
    private Long maxMemory;

    @Option(names = "--timeout", paramLabel = "DURATION", converter = DurationConverter.class,
                    description = "End the guest after this time (10, 1.5s, 500ms, 2m), with exit code 124.")
    private Duration timeout;

    @Option(names = "--audit", paramLabel = "LOG",
                    description = "With a manifest: record what its nano-processes get, use and are denied, as JSON Lines.")
    private String audit;

    @Option(names = "--interactive", description = "Ask at the terminal: before a program uses files of the working directory, and before what a "
                    + "manifest says is to be asked for. Without a terminal it is denied.")
    private boolean interactive;

    @Option(names = {"-W", "--wasm"}, split = ",", mapFallbackValue = "", paramLabel = "KEY=VALUE",
                    description = "wasmtime's names: max-wasm-stack, max-memory-size, timeout; fuel=N, the number of instructions; "
                                    + "nan-canonicalization; FEATURE=y|n, as gc=n.")
    private Map<String, String> wasm = new LinkedHashMap<>();

    @Option(names = {"-S", "--wasi"}, split = ",", mapFallbackValue = "", paramLabel = "KEY[=y]",
                    description = "wasmtime's names: cli and common, which are always on; threads, as --threads 64.")
    private Map<String, String> wasi = new LinkedHashMap<>();

    @Option(names = "--no-jit", description = "(first of all options) Run without the Graal compiler, also if the program has vectors or threads.")
    private boolean noJit;

    @Option(names = "--no-tier", description = "Don't translate the guest's functions to bytecode of the Java machine.")
    private boolean noTier;

    @Option(names = "--trace-tiers", description = "Tell on standard error which functions are compiled, and which are not, and at the end who had the processors: the guest or compilers.")
    private boolean traceTiers;

    @Mixin
    private CacheOptions cache = new CacheOptions();

    @Mixin
    private InstrumentOptions instruments = new InstrumentOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(index = "0", arity = "1", paramLabel = "FILE", description = "A module, binary or text; - for standard input; or a manifest, "
                    + "*.toml.")
    private String file;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGS", description = "Everything behind FILE belongs to the guest.")
    private List<String> arguments = List.of();

    @Spec
    private CommandSpec spec;

    /**
     * The command for the words {@code {--dir GRANT | --env VARIABLE | --cache[=DIR]} FILE ARGS...} from {@code first} on, as picocli would make it. Nothing if they are
     * not of this kind or not right: then picocli understands or refuses them, for which it needs an eighth of the time of a hello.
     */
    static Optional<RunCommand> plain(String[] words, int first) {
        RunCommand command = new RunCommand();
        command.directories = new ArrayList<>();
        command.variables = new ArrayList<>();
        int at = first;
        for (int length = command.takePlain(words, at); length > 0; length = command.takePlain(words, at)) {
            at += length;
        }
        if (at == words.length || words[at].startsWith("-") || words[at].isEmpty() || Manifest.isManifest(words[at])) {
            return Optional.empty();
        }
        command.file = words[at];
        command.arguments = List.of(words).subList(at + 1, words.length);
        return Optional.of(command);
    }

    /** Takes an option; the answer is of how many words it is, 0 if it isn't one of the plain ones, or isn't right. */
    private int takePlain(String[] words, int at) {
        if (at == words.length) {
            return 0;
        }
        if (cache.takePlain(words[at])) {
            return 1;
        }
        if (at + 1 == words.length) {
            return 0;
        }
        switch (words[at]) {
            case "--dir" -> {
                try {
                    directories.add(new DirectoryGrant.Converter().convert(words[at + 1]));
                } catch (TypeConversionException | InvalidPathException e) {
                    return 0;
                }
            }
            case "--env" -> variables.add(words[at + 1]);
            default -> {
                return 0;
            }
        }
        return 2;
    }

    @Override
    public Integer call() throws LoadException {
        if (noJit) {
            // The script jwasm takes the option away: it decides with which options Java starts.
            throw new ParameterException(commandLine(), "--no-jit must come first: jwasm run --no-jit ...");
        }
        Limits limits = limits();
        if (Manifest.isManifest(file)) {
            return runManifest(limits);
        }
        if (interactive) {
            return runAsking(limits);
        }
        if (audit != null) {
            throw new ParameterException(commandLine(), "--audit is for manifests and --interactive: jwasm run --audit LOG app.toml");
        }
        Map<String, String> environment = environment();
        EngineAhead.start();
        // Instruments show the text of all sections.
        ModuleFile moduleFile = limits.instruments().isEmpty() ? ModuleFile.readForRunning(file) : ModuleFile.read(file);
        Entry entry = invoke == null ? Entry.program() : Entry.function(moduleFile, limits.features(), invoke, arguments);
        Wasi wasi = Authority.wasi(new Authority.Grants(guestArguments(), environment, directories, listeners, connections, limits.threads(),
                        rawOutput));
        CompilerChoice.make(moduleFile.bytes(), limits.languageOptions());
        return new GuestProgram(moduleFile, entry, wasi, limits).run();
    }

    /** Nothing is granted here: the manifest says all. */
    private int runManifest(Limits limits) throws LoadException {
        boolean grants = !directories.isEmpty() || !variables.isEmpty() || invoke != null || argv0 != null || maxMemory != null || !wasm.isEmpty() ||
                        cache.isGiven();
        if (grants) {
            throw new ParameterException(commandLine(), "with a manifest, only --audit, --interactive, --timeout and --stack-size can be said here; "
                            + "the rest stands in " + file);
        }
        return run(limits, ApplicationRun.read(file), Path.of(file));
    }

    /** @param remembered the manifest's file, or null if there is none to be changed */
    private int run(Limits limits, Manifest manifest, Path remembered) throws LoadException {
        try (AuditFile log = new AuditFile(audit)) {
            Host host = ApplicationRun.host(arguments, log);
            if (interactive) {
                TerminalPowerbox.open(remembered != null).ifPresent(powerbox -> host.powerbox(powerbox, (capability, rule) -> {
                    try {
                        ManifestEditor.allow(remembered, capability, rule);
                    } catch (IOException e) {
                        Messages.error(remembered + ": can't be changed: " + e.getMessage());
                    }
                }));
            }
            return new ApplicationRun(manifest, host, limits.stackSize(), limits.timeout()).run();
        }
    }

    /** A program without a manifest: what run grants anyway, and the working directory by asking. */
    private int runAsking(Limits limits) throws LoadException {
        if (invoke != null || argv0 != null || maxMemory != null || !wasm.isEmpty() || cache.isGiven()) {
            throw new ParameterException(commandLine(), "--interactive goes with --dir, --env, --audit, --timeout and --stack-size only");
        }
        return run(limits, new SynthesizedManifest(file, directories, variables).asking(), null);
    }

    /** What a plain command needs for its errors only. */
    private CommandLine commandLine() {
        return spec == null ? Main.guestLine("run", this) : spec.commandLine();
    }

    private Limits limits() throws LoadException {
        try {
            WasmtimeOptions groups = WasmtimeOptions.of(wasm, wasi);
            long stack = groups.stackSize(stackSize);
            if (stack < MINIMUM_STACK_SIZE || stack > MAXIMUM_STACK_SIZE) {
                throw new TypeConversionException("the stack can have 1M to 1G, not " + stack + " bytes");
            }
            return new Limits(stack, groups.maxMemory(maxMemory), groups.timeout(timeout), groups.features(), languageOptions(groups),
                            instruments.engineOptions(), groups.threads(threads), traceTiers);
        } catch (TypeConversionException e) {
            throw new ParameterException(commandLine(), e.getMessage());
        }
    }

    private Map<String, String> languageOptions(WasmtimeOptions groups) throws LoadException {
        Map<String, String> options = new LinkedHashMap<>(groups.languageOptions());
        // Instruments look at trees.
        options.put("wasm.CompiledTier", noTier || !instruments.engineOptions().isEmpty() ? "false" : "most");
        if (traceTiers) {
            options.put("wasm.TraceTiers", "true");
        }
        cache.directory(directories).ifPresent(directory -> options.put("wasm.CodeCache", directory.toString()));
        return options;
    }

    /** Exactly the named variables; one that isn't set here stays unset there. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            if (name.isEmpty()) {
                throw new ParameterException(commandLine(), "--env " + variable + ": a variable needs a name");
            }
            String value = equals < 0 ? System.getenv(name) : variable.substring(equals + 1);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }

    private List<String> guestArguments() {
        List<String> all = new ArrayList<>(arguments.size() + 1);
        Path name = Path.of(file).getFileName();
        all.add(argv0 != null ? argv0 : name == null ? file : name.toString());
        all.addAll(arguments);
        return all;
    }

    /**
     * What the guest may use up.
     *
     * @param stackSize in bytes
     * @param maxMemory in bytes, or null
     * @param timeout or null
     * @param features that its module can use
     * @param languageOptions of its context, for these and for more
     * @param instruments options of the engine for what looks at the guest; none if nothing does
     * @param threads that it may have at a time besides its first
     * @param traced whether its tiers are told of
     */
    record Limits(long stackSize, Long maxMemory, Duration timeout, Set<Feature> features, Map<String, String> languageOptions,
                    Map<String, String> instruments, int threads, boolean traced) {
    }
}
