// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jwasm wat2wasm}: the text format to the binary format. */
@Command(name = "wat2wasm", synopsisHeading = "Usage: ", customSynopsis = "jwasm wat2wasm [OPTIONS] FILE", sortOptions = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n", descriptionHeading = "%n",
                header = "Translate the text format to the binary format.",
                description = {"Assembles a module and validates it. Errors in the text are told with file, line and column."},
                footer = {"", "Examples:",
                                "  jwasm wat2wasm sum.wat                make sum.wasm",
                                "  jwasm wat2wasm --debug-names -o out.wasm sum.wat",
                                "                                        ... with the text's names, for traces",
                                "  jwasm wat2wasm -o - sum.wat | xxd     ... to standard output",
                                "", "Exit codes: 0 done, 1 not."})
final class Wat2WasmCommand implements Callable<Integer> {

    private static final String BINARY_SUFFIX = ".wasm";

    @Option(names = {"-o", "--output"}, paramLabel = "OUT",
                    description = "Where the module goes, - for standard output; default: FILE with the suffix .wasm, beside FILE.")
    private String output;

    @Option(names = "--debug-names", description = "Keep the identifiers of the text, in a name section.")
    private boolean debugNames;

    @Option(names = "--no-check", description = "Don't validate: what is well-formed is translated even if it is invalid.")
    private boolean noCheck;

    @Mixin
    private FeatureSwitches switches;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(arity = "1", paramLabel = "FILE", description = "A module in the text format; - for standard input.")
    private String file;

    @Override
    public Integer call() throws LoadException {
        ModuleFile module = ModuleFile.assemble(file, debugNames);
        if (!noCheck) {
            module.decode(switches.features());
        }
        Output.write(target(), out -> out.write(module.bytes()));
        return ExitCode.SUCCESS;
    }

    private String target() {
        if (output != null || file.equals(ModuleFile.STANDARD_INPUT)) {
            return output == null ? Output.STANDARD_OUTPUT : output;
        }
        int dot = file.lastIndexOf('.');
        boolean hasSuffix = dot > file.lastIndexOf('/') + 1;
        return (hasSuffix ? file.substring(0, dot) : file) + BINARY_SUFFIX;
    }
}
