// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jwasm validate}: says what is wrong with modules, and nothing if nothing is. */
@Command(name = "validate", synopsisHeading = "Usage: ", optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n",
                descriptionHeading = "%n", header = "Say whether modules are valid.",
                description = {"Decodes and validates modules. Prints nothing if all are valid; else one line for each that isn't, "
                                + "with the place of the error; below errors in text, the line."},
                footer = {"", "Examples:", "  jwasm validate hello.wasm && echo fine", "  jwasm validate *.wat", "  curl -s https://example.org/x.wasm | jwasm validate -",
                                "", "Exit codes: 0 all valid, 1 not."})
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private FeatureSwitches switches;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Modules, binary or text; - for standard input.")
    private List<String> files;

    @Override
    public Integer call() {
        int exitCode = ExitCode.SUCCESS;
        for (String file : files) {
            try {
                ModuleFile.read(file).decode(switches.features());
            } catch (LoadException e) {
                Messages.error(e.getMessage());
                exitCode = ExitCode.USAGE;
            }
        }
        return exitCode;
    }
}
