// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jwasm.structure.Feature;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.jr.ob.JSON;

/** {@code jwasm wast}: runs test scripts. */
@Command(name = "wast", synopsisHeading = "Usage: ", customSynopsis = "jwasm wast [OPTIONS] FILE...", sortOptions = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n", descriptionHeading = "%n",
                header = "Run test scripts.",
                description = {"Runs scripts of modules and assertions, the form of WebAssembly's official test suite. Prints what does not do as "
                                + "the script says, with its place, and for each script how many of its commands passed."},
                footer = {"", "Examples:",
                                "  jwasm wast sum.wast                   one script",
                                "  jwasm wast testsuite/*.wast           many, and what they add up to",
                                "  jwasm wast --json sum.wast | jq '.[].failures[].line'",
                                "", "Exit codes: 0 all passed, 1 not."})
final class WastCommand implements Callable<Integer> {

    /** Room for deep calls, and little enough that scripts that exhaust it on purpose do so in seconds. */
    private static final long STACK_SIZE = 4L << 20;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private FeatureSwitches switches;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scripts; - for standard input.")
    private List<String> files;

    @Spec
    private CommandSpec spec;

    private final List<Map<String, Object>> results = new ArrayList<>();
    private int exitCode = ExitCode.SUCCESS;
    private Set<Feature> features;
    private long passed;
    private long failed;

    @Override
    public Integer call() throws InterruptedException {
        features = switches.features();
        Thread thread = new Thread(null, this::runAll, "scripts", STACK_SIZE);
        thread.start();
        thread.join();
        return exitCode;
    }

    private void runAll() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            for (String file : files) {
                run(file, out);
            }
            if (json) {
                out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(results));
            } else if (files.size() > 1) {
                out.printf("%,d scripts: %,d passed, %,d failed%n", files.size(), passed, failed);
            }
        } catch (RuntimeException | Error e) {
            exitCode = Messages.failure(e);
        }
        out.flush();
    }

    /** A script that can't be read counts as one failure. */
    private void run(String file, PrintWriter out) {
        try {
            Script script = Script.run(file, features);
            passed += script.passed();
            failed += script.failures().size();
            exitCode = script.failures().isEmpty() ? exitCode : ExitCode.USAGE;
            if (json) {
                results.add(script.toJson());
            } else {
                out.print(script.toText());
            }
        } catch (LoadException e) {
            failed++;
            exitCode = ExitCode.USAGE;
            out.flush();
            Messages.error(e.getMessage());
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("file", file);
            result.put("error", e.getMessage());
            results.add(result);
        }
        out.flush();
    }
}
