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
import org.jwasm.manifest.AuthorityDiff;
import org.jwasm.manifest.Manifest;
import org.jwasm.manifest.Manifest.ProcessSpec;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Import;
import org.jwasm.structure.Module;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jwasm diff}: what authority an update asks for. */
@Command(name = "diff", synopsisHeading = "Usage: ", customSynopsis = "jwasm diff OLD NEW", sortOptions = false,
                optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n", descriptionHeading = "%n",
                header = "Show what new authority an update needs.",
                description = {"Compares two modules: what the new one imports that the old one doesn't, or with another type. Or two manifests: what "
                                + "their nano-processes hold, call and may use up that they didn't, and what their modules import. Less authority "
                                + "is no difference."},
                footer = {"", "Examples:",
                                "  jwasm diff notify-1.wasm notify-2.wasm",
                                "  jwasm diff old/app.toml app.toml",
                                "", "Exit codes: 0 nothing new, 1 something, 2 a file can't be read."})
final class DiffCommand implements Callable<Integer> {

    private static final int SOMETHING = 1;
    private static final int TROUBLE = 2;

    @Mixin
    private FeatureSwitches switches;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Parameters(index = "0", paramLabel = "OLD", description = "A module or a manifest.")
    private String before;

    @Parameters(index = "1", paramLabel = "NEW", description = "Another one.")
    private String after;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            if (Manifest.isManifest(before) != Manifest.isManifest(after)) {
                throw new LoadException(before, "and " + after + ": a module and a manifest can't be compared");
            }
            List<String> lines = Manifest.isManifest(before) ? manifests() : modules();
            PrintWriter out = spec.commandLine().getOut();
            lines.forEach(line -> out.println("+ " + line));
            out.flush();
            return lines.isEmpty() ? ExitCode.SUCCESS : SOMETHING;
        } catch (LoadException e) {
            Messages.error(e.getMessage());
            return TROUBLE;
        }
    }

    private List<String> modules() throws LoadException {
        Map<String, String> old = imports(before);
        List<String> lines = new ArrayList<>();
        imports(after).forEach((name, type) -> added(lines, "", old, name, type));
        return lines;
    }

    private static void added(List<String> lines, String prefix, Map<String, String> old, String name, String type) {
        if (!type.equals(old.get(name))) {
            lines.add(prefix + "import " + name + "  " + type + (old.containsKey(name) ? ", not " + old.get(name) : ""));
        }
    }

    private Map<String, String> imports(String file) throws LoadException {
        Set<Feature> features = switches.features();
        Module module = ModuleFile.read(file).decode(features);
        Map<String, String> imports = new LinkedHashMap<>();
        for (Import each : module.imports()) {
            imports.put(each.module() + "." + each.name(), each.type().toString());
        }
        return imports;
    }

    /** What manifests say, and what their modules ask for beyond that. */
    private List<String> manifests() throws LoadException {
        Manifest old = ApplicationRun.read(before);
        Manifest now = ApplicationRun.read(after);
        List<String> lines = new ArrayList<>(AuthorityDiff.of(old, now));
        Map<String, ProcessSpec> byPath = new LinkedHashMap<>();
        old.processes().values().forEach(process -> byPath.put(process.path(), process));
        for (ProcessSpec process : now.processes().values()) {
            Map<String, String> known = new LinkedHashMap<>();
            ProcessSpec earlier = byPath.get(process.path());
            if (earlier != null) {
                known.putAll(imports(old.base().resolve(earlier.module()).toString()));
            }
            imports(now.base().resolve(process.module()).toString()).forEach((name, type) -> {
                boolean said = lines.stream().anyMatch(line -> line.startsWith(process.path() + ": import " + name + ":"));
                if (!said && earlier != null) {
                    added(lines, process.path() + ": ", known, name, type);
                }
            });
        }
        return lines;
    }
}
