// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a run measures: for each subject its jobs, one an engine, so that engines take turns. */
final class Plan {

    /** Where the caller stands: quick runs are shorter and have fewer subjects. */
    enum Extent {
        SMOKE, QUICK, FULL
    }

    /** Whom a quick run lets try large programs: the others may take minutes. */
    private static final Set<Engine> QUICK = EnumSet.of(Engine.JWASM_GRAAL, Engine.JWASM_STOCK, Engine.GRAALWASM_GRAAL, Engine.NODE);
    private static final int HELLO_SECONDS = 60;
    private static final int PROGRESS_SECONDS = 10;

    private final Path root;
    private final Extent extent;
    private final boolean all;
    private final List<Engine> engines;
    private final Path kernels;
    private final Path work;

    /** @param all whether a short run has all kernels too, and the curve of progress */
    Plan(Path root, Extent extent, boolean all, List<Engine> engines) {
        this.root = root;
        this.extent = extent;
        this.all = all || extent == Extent.FULL;
        this.engines = engines;
        this.kernels = root.resolve("benchmarks/src/main/resources/org/jwasm/benchmarks");
        this.work = root.resolve("benchmarks/target/work");
    }

    /** The groups of jobs of one round whose names a pattern matches. */
    List<List<Job>> groups(String pattern) throws IOException, InterruptedException {
        Files.createDirectories(work);
        List<List<Job>> groups = new ArrayList<>();
        for (Kernel kernel : Kernel.all()) {
            if ((all || kernel.quick()) && kernel.name().matches(pattern)) {
                groups.add(kernel(kernel));
            }
        }
        if ("hello".matches(pattern)) {
            groups.add(program("program", new GuestProgram("hello", root.resolve("examples/hello.wasm"), "hello", List.of()),
                            engines, HELLO_SECONDS, extent == Extent.SMOKE ? 1 : 5));
        }
        if ("load".matches(pattern)) {
            for (int kilobytes : sizes()) {
                groups.add(load(kilobytes));
            }
        }
        if ("instances".matches(pattern)) {
            for (int count : counts()) {
                groups.add(instances(count));
            }
        }
        if (extent != Extent.SMOKE) {
            for (GuestProgram program : GuestProgram.all(root, extent == Extent.FULL)) {
                if (program.name().matches(pattern)) {
                    boolean full = extent == Extent.FULL;
                    List<Engine> able = full ? engines : engines.stream().filter(QUICK::contains).toList();
                    groups.add(program("program", program, able, full ? 300 : 40, 1));
                }
            }
        }
        if (all && "progress".matches(pattern)) {
            ProgressScript.write(work);
            for (GuestProgram program : GuestProgram.progress(root).toList()) {
                groups.add(program("progress", program, engines, PROGRESS_SECONDS, 1));
            }
        }
        groups.removeIf(List::isEmpty);
        return groups;
    }

    private List<Integer> sizes() {
        return switch (extent) {
            case SMOKE -> List.of(1);
            case QUICK -> List.of(1, 64, 4096);
            case FULL -> List.of(1, 16, 256, 4096, 32768, 76800);
        };
    }

    private List<Integer> counts() {
        return switch (extent) {
            case SMOKE -> List.of(10);
            case QUICK -> List.of(100, 10_000);
            case FULL -> List.of(10, 100, 1000, 10_000, 100_000);
        };
    }

    private int milliseconds(Engine engine) {
        int most = switch (extent) {
            case SMOKE -> 300;
            case QUICK -> 6000;
            case FULL -> 15_000;
        };
        // Those that don't compile while they run are soon as fast as they get.
        return switch (engine) {
            case JWASM_GRAAL, GRAALWASM_GRAAL -> most;
            case NODE, WASM2C -> most / 6;
            default -> most / 3;
        };
    }

    private List<Job> kernel(Kernel kernel) throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (Engine engine : engines) {
            int milliseconds = milliseconds(engine);
            List<String> arguments = List.of(Integer.toString(kernel.size()), Integer.toString(kernel.calls()), Integer.toString(milliseconds));
            jobs.add(worker("kernel", kernel.name(), engine, kernels.resolve(kernel.name() + ".wasm"), arguments, milliseconds / 1000 + 60, 1));
        }
        return jobs;
    }

    private List<Job> load(int kilobytes) throws IOException, InterruptedException {
        Path module = work.resolve("sized-" + kilobytes + ".wasm");
        if (!Files.exists(module)) {
            Files.write(module, SizedModule.of(kilobytes * 1024));
        }
        List<Job> jobs = new ArrayList<>();
        for (Engine engine : engines) {
            if (engine.isGeneral()) {
                jobs.add(worker("load", Integer.toString(kilobytes), engine, module, List.of("1"), 300, 1));
            }
        }
        return jobs;
    }

    private List<Job> instances(int count) throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (Engine engine : engines) {
            if (engine.isGeneral()) {
                jobs.add(worker("instances", Integer.toString(count), engine, kernels.resolve("exports.wasm"),
                                List.of("1", Integer.toString(count)), 120, 1));
            }
        }
        return jobs;
    }

    private List<Job> program(String kind, GuestProgram program, List<Engine> able, int seconds, int times) throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (Engine engine : able) {
            if (!engine.isGeneral()) {
                continue;
            }
            if (engine == Engine.JWASM_GRAAL || engine == Engine.JWASM_STOCK) {
                jobs.add(new Job(kind, program.name(), engine, program.jwasm(root, engine == Engine.JWASM_STOCK), null, directory(kind), seconds, times));
            } else {
                jobs.add(worker(kind, program.name(), engine, program.module(), program.arguments(), seconds, times));
            }
        }
        return jobs;
    }

    private Path directory(String kind) {
        return kind.equals("program") ? root.resolve(GuestProgram.DIRECTORY) : work;
    }

    private Job worker(String kind, String name, Engine engine, Path module, List<String> arguments, int seconds, int times)
                    throws InterruptedException {
        Path directory = directory(kind);
        String mode = kind.equals("program") || kind.equals("progress") ? "command" : kind;
        try {
            return new Job(kind, name, engine, engine.command(root, module, mode, arguments), null, directory, seconds, times);
        } catch (IOException e) {
            return new Job(kind, name, engine, List.of(), e.getMessage(), directory, seconds, times);
        } catch (UncheckedIOException e) {
            return new Job(kind, name, engine, List.of(), e.getCause().getMessage(), directory, seconds, times);
        }
    }
}
