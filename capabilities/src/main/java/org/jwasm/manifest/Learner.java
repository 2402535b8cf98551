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
import java.util.concurrent.atomic.AtomicBoolean;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.Decider;
import org.jwasm.capabilities.Right;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Resource;

/**
 * Takes notes of what the nano-processes of a manifest really use, and writes the manifest that grants that and nothing else.
 *
 * <pre>{@code
 * Learner learner = new Learner();
 * try (Application app = Application.start(Learner.metered(manifest), Host.of(arguments).decider(learner))) {
 *     app.run();
 *     learner.see(app);
 * }
 * String learned = learner.manifest();
 * }</pre>
 */
public final class Learner implements Decider {

    /** What was done with one capability that a process was handed. */
    static final class Notes {
        final Set<Right> rights = EnumSet.noneOf(Right.class);
        /** Of directories: what was done below each path. */
        final Map<String, Access> paths = new TreeMap<>();
        /** Of the network: hosts and ports, or what was requested. Of the environment: variables that were asked for one by one. */
        final Set<String> targets = new LinkedHashSet<>();
        /** Whether all of the environment was read at once. */
        boolean isWhole;
    }

    /**
     * What was done to a path.
     *
     * @param opened the path of the directory through which, if that was opened by the guest itself
     */
    record Access(String opened, boolean isDirectory, Set<Right> rights) {
    }

    private final Map<Capability, Notes> notes = new LinkedHashMap<>();
    private final AtomicBoolean seen = new AtomicBoolean();
    /** With that of those below; what is dead holds none any more. */
    private final Map<String, Long> memory = new LinkedHashMap<>();
    private final Map<String, Long> elements = new LinkedHashMap<>();
    private Application application;
    private Map<String, NanoProcess> processes = Map.of();

    /** The same manifest with all of its processes' work counted, so that budgets can be told afterwards. */
    public static Manifest metered(Manifest manifest) {
        Map<String, Manifest.ProcessSpec> metered = new LinkedHashMap<>();
        manifest.processes().forEach((name, p) -> {
            int depth = p.path().split("/").length;
            // Each level has room for some hundred shares.
            Limits limits = p.limits().of(Resource.FUEL).isPresent() ? p.limits() : p.limits().fuel(Long.MAX_VALUE >> Math.min(40, 8 * depth));
            metered.put(name, new Manifest.ProcessSpec(p.name(), p.parent(), p.path(), p.module(), p.sha256(), p.capabilities(), p.wasi(), p.imports(),
                            p.functions(), limits, p.positions(), p.position()));
        });
        return new Manifest(manifest.label(), manifest.base(), manifest.main(), manifest.capabilities(), metered, manifest.limits(), manifest.holdings());
    }

    @Override
    public boolean allows(Request request) {
        synchronized (notes) {
            for (Capability grant = grant(request.capability()); grant != null && grant.parent() != null; grant = grant(grant.parent())) {
                note(notes.computeIfAbsent(grant, _ -> new Notes()), grant, request);
            }
        }
        return true;
    }

    /** What its holder was handed of which a capability was made. */
    private static Capability grant(Capability capability) {
        Capability grant = capability;
        while (grant.parent() != null && grant.parent().holder() == grant.holder()) {
            grant = grant.parent();
        }
        return grant;
    }

    private static void note(Notes notes, Capability grant, Request request) {
        notes.rights.add(request.right());
        if (grant.kind().equals("directory")) {
            String base = relative(grant, request.capability().scope());
            boolean isFile = !request.capability().kind().equals("directory");
            String path = request.argument().isEmpty() || isFile ? base : normal(base, request.argument());
            // A file's directory is the one through which it was opened.
            Capability through = isFile ? request.capability().parent() : request.capability();
            String opened = relative(grant, through.scope());
            boolean isDirectory = !isFile && (request.argument().isEmpty() || request.right() == Right.LIST);
            Access known = notes.paths.get(path);
            Set<Right> rights = known == null ? EnumSet.noneOf(Right.class) : known.rights;
            rights.add(request.right());
            notes.paths.put(path, new Access(opened, isDirectory || known != null && known.isDirectory, rights));
        } else if (!request.argument().isEmpty()) {
            notes.targets.add(request.argument());
        } else {
            notes.isWhole = true;
        }
    }

    private static String relative(Capability grant, String scope) {
        return normal("", scope.length() > grant.scope().length() ? scope.substring(grant.scope().length() + 1) : "");
    }

    /** Without {@code .} and {@code ..}, as far as these stay inside. */
    private static String normal(String base, String path) {
        List<String> names = new ArrayList<>();
        for (String name : (base + "/" + path).split("/")) {
            if (name.equals("..") && !names.isEmpty()) {
                names.removeLast();
            } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }

    /** Remembers the nano-processes; before the application is closed. */
    public void see(Application running) {
        seen.set(true);
        application = running;
        processes = new LinkedHashMap<>(running.processes());
        processes.forEach((name, process) -> {
            memory.put(name, process.used(Resource.MEMORY));
            elements.put(name, process.used(Resource.TABLE_ELEMENTS));
        });
    }

    /**
     * What was learnt, as a manifest; best after the application was closed, when all is counted.
     *
     * @throws IllegalStateException if there was no application to see
     */
    public String manifest() {
        if (!seen.get()) {
            throw new IllegalStateException("nothing was seen");
        }
        synchronized (notes) {
            return new LearnedManifest(application, processes, this).text();
        }
    }

    long memory(String process) {
        return memory.get(process);
    }

    long elements(String process) {
        return elements.get(process);
    }

    /** What was done with a capability that a process holds; null if nothing. */
    Notes of(Capability held) {
        return notes.get(grant(held));
    }
}
