package org.jwasm.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jwasm.structure.Feature;
import org.jwasm.wasi.Wasi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code jwasm run}: runs one guest with what the command line grants it. */
@Command(name = "run", synopsisHeading = "Usage: ", customSynopsis = "jwasm run [OPTIONS] FILE [ARGS...]", sortOptions = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n",
                descriptionHeading = "%n", header = "Run a program, or a function of a module.",
                description = {"Runs a WebAssembly program (WASI preview 1): its function _start, or with --invoke any function it exports.",
                                "", "The program gets its arguments, standard input, output and error, clocks and random numbers. Files and "
                                                + "variables of this machine it gets only by --dir and --env; there is no network."},
                footer = {"", "Examples:",
                                "  jwasm run hello.wasm                  a program that needs nothing",
                                "  jwasm run --dir . wc.wasm notes.txt   ... that may use this directory",
                                "  jwasm run --dir photos::/in:ro --dir out::/out resize.wasm",
                                "                                        ... read photos as /in, write to out",
                                "  jwasm run --env LANG --env MODE=fast tool.wasm",
                                "                                        LANG as it is here, MODE as said",
                                "  jwasm run --invoke add sum.wasm 2 -3  call add(2, -3), print its result",
                                "  jwasm run --timeout 10s --max-memory 256M untrusted.wasm",
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

    @Option(names = {"-W", "--wasm"}, split = ",", mapFallbackValue = "", paramLabel = "KEY=VALUE",
                    description = "wasmtime's names: max-wasm-stack, max-memory-size, timeout; fuel=N, the number of instructions; "
                                    + "nan-canonicalization; FEATURE=y|n, as gc=n.")
    private Map<String, String> wasm = new LinkedHashMap<>();

    @Option(names = {"-S", "--wasi"}, split = ",", mapFallbackValue = "", paramLabel = "KEY[=y]",
                    description = "wasmtime's names cli and common are accepted; they are always on.")
    private Map<String, String> wasi = new LinkedHashMap<>();

    @Option(names = "--no-jit", description = "(first of all options) Run without the Graal compiler: starts sooner, computes slower.")
    private boolean noJit;

    @Option(names = "--no-tier", description = "Don't translate the guest's functions to bytecode of the Java machine.")
    private boolean noTier;

    @Option(names = "--trace-tiers", description = "Tell on standard error which functions are compiled, and which are not.")
    private boolean traceTiers;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(index = "0", arity = "1", paramLabel = "FILE", description = "A module, binary or text; - for standard input.")
    private String file;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGS", description = "Everything behind FILE belongs to the guest.")
    private List<String> arguments = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws LoadException {
        if (noJit) {
            // The script jwasm takes the option away: it decides with which options Java starts.
            throw new ParameterException(spec.commandLine(), "--no-jit must come first: jwasm run --no-jit ...");
        }
        Limits limits = limits();
        Map<String, String> environment = environment();
        ModuleFile moduleFile = ModuleFile.read(file);
        Entry entry = invoke == null ? Entry.program() : Entry.function(moduleFile, limits.features(), invoke, arguments);
        Wasi wasi = Authority.wasi(guestArguments(), environment, directories);
        return new GuestProgram(moduleFile, entry, wasi, limits).run();
    }

    private Limits limits() {
        try {
            WasmtimeOptions groups = WasmtimeOptions.of(wasm, wasi);
            long stack = groups.stackSize(stackSize);
            if (stack < MINIMUM_STACK_SIZE || stack > MAXIMUM_STACK_SIZE) {
                throw new TypeConversionException("the stack can have 1M to 1G, not " + stack + " bytes");
            }
            return new Limits(stack, groups.maxMemory(maxMemory), groups.timeout(timeout), groups.features(), languageOptions(groups));
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Map<String, String> languageOptions(WasmtimeOptions groups) {
        Map<String, String> options = new LinkedHashMap<>(groups.languageOptions());
        if (noTier) {
            options.put("wasm.CompiledTier", "false");
        }
        if (traceTiers) {
            options.put("wasm.TraceTiers", "true");
        }
        return options;
    }

    /** Exactly the named variables; one that isn't set here stays unset there. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            if (name.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "--env " + variable + ": a variable needs a name");
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
     */
    record Limits(long stackSize, Long maxMemory, Duration timeout, Set<Feature> features, Map<String, String> languageOptions) {
    }
}
