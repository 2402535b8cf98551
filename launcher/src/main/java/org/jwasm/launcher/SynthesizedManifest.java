// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jwasm.manifest.Manifest;
import org.jwasm.manifest.ManifestException;
import org.tomlj.Toml;

/** The manifest that says what {@code jwasm run} grants a program with some options. */
final class SynthesizedManifest {

    private static final List<String> ALWAYS = List.of("arguments = \"arguments\"", "stdin = \"stdin\"", "stdout = \"stdout\"", "stderr = \"stderr\"",
                    "random = \"random\"", "realtime = \"clock\"");

    private final String file;
    private final List<DirectoryGrant> directories;
    private final List<String> variables;
    private final List<String> capabilities = new ArrayList<>(ALWAYS);
    private final List<String> mounts = new ArrayList<>();

    SynthesizedManifest(String file, List<DirectoryGrant> directories, List<String> variables) {
        this.file = file;
        this.directories = directories;
        this.variables = variables;
        for (String clock : List.of("monotonic", "process-cpu", "thread-cpu")) {
            capabilities.add(clock + " = { kind = \"clock\", time = \"" + clock + "\" }");
        }
        if (!variables.isEmpty()) {
            capabilities.add("environment = " + environment());
        }
    }

    /** With paths relative to where another file is or will be. */
    Manifest relativeTo(String target) throws LoadException {
        return manifest(Path.of(target).toAbsolutePath().normalize().getParent());
    }

    /** With the working directory, to be asked for. Not with all of the root too: guests' libraries can't tell the one from the other. */
    Manifest asking() throws LoadException {
        capabilities.add("here = { kind = \"directory\", path = \".\", ask = true }");
        mounts.add("\".\" = \"here\"");
        return manifest(Path.of("").toAbsolutePath());
    }

    private Manifest manifest(Path base) throws LoadException {
        ModuleFile.read(file);
        Path name = Path.of(file).getFileName();
        String stem = name == null ? "" : name.toString().replaceFirst("\\.[^.]*$", "");
        String process = stem.matches("[A-Za-z0-9][A-Za-z0-9_-]*") ? stem : "main";
        addDirectories(base);
        StringBuilder text = new StringBuilder("[capabilities]\n");
        capabilities.forEach(line -> text.append(line).append('\n'));
        text.append("[process.").append(process).append("]\nmodule = ").append(quoted(relative(base, Path.of(file)))).append('\n');
        text.append("[process.").append(process).append(".capabilities]\n");
        capabilities.forEach(line -> {
            String capability = line.substring(0, line.indexOf(' '));
            text.append(capability).append(" = \"").append(capability).append("\"\n");
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

    private void addDirectories(Path base) {
        for (int i = 0; i < directories.size(); i++) {
            DirectoryGrant grant = directories.get(i);
            String name = i == 0 ? "files" : "files-" + (i + 1);
            capabilities.add(name + " = { kind = \"directory\", path = " + quoted(relative(base, grant.host())) +
                            (grant.readOnly() ? ", read-only = true }" : " }"));
            mounts.add(quoted(grant.guest()) + " = \"" + name + "\"");
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
        Path relative = base.relativize(path.toAbsolutePath().normalize());
        return relative.toString().isEmpty() ? "." : relative.toString();
    }

    private static String quoted(String text) {
        return "\"" + Toml.tomlEscape(text) + "\"";
    }
}
