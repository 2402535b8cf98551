// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.manifest.Learner.Access;
import org.jwasm.manifest.Learner.Notes;
import org.jwasm.manifest.Manifest.CapabilitySpec;
import org.jwasm.manifest.Manifest.FromCapability;
import org.jwasm.manifest.Manifest.ImportSpec;
import org.jwasm.manifest.Manifest.ProcessSpec;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Resource;
import org.tomlj.Toml;

/** Writes what a learner has seen. */
final class LearnedManifest {

    private static final String WASI = "wasi_snapshot_preview1";
    /** More are put together into those above. */
    private static final int MOST_DIRECTORIES = 4;
    private static final int MOST_SEEN = 8;
    private static final long PAGE = 65536;

    private final Application application;
    private final Manifest manifest;
    private final Map<String, NanoProcess> processes;
    private final Learner learner;
    private final StringBuilder out = new StringBuilder();

    LearnedManifest(Application application, Map<String, NanoProcess> processes, Learner learner) {
        this.application = application;
        this.manifest = application.manifest();
        this.processes = processes;
        this.learner = learner;
    }

    String text() {
        line("# What was used in one run, and nothing else. Review it: what another run needs may be missing.");
        line("main = " + (manifest.main().export().equals("_start") ? quoted(manifest.main().process())
                        : "{ process = " + quoted(manifest.main().process()) + ", export = " + quoted(manifest.main().export()) + " }"));
        line("");
        Set<String> used = new LinkedHashSet<>();
        for (ProcessSpec process : manifest.children(null)) {
            process.capabilities().values().forEach(spec -> {
                if (notes(process, spec.name()) != null) {
                    used.add(spec.use());
                }
            });
        }
        line("[capabilities]");
        manifest.capabilities().forEach((name, spec) -> {
            if (used.contains(name)) {
                line(key(name) + " = " + SpecText.of(spec));
            }
        });
        manifest.processes().values().forEach(this::process);
        return out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    static String quoted(String text) {
        return "\"" + Toml.tomlEscape(text) + "\"";
    }

    static String key(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : quoted(name);
    }

    private Notes notes(ProcessSpec process, String capability) {
        Capability held = processes.get(process.name()).endowment().named().get(capability);
        return held == null ? null : learner.of(held);
    }

    private void process(ProcessSpec process) {
        line("");
        line("[process." + key(process.name()) + "]");
        if (process.parent() != null) {
            line("parent = " + quoted(process.parent()));
        }
        line("module = " + quoted(process.module()));
        line("sha256 = " + quoted(application.image(process.name()).sha256()));
        Map<String, String> directories = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        process.capabilities().values().forEach(spec -> {
            Notes notes = notes(process, spec.name());
            if (notes != null) {
                capability(process, spec, notes, lines, directories);
            }
        });
        section(process, "capabilities", lines);
        wasi(process, directories);
        imports(process, directories);
        if (!process.functions().isEmpty()) {
            List<String> types = new ArrayList<>();
            process.functions().forEach((name, type) -> types.add(key(name) + " = " + quoted(type.toString().substring(name.length() + 2))));
            section(process, "functions", types);
        }
        limits(process);
    }

    private void section(ProcessSpec process, String name, List<String> lines) {
        if (!lines.isEmpty()) {
            line("");
            line("[process." + key(process.name()) + "." + name + "]");
            lines.forEach(this::line);
        }
    }

    private void capability(ProcessSpec process, CapabilitySpec spec, Notes notes, List<String> lines, Map<String, String> directories) {
        Holding holding = manifest.holdings().get(process.name()).get(spec.name());
        boolean handsOn = manifest.children(process.name()).stream().anyMatch(child -> child.capabilities().values().stream().anyMatch(
                        c -> c.use().equals(spec.name())));
        String guest = null;
        for (Map.Entry<String, String> mount : process.wasi().directories().entrySet()) {
            guest = mount.getValue().equals(spec.name()) ? mount.getKey() : guest;
        }
        if (holding.kindName().equals("directory") && guest != null && !handsOn) {
            split(process, spec, guest, notes, lines, directories);
            return;
        }
        if (guest != null) {
            directories.put(guest, spec.name());
        }
        Map<Setting, Object> settings = new LinkedHashMap<>(spec.settings());
        Set<Right> rights = EnumSet.noneOf(Right.class);
        rights.addAll(notes.rights);
        rights.retainAll(holding.rights());
        if (!rights.equals(holding.rights())) {
            settings.remove(Setting.READ_ONLY);
            settings.put(Setting.RIGHTS, rights);
        }
        seen(lines, notes.paths.keySet());
        narrowTargets(holding, notes, settings);
        if (processes.get(process.name()).endowment().named().get(spec.name()) instanceof EnvironmentCapability environment) {
            variables(environment, notes, settings, lines);
        }
        lines.add(key(spec.name()) + " = " + SpecText.derived(spec, settings));
    }

    private static String unique(ProcessSpec process, String wanted, Set<String> taken) {
        String name = wanted;
        for (int i = 2; taken.contains(name) || process.capabilities().containsKey(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    private static void seen(List<String> lines, Set<String> paths) {
        List<String> shown = paths.stream().map(path -> path.isEmpty() ? "." : path).limit(MOST_SEEN).toList();
        if (!shown.isEmpty()) {
            lines.add("# seen: " + String.join(", ", shown).replaceAll("\\p{Cntrl}", "?") +
                            (paths.size() > MOST_SEEN ? ", and " + (paths.size() - MOST_SEEN) + " more" : ""));
        }
    }

    /** Those that it asked for; WASI gives a program all at once, so that nobody can tell which of these it needs. */
    private static void variables(EnvironmentCapability held, Notes notes, Map<Setting, Object> settings, List<String> lines) {
        Set<String> names = new TreeSet<>(held.names());
        if (notes.isWhole) {
            lines.add("# it read all variables at once, as programs of WASI do: take out those that it needn't know");
        } else {
            names.retainAll(notes.targets);
        }
        settings.put(Setting.VARIABLES, new ArrayList<>(names));
    }

    /** Hosts and ports, names, origins and methods. */
    private static void narrowTargets(Holding holding, Notes notes, Map<Setting, Object> settings) {
        switch (holding.kind()) {
            case TCP_CONNECT, TCP_LISTEN, UDP -> settings.put(Setting.ONLY, new ArrayList<>(notes.targets));
            case NAME_LOOKUP -> settings.put(Setting.ONLY, notes.targets.stream().toList());
            case HTTP -> {
                Set<String> methods = new TreeSet<>();
                Set<String> origins = new TreeSet<>();
                for (String target : notes.targets) {
                    int space = target.indexOf(' ');
                    int path = target.indexOf('/', target.indexOf("://") + 3);
                    methods.add(target.substring(0, Math.max(0, space)));
                    origins.add(target.substring(space + 1, path < 0 ? target.length() : path));
                }
                settings.put(Setting.METHODS, new ArrayList<>(methods));
                settings.put(Setting.ORIGINS, new ArrayList<>(origins));
            }
            default -> {
                // The rights say all.
            }
        }
    }

    /** A directory as those parts of it that were used, each with its own rights, under the guest's path of that part. */
    private static void split(ProcessSpec process, CapabilitySpec spec, String guest, Notes notes, List<String> lines,
                    Map<String, String> directories) {
        Set<String> taken = new TreeSet<>(directories.values());
        Map<String, Set<Right>> parts = parts(notes.paths);
        for (Map.Entry<String, Set<Right>> part : parts.entrySet()) {
            String name = part.getKey().isEmpty() ? spec.name() : unique(process, spec.name() + "-" + part.getKey().replaceAll("[^A-Za-z0-9]+", "-"), taken);
            taken.add(name);
            Map<Setting, Object> settings = new LinkedHashMap<>(spec.settings());
            if (!part.getKey().isEmpty()) {
                Object above = settings.get(Setting.SUBDIRECTORY);
                settings.put(Setting.SUBDIRECTORY, above == null ? part.getKey() : above + "/" + part.getKey());
            }
            settings.remove(Setting.READ_ONLY);
            settings.put(Setting.RIGHTS, part.getValue());
            Set<String> seen = new TreeSet<>();
            notes.paths.forEach((path, access) -> {
                if (part.getKey().equals(home(parts.keySet(), anchor(path, access)))) {
                    seen.add(path);
                }
            });
            seen(lines, seen);
            lines.add(key(name) + " = " + SpecText.derived(spec, settings));
            directories.put(part.getKey().isEmpty() ? guest : guest.endsWith("/") ? guest + part.getKey() : guest + "/" + part.getKey(), name);
        }
    }

    /** The directory in which a path's right is needed: where the guest came from, if it went there by itself. */
    private static String anchor(String path, Access access) {
        return !access.opened().isEmpty() ? access.opened() : isMade(access) ? parent(path) : path;
    }

    private static boolean isMade(Access access) {
        return access.rights().contains(Right.CREATE) || access.rights().contains(Right.REMOVE);
    }

    /** A directory that is there when the program starts: what it makes or removes can't be one to start with. */
    private static String lasting(String directory, Map<String, Access> paths) {
        String lasting = directory;
        for (String up = directory; !up.isEmpty(); up = parent(up)) {
            if (paths.containsKey(up) && isMade(paths.get(up))) {
                lasting = parent(up);
            }
        }
        return lasting;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The innermost of some directories that a path is in. */
    private static String home(Set<String> directories, String path) {
        String best = null;
        for (String directory : directories) {
            boolean inside = directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
            if (inside && (best == null || directory.length() > best.length())) {
                best = directory;
            }
        }
        return best;
    }

    /** Directories, not thousands of files: few, and as far down as possible. */
    private static Map<String, Set<Right>> parts(Map<String, Access> paths) {
        Set<String> directories = new TreeSet<>();
        paths.forEach((path, access) -> {
            boolean isItself = access.isDirectory() && !isMade(access);
            directories.add(lasting(!access.opened().isEmpty() ? access.opened() : isItself ? path : parent(path), paths));
        });
        while (directories.size() > MOST_DIRECTORIES) {
            String deepest = directories.stream().max(java.util.Comparator.comparingLong(d -> d.chars().filter(c -> c == '/').count() + (d.isEmpty() ? 0 : 1)))
                            .orElseThrow();
            directories.remove(deepest);
            directories.add(parent(deepest));
        }
        Map<String, Set<Right>> parts = rights(directories, paths);
        // What has no more rights than what it is in needs no place of its own.
        for (String directory : new ArrayList<>(parts.keySet())) {
            String above = directory.isEmpty() ? null : home(without(parts.keySet(), directory), directory);
            if (above != null && parts.get(above).containsAll(parts.get(directory))) {
                parts.remove(directory);
            }
        }
        return rights(parts.keySet(), paths);
    }

    private static Set<String> without(Set<String> all, String one) {
        Set<String> others = new TreeSet<>(all);
        others.remove(one);
        return others;
    }

    private static Map<String, Set<Right>> rights(Set<String> directories, Map<String, Access> paths) {
        Map<String, Set<Right>> parts = new TreeMap<>();
        directories.forEach(directory -> parts.put(directory, EnumSet.noneOf(Right.class)));
        paths.forEach((path, access) -> parts.get(home(directories, anchor(path, access))).addAll(access.rights()));
        parts.values().removeIf(Set::isEmpty);
        return parts;
    }

    private void wasi(ProcessSpec process, Map<String, String> directories) {
        List<String> lines = new ArrayList<>();
        Manifest.WasiSpec wasi = process.wasi();
        slot(process, lines, "arguments", wasi.arguments());
        slot(process, lines, "environment", wasi.environment());
        slot(process, lines, "stdin", wasi.stdin());
        slot(process, lines, "stdout", wasi.stdout());
        slot(process, lines, "stderr", wasi.stderr());
        slot(process, lines, "random", wasi.random());
        List<String> clocks = wasi.clocks().stream().filter(clock -> notes(process, clock) != null).toList();
        if (!clocks.isEmpty()) {
            lines.add("clocks = " + SpecText.value(clocks));
        }
        if (!directories.isEmpty()) {
            lines.add("directories = " + SpecText.value(directories));
        }
        if (wasi.functions() != null) {
            lines.add("functions = " + SpecText.value(new ArrayList<>(wasi.functions())));
        }
        section(process, "wasi", lines);
    }

    private void slot(ProcessSpec process, List<String> lines, String slot, String capability) {
        if (capability != null && notes(process, capability) != null) {
            lines.add(slot + " = " + quoted(capability));
        }
    }

    /** As they were; what has lost its capability can still be linked. */
    private void imports(ProcessSpec process, Map<String, String> directories) {
        Map<String, List<String>> bound = new LinkedHashMap<>();
        process.imports().forEach((module, functions) -> functions.forEach((name, spec) -> bound.computeIfAbsent(module, _ -> new ArrayList<>()).add(
                        key(name) + " = " + binding(process, spec))));
        for (String each : application.image(process.name()).imports()) {
            if (each.startsWith(WASI + ".")) {
                String name = each.substring(WASI.length() + 1);
                boolean isBound = process.imports().getOrDefault(WASI, Map.of()).containsKey(name);
                if (!isBound && !isGiven(process, name, directories)) {
                    bound.computeIfAbsent(WASI, _ -> new ArrayList<>()).add(key(name) + " = \"deny\"");
                }
            }
        }
        bound.forEach((module, lines) -> section(process, "imports." + key(module), lines));
    }

    private String binding(ProcessSpec process, ImportSpec spec) {
        return switch (spec) {
            case FromCapability from -> notes(process, from.capability()) == null ? "\"deny\""
                            : "{ capability = " + quoted(from.capability()) + ", operation = " + quoted(from.operation()) + " }";
            case Manifest.FromProcess from -> "{ process = " + quoted(from.process()) + ", export = " + quoted(from.export()) + " }";
            case Manifest.Denied _ -> "\"deny\"";
        };
    }

    /** Whether WASI's function will be there: the same question as {@code Endowment.givesWasi}, of what is left. */
    private boolean isGiven(ProcessSpec process, String function, Map<String, String> directories) {
        Manifest.WasiSpec wasi = process.wasi();
        boolean streams = isUsed(process, wasi.stdin()) || isUsed(process, wasi.stdout()) || isUsed(process, wasi.stderr());
        boolean descriptors = streams || !directories.isEmpty();
        boolean clocks = wasi.clocks().stream().anyMatch(clock -> isUsed(process, clock));
        boolean any = descriptors || clocks || isUsed(process, wasi.arguments()) || isUsed(process, wasi.environment()) || isUsed(process, wasi.random());
        return switch (function.split("_")[0]) {
            case "args" -> isUsed(process, wasi.arguments());
            case "environ" -> isUsed(process, wasi.environment());
            case "clock" -> clocks;
            case "random" -> isUsed(process, wasi.random());
            case "path" -> !directories.isEmpty();
            case "fd" -> descriptors;
            case "poll" -> descriptors || clocks;
            case "proc", "sched" -> any;
            default -> false;
        };
    }

    private boolean isUsed(ProcessSpec process, String capability) {
        return capability != null && notes(process, capability) != null;
    }

    /** Twice what was needed; what its children need is taken from a process's own. */
    private void limits(ProcessSpec process) {
        List<String> lines = new ArrayList<>();
        lines.add("fuel = " + fuel(process) + "  # used: " + processes.get(process.name()).used(Resource.FUEL));
        long memory = learner.memory(process.name());
        if (memory > 0) {
            lines.add("memory = " + quoted(2 * memory / PAGE * 64 + "K") + "  # used: " + memory / PAGE * 64 + "K");
        }
        long elements = learner.elements(process.name());
        if (elements > 0) {
            lines.add("table-elements = " + 2 * elements);
        }
        section(process, "limits", lines);
    }

    /** With the shares of its children, which are taken from it when they are spawned. */
    private long fuel(ProcessSpec process) {
        long shares = 0;
        for (ProcessSpec child : manifest.children(process.name())) {
            shares += fuel(child);
        }
        return rounded(shares + Math.max(100_000, 2 * processes.get(process.name()).used(Resource.FUEL)));
    }

    /** Two digits are enough. */
    private static long rounded(long number) {
        long unit = 1;
        while (number / unit >= 100) {
            unit *= 10;
        }
        return (number + unit - 1) / unit * unit;
    }
}
