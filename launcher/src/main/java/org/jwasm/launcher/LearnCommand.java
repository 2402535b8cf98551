// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jwasm.manifest.Application;
import org.jwasm.manifest.Learner;
import org.jwasm.manifest.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jwasm learn}: the least authority that a program needs. */
@Command(name = "learn", synopsisHeading = "Usage: ", customSynopsis = "jwasm learn [OPTIONS] FILE [ARGS...]", sortOptions = false, addMethodSubcommands = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n", descriptionHeading = "%n",
                header = "Run something, and write the manifest that grants what it used.",
                description = {"Runs a program as jwasm run does, or a manifest, and takes notes. Then it writes a manifest that grants what was used and "
                                + "nothing else: subdirectories, rights, hosts, clocks, streams, and twice the fuel and memory. Review it: another run "
                                + "may need more."},
                footer = {"", "Examples:",
                                "  jwasm learn --dir . wc.wasm notes.txt",
                                "                                        writes wc.learned.toml",
                                "  jwasm learn -o least.toml app.toml    of a manifest",
                                "  jwasm run wc.learned.toml notes.txt   run what was learnt",
                                "", "Exit codes: the program's own, and those of jwasm run."})
final class LearnCommand implements Callable<Integer> {

    private static final long STACK_SIZE = 64L << 20;

    @Option(names = "--dir", paramLabel = "HOST[::GUEST][:ro]", converter = DirectoryGrant.Converter.class,
                    description = "Grant a directory, as jwasm run does. Repeatable.")
    private List<DirectoryGrant> directories = List.of();

    @Option(names = "--env", paramLabel = "K[=V]", description = "Grant an environment variable, as jwasm run does. Repeatable.")
    private List<String> variables = List.of();

    @Option(names = {"-o", "--output"}, paramLabel = "OUT", description = "The manifest to write; default: the name of FILE with .learned.toml, here.")
    private String output;

    @Option(names = "--force", description = "Replace OUT if it is there.")
    private boolean force;

    @Option(names = "--timeout", paramLabel = "DURATION", converter = DurationConverter.class, description = "End the guest after this time.")
    private Duration timeout;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(index = "0", arity = "1", paramLabel = "FILE", description = "A module, binary or text, or a manifest, *.toml.")
    private String file;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGS", description = "Everything behind FILE belongs to the guest.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws LoadException {
        Path name = Path.of(file).getFileName();
        String stem = name == null ? "app" : name.toString().replaceFirst("\\.[^.]*$", "");
        String target = output != null ? output : stem + ".learned.toml";
        if (Files.exists(Path.of(target)) && !force) {
            throw new LoadException(target, "is there already; --force replaces it, -o chooses another name");
        }
        Manifest manifest = Manifest.isManifest(file) ? ApplicationRun.read(file) : new SynthesizedManifest(file, directories, variables).relativeTo(target);
        Learner learner = new Learner();
        try (AuditFile audit = new AuditFile(null)) {
            ApplicationRun run = new ApplicationRun(Learner.metered(manifest), ApplicationRun.host(arguments, audit).decider(learner), STACK_SIZE, timeout);
            int exitCode = run.run();
            Application application = run.application();
            if (application == null) {
                return exitCode;
            }
            learner.see(application);
            application.close();
            Output.write(target, out -> out.write(learner.manifest().getBytes(UTF_8)));
            Messages.error(target + ": written; review it");
            return exitCode;
        }
    }
}
