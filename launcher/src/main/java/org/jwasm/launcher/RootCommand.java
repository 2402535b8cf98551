// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jwasm} without a guest: help, version, and the way to the subcommands. */
@Command(name = "jwasm", subcommands = {RunCommand.class, ValidateCommand.class, InspectCommand.class, Wat2WasmCommand.class,
                Wasm2WatCommand.class, CompileCommand.class, WastCommand.class, LearnCommand.class, TreeCommand.class,
                DiffCommand.class, AuditCommand.class},
                versionProvider = RootCommand.Version.class, exitCodeOnInvalidInput = ExitCode.USAGE,
                synopsisHeading = "Usage: ", customSynopsis = {"jwasm [run] [OPTIONS] FILE [ARGS...]",
                                "       jwasm validate FILE...", "       jwasm inspect [OPTIONS] FILE",
                                "       jwasm wat2wasm [OPTIONS] FILE", "       jwasm wasm2wat [OPTIONS] FILE", "       jwasm compile [OPTIONS] FILE...", "       jwasm wast [--json] FILE...",
                                "       jwasm learn [OPTIONS] FILE [ARGS...]", "       jwasm tree [OPTIONS] MANIFEST", "       jwasm diff OLD NEW", "       jwasm audit [OPTIONS] LOG"},
                descriptionHeading = "%n", description = "Runs WebAssembly programs, each with nothing but what it is given.",
                commandListHeading = "%nCommands:%n", optionListHeading = "%nOptions:%n",
                footer = {"", "Examples:",
                                "  jwasm hello.wasm                      run a program that needs nothing",
                                "  jwasm run --dir data:ro count.wasm data/text.txt",
                                "                                        ... that may read the directory data",
                                "  jwasm run --invoke add sum.wasm 2 3   call one function, print its result",
                                "  jwasm run app.toml                    nano-processes, as a manifest says",
                                "  jwasm tree app.toml                   who holds what",
                                "  jwasm inspect hello.wasm              what a module is made of and asks for",
                                "  jwasm wasm2wat hello.wasm             the module as text",
                                "", "jwasm COMMAND --help tells more."})
final class RootCommand implements Callable<Integer> {

    private static final Set<String> OWN = Set.of("validate", "inspect", "wat2wasm", "wasm2wat", "compile", "wast", "tree", "diff", "audit", "help", "-h", "--help", "-V", "--version");

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Print the version.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    /** Whether a command line that starts with {@code word} is not the run of a guest. */
    static boolean isOwn(String word) {
        return OWN.contains(word);
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return ExitCode.USAGE;
    }

    /** The version of the launcher's module and of the Java below it. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getModule().getDescriptor().rawVersion().orElse("(unpackaged)");
            return new String[]{"jwasm " + version + " (Java " + Runtime.version().toString() + ")"};
        }
    }
}
