// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.jr.ob.JSON;

/** Runs jobs one after the other, and keeps each result in a file, so that an interrupted run can go on. */
final class Runner {

    /** GNU time, which tells what a process used; without it programs have a time only. */
    private static final Path TIME = Path.of("/usr/bin/time");

    private final Path raw;

    Runner(Path raw) {
        this.raw = raw;
    }

    /** A result of a job in a round: from its file, or by running it. */
    Map<String, Object> result(Job job, int round, int time) throws IOException, InterruptedException {
        Path file = raw.resolve(job.file(round, time));
        if (Files.exists(file)) {
            return JSON.std.mapFrom(Files.readString(file));
        }
        Map<String, Object> result = job.error() != null ? error(job.error()) : job.kind().equals("progress") ? progress(job) : run(job);
        Files.createDirectories(raw);
        Path partial = raw.resolve(file.getFileName() + ".partial");
        Files.writeString(partial, JSON.std.asString(result));
        Files.move(partial, file);
        return result;
    }

    private static Map<String, Object> run(Job job) throws IOException, InterruptedException {
        Path output = Files.createTempFile("benchmark", ".out");
        Path errors = Files.createTempFile("benchmark", ".err");
        Path usage = Files.createTempFile("benchmark", ".time");
        try {
            List<String> command = new ArrayList<>();
            boolean timed = job.kind().equals("program") && Files.isExecutable(TIME);
            if (timed) {
                command.addAll(List.of(TIME.toString(), "-q", "-f", "%U %S %M", "-o", usage.toString()));
            }
            command.addAll(job.command());
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command).directory(job.directory().toFile()).redirectInput(new File("/dev/null"))
                            .redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
            boolean ended = process.waitFor(job.seconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            int exitCode = process.waitFor();
            long wall = System.nanoTime() - start;
            if (!ended) {
                return error("took more than " + job.seconds() + " s");
            }
            if (exitCode != 0) {
                return error(reason(errors, exitCode));
            }
            return job.kind().equals("program") ? program(output, wall, timed ? Files.readString(usage) : null) : measured(output, wall);
        } finally {
            for (Path file : List.of(output, errors, usage)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** How far a program got in its time, as points of nanoseconds and what it said; that it is stopped then is no error. */
    private static Map<String, Object> progress(Job job) throws IOException, InterruptedException {
        List<List<Long>> curve = Collections.synchronizedList(new ArrayList<>());
        StringBuffer other = new StringBuffer();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(job.command()).directory(job.directory().toFile()).redirectInput(new File("/dev/null"))
                        .redirectOutput(Redirect.DISCARD).start();
        Thread reader = Thread.ofPlatform().start(() -> process.errorReader(StandardCharsets.ISO_8859_1).lines().forEach(line -> {
            if (line.matches("\\d+")) {
                curve.add(List.of(System.nanoTime() - start, Long.valueOf(line)));
            } else {
                other.append(line).append('\n');
            }
        }));
        process.waitFor(job.seconds(), TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        reader.join();
        if (curve.isEmpty()) {
            return error("said nothing in " + job.seconds() + " s" + (other.isEmpty() ? "" : ": " + other.toString().lines().findFirst().orElse("")));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("wall", System.nanoTime() - start);
        result.put("total", curve.getLast().getLast());
        result.put("curve", curve);
        return result;
    }

    private static Map<String, Object> measured(Path output, long wall) throws IOException {
        Map<String, Object> result = JSON.std.mapFrom(Files.readAllLines(output).getLast());
        result.put("wall", wall);
        return result;
    }

    /** What a program took; its output stands for a checksum. */
    private static Map<String, Object> program(Path output, long wall, String usage) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("wall", wall);
        result.put("checksum", Integer.toHexString(Files.readString(output, StandardCharsets.ISO_8859_1).hashCode()));
        if (usage != null) {
            String[] fields = usage.strip().split(" ");
            result.put("cpu", Math.round((Double.parseDouble(fields[0]) + Double.parseDouble(fields[1])) * 1e9));
            result.put("rss", Long.valueOf(fields[2]));
        }
        return result;
    }

    private static Map<String, Object> error(String message) {
        return new LinkedHashMap<>(Map.of("error", message));
    }

    private static String reason(Path errors, int exitCode) throws IOException {
        String text = new String(Files.readAllBytes(errors), StandardCharsets.ISO_8859_1);
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("WARNING") && !line.startsWith("\tat "))
                        .findFirst().map(line -> line.substring(0, Math.min(line.length(), 200))).orElse("exit code " + exitCode);
    }
}
