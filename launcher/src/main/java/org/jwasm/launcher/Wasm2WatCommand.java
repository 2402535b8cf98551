// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import org.jwasm.runtime.WasmException;
import org.jwasm.text.WatPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jwasm wasm2wat}: the binary format to the text format. */
@Command(name = "wasm2wat", synopsisHeading = "Usage: ", customSynopsis = "jwasm wasm2wat [OPTIONS] FILE", sortOptions = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n", descriptionHeading = "%n",
                header = "Translate the binary format to the text format.",
                description = {"Prints a module as text that wat2wasm reads back: folded, with the names of the name section, and with custom "
                                + "sections as annotations. A module in the text format is printed anew."},
                footer = {"", "Examples:",
                                "  jwasm wasm2wat hello.wasm             print it",
                                "  jwasm wasm2wat hello.wasm -o hello.wat",
                                "                                        ... to a file, to be changed",
                                "  jwasm inspect --code hello.wasm       with offsets and bytes instead",
                                "", "Exit codes: 0 done, 1 not."})
final class Wasm2WatCommand implements Callable<Integer> {

    @Option(names = {"-o", "--output"}, paramLabel = "OUT", defaultValue = Output.STANDARD_OUTPUT,
                    description = "Where the text goes; default: -, standard output.")
    private String output;

    @Option(names = "--flat", description = "One instruction a line, in the order of the binary format, instead of folded.")
    private boolean flat;

    @Option(names = "--no-check", description = "Don't validate: print all that can be printed.")
    private boolean noCheck;

    @Mixin
    private FeatureSwitches switches;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(arity = "1", paramLabel = "FILE", description = "A module; - for standard input.")
    private String file;

    @Override
    public Integer call() throws LoadException {
        ModuleFile module = ModuleFile.read(file);
        if (!noCheck) {
            module.decode(switches.features());
        }
        WatPrinter.Layout layout = flat ? WatPrinter.Layout.FLAT : WatPrinter.Layout.FOLDED;
        try {
            Output.write(output, out -> {
                Writer writer = new OutputStreamWriter(out, UTF_8);
                WatPrinter.print(module.bytes(), layout, writer);
                writer.flush();
            });
            return ExitCode.SUCCESS;
        } catch (WasmException e) {
            throw Messages.badModule(module.label(), e);
        }
    }
}
