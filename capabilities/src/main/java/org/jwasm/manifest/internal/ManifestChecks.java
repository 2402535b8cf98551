// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.capabilities.Operations;
import org.jwasm.manifest.CapabilityKind;
import org.jwasm.manifest.Holding;
import org.jwasm.manifest.Manifest.CapabilitySpec;
import org.jwasm.manifest.Manifest.FromCapability;
import org.jwasm.manifest.Manifest.FromProcess;
import org.jwasm.manifest.Manifest.ImportSpec;
import org.jwasm.manifest.Manifest.ProcessSpec;
import org.jwasm.manifest.Manifest.WasiSpec;
import org.jwasm.manifest.Position;
import org.jwasm.manifest.Problem;

/** What the parts of a manifest say of each other: the tree, who gets what from whom, and who calls whom. */
final class ManifestChecks {

    private final List<Problem> problems;
    private final Map<String, CapabilitySpec> capabilities;
    private final Map<String, ProcessSpec> read;
    private final Map<String, ProcessSpec> ordered = new LinkedHashMap<>();
    private final Map<String, Map<String, Holding>> holdings = new LinkedHashMap<>();

    ManifestChecks(List<Problem> problems, Map<String, CapabilitySpec> capabilities, Map<String, ProcessSpec> read) {
        this.problems = problems;
        this.capabilities = capabilities;
        this.read = read;
        checkParents();
        order(null, "");
        Map<String, Holding> made = new LinkedHashMap<>();
        capabilities.values().forEach(spec -> made.put(spec.name(), Holdings.made(spec)));
        for (ProcessSpec process : ordered.values()) {
            hand(process, made);
        }
        for (ProcessSpec process : ordered.values()) {
            checkWasi(process);
            checkImports(process);
        }
        checkCycles();
    }

    /** The processes, parents before children. */
    Map<String, ProcessSpec> inOrder() {
        return ordered;
    }

    Map<String, Map<String, Holding>> holdings() {
        return holdings;
    }

    private void problem(Position at, String message) {
        problems.add(new Problem(at.line(), at.column(), message));
    }

    private void checkParents() {
        for (ProcessSpec process : read.values()) {
            if (process.parent() != null && !read.containsKey(process.parent())) {
                problem(process.at("parent"), "there is no process `" + process.parent() + "`" + Suggestions.of(process.parent(), read.keySet()));
            }
            Set<String> seen = new HashSet<>();
            for (ProcessSpec next = process; next != null && next.parent() != null; next = read.get(next.parent())) {
                if (!seen.add(next.name())) {
                    problem(process.at("parent"), "process `" + process.name() + "` can't be above itself");
                    break;
                }
            }
        }
    }

    private void order(String parent, String prefix) {
        for (ProcessSpec process : read.values()) {
            if (java.util.Objects.equals(process.parent(), parent)) {
                String path = prefix + process.name();
                ordered.put(process.name(), new ProcessSpec(process.name(), parent, path, process.module(), process.sha256(), process.capabilities(),
                                process.wasi(), process.imports(), process.functions(), process.limits(), process.positions(), process.position()));
                order(process.name(), path + "/");
            }
        }
    }

    private void hand(ProcessSpec process, Map<String, Holding> made) {
        Map<String, Holding> above = process.parent() == null ? made : holdings.get(process.parent());
        String grantor = process.parent() == null ? "host" : ordered.get(process.parent()).path();
        Map<String, Holding> own = new LinkedHashMap<>();
        for (CapabilitySpec spec : process.capabilities().values()) {
            Holding source = above.get(spec.use());
            if (source == null) {
                boolean failed = process.parent() == null ? capabilities.containsKey(spec.use())
                                : ordered.get(process.parent()).capabilities().containsKey(spec.use());
                if (!failed) {
                    problem(spec.position(), (process.parent() == null ? "[capabilities]" : "process `" + process.parent() + "`") +
                                    " has no capability `" + spec.use() + "`" + elsewhere(spec.use()) + Suggestions.of(spec.use(), above.keySet()));
                }
                continue;
            }
            own.put(spec.name(), new Holdings(problems, spec, source, grantor).derived());
        }
        holdings.put(process.name(), own);
    }

    /** Who else could have it is worth a word: a capability goes down the tree one step at a time. */
    private String elsewhere(String name) {
        return capabilities.containsKey(name) ? ", so it can't hand it on; [capabilities] has one" : "";
    }

    private void checkWasi(ProcessSpec process) {
        WasiSpec wasi = process.wasi();
        check(process, "wasi.arguments", wasi.arguments(), "arguments");
        check(process, "wasi.environment", wasi.environment(), "environment");
        check(process, "wasi.stdin", wasi.stdin(), "input");
        check(process, "wasi.stdout", wasi.stdout(), "output");
        check(process, "wasi.stderr", wasi.stderr(), "output");
        check(process, "wasi.random", wasi.random(), "random");
        for (int i = 0; i < wasi.clocks().size(); i++) {
            check(process, "wasi.clocks." + i, wasi.clocks().get(i), "clock");
        }
        wasi.directories().forEach((path, name) -> check(process, "wasi.directories." + path, name, "directory"));
    }

    private void check(ProcessSpec process, String key, String name, String kind) {
        if (name == null) {
            return;
        }
        Holding holding = held(process, name, process.at(key));
        if (holding != null && holding.kind() != CapabilityKind.HOST && !holding.kind().capability().equals(kind)) {
            problem(process.at(key), "`" + name + "` is a capability of kind " + holding.kindName() + "; " + kind + " is needed here");
        }
    }

    private Holding held(ProcessSpec process, String name, Position at) {
        Holding holding = holdings.get(process.name()).get(name);
        if (holding == null && !process.capabilities().containsKey(name)) {
            problem(at, "process `" + process.name() + "` has no capability `" + name + "`" +
                            Suggestions.of(name, holdings.get(process.name()).keySet()));
        }
        return holding;
    }

    private void checkImports(ProcessSpec process) {
        process.imports().values().forEach(functions -> functions.values().forEach(spec -> checkImport(process, spec)));
    }

    private void checkImport(ProcessSpec process, ImportSpec spec) {
        if (spec instanceof FromProcess from) {
            checkNeighbour(process, from);
        } else if (spec instanceof FromCapability from) {
            Holding holding = held(process, from.capability(), from.position());
            if (holding != null && holding.kind() != CapabilityKind.HOST) {
                Collection<String> operations = Operations.of(holding.kindName()).keySet();
                if (!operations.contains(from.operation())) {
                    problem(from.position(), "a capability of kind " + holding.kindName() + " has no operation `" + from.operation() + "`" +
                                    Suggestions.of(from.operation(), operations));
                }
            }
        }
    }

    private void checkNeighbour(ProcessSpec process, FromProcess from) {
        ProcessSpec other = ordered.get(from.process());
        Set<String> near = new LinkedHashSet<>();
        for (ProcessSpec each : ordered.values()) {
            boolean isNear = each.name().equals(process.parent()) || process.name().equals(each.parent()) ||
                            java.util.Objects.equals(each.parent(), process.parent()) && each != process;
            if (isNear) {
                near.add(each.name());
            }
        }
        if (other == null) {
            problem(from.position(), "there is no process `" + from.process() + "`" + Suggestions.of(from.process(), near));
        } else if (!near.contains(other.name())) {
            problem(from.position(), "process `" + process.name() + "` can call only its parent, its children and its siblings, not `" + other.name() + "`");
        }
    }

    /** Who is linked must be there before; also, who waits for a call can't be called. */
    private void checkCycles() {
        for (ProcessSpec process : ordered.values()) {
            for (Map<String, ImportSpec> functions : process.imports().values()) {
                for (ImportSpec spec : functions.values()) {
                    if (spec instanceof FromProcess from && reaches(from.process(), process.name(), new HashSet<>())) {
                        problem(spec.position(), "processes can't call each other in a circle: `" + from.process() + "` calls `" + process.name() + "`");
                    }
                }
            }
        }
    }

    private boolean reaches(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        return seen.add(from) && callees(ordered.get(from)).stream().anyMatch(next -> reaches(next, to, seen));
    }

    /** Whose exports a process imports. */
    static Collection<String> callees(ProcessSpec process) {
        List<String> callees = new ArrayList<>();
        if (process != null) {
            process.imports().values().forEach(functions -> functions.values().forEach(spec -> {
                if (spec instanceof FromProcess from) {
                    callees.add(from.process());
                }
            }));
        }
        return callees;
    }
}
