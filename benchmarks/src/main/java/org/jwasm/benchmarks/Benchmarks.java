// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The harness: runs engines in turns on the same modules, and writes what it finds; {@code benchmarks/run} has the options. */
public final class Benchmarks {

    private final Path root;
    private Plan.Extent extent = Plan.Extent.FULL;
    private String name;
    private int rounds = 3;
    private boolean all;
    private String pattern = ".*";
    private List<Engine> engines = List.of(Engine.values());

    private Benchmarks(Path root) {
        this.root = root;
    }

    /** The first argument is the root of the project. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Benchmarks benchmarks = new Benchmarks(Path.of(arguments[0]).toAbsolutePath());
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> benchmarks.shorter(Plan.Extent.QUICK);
                case "--all" -> benchmarks.all = true;
                case "--smoke" -> benchmarks.shorter(Plan.Extent.SMOKE);
                case "--rounds" -> benchmarks.rounds = Integer.parseInt(arguments[++i]);
                case "--name" -> benchmarks.name = arguments[++i];
                case "--only" -> benchmarks.pattern = arguments[++i];
                case "--engines" -> benchmarks.engines = Arrays.stream(arguments[++i].split(",")).map(Engine::of).toList();
                default -> {
                    System.err.println("benchmarks: unknown option " + arguments[i]);
                    System.exit(2);
                }
            }
        }
        System.exit(benchmarks.run() ? 0 : 1);
    }

    private void shorter(Plan.Extent wanted) {
        extent = wanted;
        rounds = 1;
    }

    /** Returns whether jwasm ran everything and all engines agree. */
    private boolean run() throws IOException, InterruptedException {
        String label = name == null ? extent.name().toLowerCase() : name;
        List<Engine> there = engines.stream().filter(engine -> engine.isThere(root)).toList();
        engines.stream().filter(engine -> !there.contains(engine)).forEach(engine -> say(engine.label() + " isn't on this machine"));
        Runner runner = new Runner(root.resolve("benchmarks/target/raw/" + label));
        List<List<Job>> groups = new Plan(root, extent, all, there).groups(pattern);
        Results results = new Results(about());
        Map<Job, List<Map<String, Object>>> found = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (List<Job> group : groups) {
                say("round " + round + " of " + rounds + ", " + group.getFirst().kind() + " " + group.getFirst().name());
                for (int time = 1; time <= group.getFirst().times(); time++) {
                    for (Job job : group) {
                        found.computeIfAbsent(job, absent -> new ArrayList<>()).add(runner.result(job, round, time));
                    }
                }
            }
        }
        found.forEach(results::add);
        write(results, label);
        results.disagreements().forEach(disagreement -> say("different checksums: " + disagreement));
        return results.disagreements().isEmpty() && jwasmRanAll(groups, results);
    }

    private static boolean jwasmRanAll(List<List<Job>> groups, Results results) {
        boolean all = true;
        for (List<Job> group : groups) {
            for (Job job : group) {
                String error = results.error(job.kind(), job.name(), job.engine());
                if (error != null && job.engine().name().startsWith("JWASM")) {
                    say(job.kind() + " " + job.name() + ", " + job.engine().label() + ": " + error);
                    all = false;
                }
            }
        }
        return all;
    }

    private void write(Results results, String label) throws IOException {
        Path directory = Files.createDirectories(root.resolve("benchmarks/results"));
        results.write(directory.resolve(label + ".json"));
        Files.writeString(directory.resolve(label + ".md"), new Report(results).text());
        Files.writeString(directory.resolve(label + "-warm-up.svg"), Plot.warmUp(results));
        Files.writeString(directory.resolve(label + "-costs.svg"), Plot.costs(results));
        if (!results.names("progress").isEmpty()) {
            Files.writeString(directory.resolve(label + "-progress.svg"), Plot.progress(results));
        }
        say("results are in benchmarks/results/" + label + ".{json,md} and " + label + "-{warm-up,costs}.svg");
    }

    private Map<String, Object> about() throws IOException {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("date", LocalDate.now().toString());
        about.put("Java", Runtime.version().toString());
        about.put("processors", Runtime.getRuntime().availableProcessors());
        about.put("processor", processor());
        about.put("extent", extent.name().toLowerCase());
        about.put("rounds", rounds);
        return about;
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceAll(".*:\\s*", "")).findFirst().orElse("?");
        }
    }

    private static void say(String message) {
        System.err.println("benchmarks: " + message);
    }
}
