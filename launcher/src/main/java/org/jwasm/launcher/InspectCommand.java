package org.jwasm.launcher;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jwasm inspect}: what a module is made of, and what it asks for. */
@Command(name = "inspect", synopsisHeading = "Usage: ", optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n",
                descriptionHeading = "%n", header = "Show what a module is made of and asks for.",
                description = {"Prints what a module is made of: sections with their sizes, types, imports, exports, tables, memories, "
                                + "custom sections, and the tools that made it."},
                footer = {"", "Examples:", "  jwasm inspect hello.wasm",
                                "  jwasm inspect --json hello.wasm | jq '.imports[].name'"})
final class InspectCommand implements Callable<Integer> {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Parameters(arity = "1", paramLabel = "FILE", description = "A module in the binary format; - for standard input.")
    private String file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws LoadException {
        ModuleFile moduleFile = ModuleFile.read(file);
        ModuleSummary summary = ModuleSummary.of(moduleFile.label(), moduleFile.decode());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? summary.toJson() : summary.toText());
        out.flush();
        return ExitCode.SUCCESS;
    }
}
