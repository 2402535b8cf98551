// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.tier.AheadOfTime;
import org.jwasm.tier.AheadOfTime.Summary;
import org.jwasm.tier.cache.CacheException;
import org.jwasm.tier.cache.CodeCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jwasm compile}: fills a code cache before anything runs. */
@Command(name = "compile", synopsisHeading = "Usage: ", customSynopsis = "jwasm compile [OPTIONS] FILE...", sortOptions = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n", descriptionHeading = "%n",
                header = "Translate modules ahead of time, for quick starts.",
                description = {"Translates all functions of modules to bytecode of the Java machine and keeps it in a directory, the code cache. "
                                + "jwasm run --cache takes it from there, as long as the module, its features, jwasm and Java are the same.",
                                "", "The directory has to be yours, and writable by nobody else: what is in it becomes code of the process "
                                + "that runs the guest. It holds at most 1 GiB; the modules used least recently go."},
                footer = {"", "Examples:",
                                "  jwasm compile tool.wasm               to where programs of yours keep such",
                                "                                        things: ~/.cache/jwasm",
                                "  jwasm run --cache tool.wasm           ... and a run that takes it from there",
                                "  jwasm compile python.wasm -o ~/code   to a directory of your choice",
                                "  jwasm run --cache=$HOME/code python.wasm",
                                "  jwasm compile --fuel tool.wasm        for runs with -W fuel=N",
                                "", "Exit codes: 0 done, 1 not."})
final class CompileCommand implements Callable<Integer> {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "The code cache; made if it isn't there. Default: jwasm in XDG_CACHE_HOME, "
                    + "else ~/.cache/jwasm.")
    private Path output;

    @Option(names = "--fuel", description = "Translate for runs with -W fuel=N, whose code counts instructions.")
    private boolean fuel;

    @Mixin
    private FeatureSwitches switches;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Modules, binary or text; - for standard input.")
    private List<String> files;

    @Override
    public Integer call() throws LoadException {
        Set<Feature> features = switches.features();
        CodeCache cache = open();
        int exitCode = ExitCode.SUCCESS;
        for (String file : files) {
            try {
                compile(cache, file, features);
            } catch (LoadException e) {
                Messages.error(e.getMessage());
                exitCode = ExitCode.USAGE;
            }
        }
        return exitCode;
    }

    private CodeCache open() throws LoadException {
        Path directory = output == null ? CacheOptions.ofUser() : output.toAbsolutePath().normalize();
        if (directory == null) {
            throw new LoadException("neither XDG_CACHE_HOME nor HOME says where to keep code; use -o DIR");
        }
        try {
            return CodeCache.open(directory, CodeCache.DEFAULT_LIMIT);
        } catch (CacheException e) {
            throw new LoadException(e.getMessage());
        }
    }

    private void compile(CodeCache cache, String file, Set<Feature> features) throws LoadException {
        ModuleFile moduleFile = ModuleFile.readForRunning(file);
        Module module = moduleFile.decode(features);
        long start = System.nanoTime();
        Summary summary;
        Progress progress = Progress.of("compiling " + moduleFile.label() + " (" + module.functionCount() + " functions)");
        try {
            summary = AheadOfTime.fill(cache, moduleFile.content(), module, new CodeProfile(false, fuel), features);
        } catch (InterruptedException e) {
            throw new LoadException(moduleFile.label(), "interrupted");
        } finally {
            progress.close();
        }
        report(moduleFile.label(), summary, (System.nanoTime() - start) / NANOS_PER_SECOND);
        if (!summary.written()) {
            throw new LoadException(moduleFile.label(), "can't be written to " + cache + ": is there room?");
        }
    }

    private static void report(String label, Summary summary, double seconds) {
        System.out.printf("%s: %d functions: %d compiled (%s to %s) in %.1f s, %d there already%n", label, summary.functions(), summary.translated(),
                        size(summary.codeBytes()), size(summary.classBytes()), seconds, summary.known());
        summary.refusals().forEach((reason, count) -> System.out.printf("  %d stay with the interpreter: %s%n", count, reason));
    }

    private static String size(long bytes) {
        return bytes < BYTES_PER_MEGABYTE ? bytes + " bytes" : String.format("%.1f MB", (double) bytes / BYTES_PER_MEGABYTE);
    }
}
