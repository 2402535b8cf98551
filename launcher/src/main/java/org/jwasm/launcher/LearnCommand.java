package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jwasm.manifest.Application;
import org.jwasm.manifest.Learner;
import org.jwasm.manifest.Manifest;
import org.jwasm.manifest.ManifestException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jwasm learn}: the least authority that a program needs. */
@Command(name = "learn", synopsisHeading = "Usage: ", customSynopsis = "jwasm learn [OPTIONS] FILE [ARGS...]", sortOptions = false,
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
        Manifest manifest = Manifest.isManifest(file) ? ApplicationRun.read(file) : everything(stem, target);
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

    /** A manifest of all that the options grant. Its paths are relative to where the learnt one will be. */
    private Manifest everything(String stem, String target) throws LoadException {
        ModuleFile.read(file);
        Path base = Path.of(target).toAbsolutePath().normalize().getParent();
        List<String> capabilities = new ArrayList<>(List.of("arguments = \"arguments\"", "stdin = \"stdin\"", "stdout = \"stdout\"", "stderr = \"stderr\"",
                        "random = \"random\"", "realtime = \"clock\""));
        for (String clock : List.of("monotonic", "process-cpu", "thread-cpu")) {
            capabilities.add(clock + " = { kind = \"clock\", time = \"" + clock + "\" }");
        }
        if (!variables.isEmpty()) {
            capabilities.add("environment = " + environment());
        }
        List<String> mounts = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            DirectoryGrant grant = directories.get(i);
            String name = i == 0 ? "files" : "files-" + (i + 1);
            capabilities.add(name + " = { kind = \"directory\", path = " + quoted(relative(base, grant.host())) +
                            (grant.readOnly() ? ", read-only = true }" : " }"));
            mounts.add(quoted(grant.guest()) + " = \"" + name + "\"");
        }
        String process = stem.matches("[A-Za-z0-9][A-Za-z0-9_-]*") ? stem : "main";
        StringBuilder text = new StringBuilder("[capabilities]\n");
        capabilities.forEach(line -> text.append(line).append('\n'));
        text.append("[process.").append(process).append("]\nmodule = ").append(quoted(relative(base, Path.of(file)))).append('\n');
        text.append("[process.").append(process).append(".capabilities]\n");
        capabilities.forEach(line -> {
            String name = line.substring(0, line.indexOf(' '));
            text.append(name).append(" = \"").append(name).append("\"\n");
        });
        text.append("[process.").append(process).append(".wasi]\narguments = \"arguments\"\nstdin = \"stdin\"\nstdout = \"stdout\"\nstderr = \"stderr\"\n");
        text.append("random = \"random\"\nclocks = [\"realtime\", \"monotonic\", \"process-cpu\", \"thread-cpu\"]\n");
        text.append(variables.isEmpty() ? "" : "environment = \"environment\"\n");
        text.append("directories = { ").append(String.join(", ", mounts)).append(" }\n");
        try {
            return Manifest.parse(file, base, text.toString());
        } catch (ManifestException e) {
            throw LoadException.ofLines(e.getMessage());
        }
    }

    private String environment() {
        List<String> named = new ArrayList<>();
        List<String> set = new ArrayList<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            if (equals < 0) {
                named.add(quoted(variable));
            } else {
                set.add(quoted(variable.substring(0, equals)) + " = " + quoted(variable.substring(equals + 1)));
            }
        }
        return "{ kind = \"environment\", variables = [" + String.join(", ", named) + "], set = { " + String.join(", ", set) + " } }";
    }

    private static String relative(Path base, Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path relative = base.relativize(absolute);
        return relative.toString().isEmpty() ? "." : relative.toString();
    }

    private static String quoted(String text) {
        return "\"" + org.tomlj.Toml.tomlEscape(text) + "\"";
    }
}
