// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.Holder;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Operations;
import org.jwasm.capabilities.Right;
import org.jwasm.manifest.Manifest.CapabilitySpec;
import org.jwasm.manifest.Manifest.Denied;
import org.jwasm.manifest.Manifest.FromCapability;
import org.jwasm.manifest.Manifest.FromProcess;
import org.jwasm.manifest.Manifest.ImportSpec;
import org.jwasm.manifest.Manifest.ProcessSpec;
import org.jwasm.nanoprocess.Death;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.wit.WitFunction;

/** The nano-processes of a manifest, alive: with what they hold, and wired. Closing it ends all of them. */
public final class Application implements AutoCloseable {

    private static final String START = "_start";
    private static final String INITIALIZE = "_initialize";

    private final Manifest manifest;
    private final Host host;
    private final Supervisor supervisor;
    private final CapabilityMaker maker;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, Map<String, Capability>> held = new LinkedHashMap<>();
    private final Map<String, NanoProcess> processes = Collections.synchronizedMap(new LinkedHashMap<>());
    private final ConcurrentLinkedQueue<NanoProcess> dead = new ConcurrentLinkedQueue<>();

    private Application(Manifest manifest, Host host) {
        this.manifest = manifest;
        this.host = host;
        this.supervisor = Supervisor.create(manifest.limits(), host.audit());
        Path file = Path.of(manifest.processes().get(manifest.main().process()).module()).getFileName();
        this.maker = new CapabilityMaker(host, manifest.base(), file == null ? "" : file.toString(), supervisor);
    }

    /**
     * Loads the modules, makes the capabilities, spawns the nano-processes and wires them. Nothing of them runs before all is there,
     * but their start functions and {@code _initialize}.
     *
     * @throws ManifestException with all that isn't as the manifest says: files, hashes, modules
     * @throws NanoProcessException if a module imports what it isn't given, or its start fails
     */
    public static Application start(Manifest manifest, Host host) throws ManifestException {
        Application application = new Application(manifest, host);
        boolean started = false;
        try {
            application.load();
            application.endow();
            application.link();
            started = true;
            return application;
        } finally {
            if (!started) {
                application.close();
            }
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    public Supervisor supervisor() {
        return supervisor;
    }

    /** The nano-processes by name, dead ones too. */
    public Map<String, NanoProcess> processes() {
        return Collections.unmodifiableMap(processes);
    }

    /** The image of a process's module. */
    public Image image(String process) {
        return images.get(process);
    }

    /** Those that died of something, in the order of their deaths; not those that exited, were killed, or whose parent died. */
    public List<NanoProcess> casualties() {
        return dead.stream().filter(each -> each.death().cause() == Death.Cause.TRAPPED || each.death().cause() == Death.Cause.EXHAUSTED).toList();
    }

    /**
     * Runs what the manifest says is run.
     *
     * @return a program's exit code; 0 for other functions
     * @throws NanoProcessException if it died
     */
    public int run() {
        NanoProcess main = processes.get(manifest.main().process());
        if (manifest.main().export().equals(START)) {
            return main.run();
        }
        main.call(manifest.main().export());
        return 0;
    }

    /** Ends all of it, now. */
    public void kill(String why) {
        supervisor.processes().forEach(process -> process.kill(why));
    }

    @Override
    public void close() {
        supervisor.close();
    }

    private void problem(Position at, String message) {
        problems.add(new Problem(at.line(), at.column(), message));
    }

    private void stopOnProblems() throws ManifestException {
        if (!problems.isEmpty()) {
            throw new ManifestException(manifest.label(), problems);
        }
    }

    private void load() throws ManifestException {
        Map<Path, Image> loaded = new LinkedHashMap<>();
        for (ProcessSpec process : manifest.processes().values()) {
            Path file = manifest.base().resolve(process.module());
            try {
                Image image = loaded.get(file);
                if (image == null) {
                    image = supervisor.load(file.toString(), Files.readAllBytes(file));
                    loaded.put(file, image);
                }
                if (process.sha256() != null && !process.sha256().equals(image.sha256())) {
                    problem(process.at("sha256"), "`" + process.module() + "` isn't the module that it was: its sha256 is " + image.sha256());
                }
                images.put(process.name(), image);
            } catch (NoSuchFileException e) {
                problem(process.at("module"), "no such file: `" + process.module() + "`");
            } catch (IOException e) {
                problem(process.at("module"), "`" + process.module() + "` can't be read: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                problem(process.at("module"), e.getMessage());
            }
        }
        stopOnProblems();
        String export = manifest.main().export();
        if (!images.get(manifest.main().process()).exports().contains(export)) {
            ProcessSpec main = manifest.processes().get(manifest.main().process());
            problem(main.at("module"), "process `" + main.name() + "` is run, but its module exports no `" + export + "`");
        }
        stopOnProblems();
    }

    /** Makes the capabilities, gives the processes their places, and hands the ones down to the others. */
    private void endow() throws ManifestException {
        Map<String, Capability> made = new LinkedHashMap<>();
        for (CapabilitySpec spec : manifest.capabilities().values()) {
            try {
                Capability capability = maker.make(spec);
                made.put(spec.name(), (host.decider() == null ? capability : capability.askedBy(host.decider())).delegate(supervisor.holder()));
            } catch (CapabilityException | IOException | IllegalArgumentException e) {
                problem(spec.positions().getOrDefault(Setting.PATH, spec.position()), "capability `" + spec.name() + "`: " +
                                CapabilityMaker.reason(spec, e));
            }
        }
        stopOnProblems();
        for (ProcessSpec process : manifest.processes().values()) {
            NanoProcess parent = process.parent() == null ? null : processes.get(process.parent());
            NanoProcess created = supervisor.create(parent, process.name(), images.get(process.name()), process.limits());
            processes.put(process.name(), created);
            created.ended().thenRun(() -> dead.add(created));
            Map<String, Capability> source = process.parent() == null ? made : held.get(process.parent());
            Map<String, Capability> own = new LinkedHashMap<>();
            for (CapabilitySpec spec : process.capabilities().values()) {
                try {
                    own.put(spec.name(), handed(source.get(spec.use()), spec, created.holder()));
                } catch (CapabilityException e) {
                    problem(spec.position(), "capability `" + spec.name() + "` of process `" + process.name() + "`: " + e.getMessage());
                }
            }
            held.put(process.name(), own);
            checkWasi(process, own);
        }
        stopOnProblems();
    }

    private static Capability handed(Capability source, CapabilitySpec spec, Holder holder) throws CapabilityException {
        Capability granted = Attenuation.of(source, spec.settings()).delegate(holder);
        return Boolean.FALSE.equals(spec.settings().get(Setting.HAND_ON)) ? granted.without(Right.TRANSFER) : granted;
    }

    /** Only now is it known what the embedder has handed over. */
    private void checkWasi(ProcessSpec process, Map<String, Capability> own) {
        Manifest.WasiSpec wasi = process.wasi();
        check(process, own, "arguments", wasi.arguments(), ArgumentsCapability.class);
        check(process, own, "environment", wasi.environment(), EnvironmentCapability.class);
        check(process, own, "stdin", wasi.stdin(), InputStreamCapability.class);
        check(process, own, "stdout", wasi.stdout(), OutputStreamCapability.class);
        check(process, own, "stderr", wasi.stderr(), OutputStreamCapability.class);
        check(process, own, "random", wasi.random(), RandomCapability.class);
        for (int i = 0; i < wasi.clocks().size(); i++) {
            check(process, own, "clocks." + i, wasi.clocks().get(i), ClockCapability.class);
        }
        wasi.directories().forEach((path, name) -> check(process, own, "directories." + path, name, DirectoryCapability.class));
        process.imports().values().forEach(functions -> functions.values().forEach(spec -> {
            if (spec instanceof FromCapability from && own.get(from.capability()) instanceof Capability found &&
                            !Operations.of(found.kind()).containsKey(from.operation())) {
                problem(from.position(), "a capability of kind " + found.kind() + " has no operation `" + from.operation() + "`");
            }
        }));
    }

    private void check(ProcessSpec process, Map<String, Capability> own, String key, String name, Class<? extends Capability> type) {
        Capability found = name == null ? null : own.get(name);
        if (found != null && !type.isInstance(found)) {
            problem(process.at("wasi." + key), "`" + name + "` is a capability of kind " + found.kind() + ", which can't be this");
        }
    }

    private void link() {
        Set<String> linked = new HashSet<>();
        manifest.processes().keySet().forEach(name -> linkAfterCallees(name, linked));
    }

    private void linkAfterCallees(String name, Set<String> linked) {
        if (!linked.add(name)) {
            return;
        }
        for (Map<String, ImportSpec> functions : manifest.processes().get(name).imports().values()) {
            for (ImportSpec spec : functions.values()) {
                if (spec instanceof FromProcess from) {
                    linkAfterCallees(from.process(), linked);
                }
            }
        }
        NanoProcess process = processes.get(name);
        process.link(endowment(manifest.processes().get(name)));
        if (process.hasFunction(INITIALIZE)) {
            process.call(INITIALIZE);
        }
    }

    private Endowment endowment(ProcessSpec process) {
        Map<String, Capability> own = held.get(process.name());
        Endowment.Builder builder = Endowment.builder().limits(process.limits());
        own.forEach(builder::grant);
        Program.endow(builder, process.wasi(), own);
        process.imports().forEach((module, functions) -> functions.forEach((name, spec) -> {
            switch (spec) {
                case FromProcess from -> bind(builder, module, name, from);
                case FromCapability from -> builder.bindOperation(module, name, own.get(from.capability()), from.operation());
                case Denied _ -> builder.deny(module, name);
            }
        }));
        return builder.build();
    }

    private void bind(Endowment.Builder builder, String module, String name, FromProcess from) {
        WitFunction type = manifest.processes().get(from.process()).functions().get(from.export());
        if (type == null) {
            builder.bind(module, name, () -> processes.get(from.process()), from.export());
        } else {
            builder.bind(module, name, () -> processes.get(from.process()), from.export(), type);
        }
    }

    /** What WASI is made of. */
    private static final class Program {

        static void endow(Endowment.Builder builder, Manifest.WasiSpec wasi, Map<String, Capability> own) {
            builder.arguments(get(own, wasi.arguments(), ArgumentsCapability.class));
            builder.environment(get(own, wasi.environment(), EnvironmentCapability.class));
            builder.stdin(get(own, wasi.stdin(), InputStreamCapability.class));
            builder.stdout(get(own, wasi.stdout(), OutputStreamCapability.class));
            builder.stderr(get(own, wasi.stderr(), OutputStreamCapability.class));
            builder.random(get(own, wasi.random(), RandomCapability.class));
            wasi.clocks().forEach(name -> builder.clock(get(own, name, ClockCapability.class)));
            wasi.directories().forEach((path, name) -> builder.directory(path, get(own, name, DirectoryCapability.class)));
            if (wasi.functions() != null) {
                builder.wasiFunctions(wasi.functions());
            }
        }

        private static <C extends Capability> C get(Map<String, Capability> own, String name, Class<C> type) {
            return name == null ? null : type.cast(own.get(name));
        }
    }
}
