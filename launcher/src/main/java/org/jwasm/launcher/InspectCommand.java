// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import org.jwasm.runtime.WasmException;
import org.jwasm.text.CodeListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jwasm inspect}: what a module is made of, and what it asks for. */
@Command(name = "inspect", synopsisHeading = "Usage: ", optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n",
                descriptionHeading = "%n", header = "Show what a module is made of and asks for.",
                description = {"Prints what a module is made of: sections with their sizes, types, imports, exports, tables, memories, "
                                + "custom sections, and the tools that made it. With --code, its instructions with their offsets and bytes."},
                footer = {"", "Examples:", "  jwasm inspect hello.wasm",
                                "  jwasm inspect --json hello.wasm | jq '.imports[].name'",
                                "  jwasm inspect --code hello.wasm | less",
                                "  jwasm inspect --function _start hello.wasm"})
final class InspectCommand implements Callable<Integer> {

    @Mixin
    private FeatureSwitches switches;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--code", description = "List the code: for each instruction its offset, its bytes, and its text.")
    private boolean code;

    @Option(names = "--function", paramLabel = "NAME|INDEX",
                    description = "List the code of one function, by its index, its name or an export's. Repeatable.")
    private List<String> functions = List.of();

    @Option(names = "--no-check", description = "With --code or --function: don't validate, list what can be read.")
    private boolean noCheck;

    @Parameters(arity = "1", paramLabel = "FILE", description = "A module, binary or text; - for standard input.")
    private String file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws LoadException {
        boolean listing = code || !functions.isEmpty();
        if (listing ? json : noCheck) {
            throw new ParameterException(spec.commandLine(), listing ? "--json says nothing of code" : "--no-check is for --code");
        }
        return listing ? list() : summarize();
    }

    private int summarize() throws LoadException {
        ModuleFile moduleFile = ModuleFile.read(file);
        ModuleSummary summary = ModuleSummary.of(moduleFile.label(), moduleFile.decode(switches.features()));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? summary.toJson() : summary.toText());
        out.flush();
        return ExitCode.SUCCESS;
    }

    private int list() throws LoadException {
        ModuleFile module = ModuleFile.read(file);
        if (!noCheck) {
            module.decode(switches.features());
        }
        try {
            CodeListing listing = CodeListing.of(module.bytes());
            int[] indices = new int[functions.size()];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = find(module, listing, functions.get(i));
            }
            Output.write(Output.STANDARD_OUTPUT, out -> print(listing, indices, out));
        } catch (WasmException e) {
            throw Messages.badModule(module.label(), e);
        }
        return ExitCode.SUCCESS;
    }

    private static int find(ModuleFile module, CodeListing listing, String function) throws LoadException {
        int index = listing.find(function);
        if (index < 0) {
            throw new LoadException(module.label(), "no function `" + function + "`, by name, export or index; there are "
                            + listing.functionCount());
        }
        return index;
    }

    private static void print(CodeListing listing, int[] indices, OutputStream stream) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(stream, UTF_8));
        try {
            if (indices.length == 0) {
                listing.print(out);
            }
            for (int i = 0; i < indices.length; i++) {
                out.append(i == 0 ? "" : "\n");
                listing.print(indices[i], out);
            }
        } finally {
            // Also what comes before a place that can't be read.
            out.flush();
        }
    }
}
