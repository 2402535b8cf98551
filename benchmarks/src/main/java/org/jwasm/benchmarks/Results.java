// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import tools.jackson.jr.ob.JSON;

/** What a run has found: for each kind, name and engine its figures, each the median over the rounds. */
final class Results {

    private static final List<String> FIGURES = List.of("engine", "load", "instantiate", "first", "total", "iterations", "steady", "steadyCpu", "warm",
                    "cpu", "rss", "code", "wall");

    private final Map<String, Object> about;
    private final Map<String, Map<String, Object>> measurements = new LinkedHashMap<>();

    /** @param about what the run was: machine, versions, options */
    Results(Map<String, Object> about) {
        this.about = about;
    }

    @SuppressWarnings("unchecked")
    static Results read(Path file) throws IOException {
        Map<String, Object> content = JSON.std.mapFrom(Files.readString(file));
        Results results = new Results((Map<String, Object>) content.get("about"));
        for (Object entry : (List<Object>) content.get("measurements")) {
            Map<String, Object> measurement = (Map<String, Object>) entry;
            String key = key((String) measurement.get("kind"), (String) measurement.get("name"), (String) measurement.get("on"));
            results.measurements.put(key, measurement);
        }
        return results;
    }

    void write(Path file) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("about", about);
        content.put("measurements", new ArrayList<>(measurements.values()));
        Files.writeString(file, JSON.std.asString(content).replace("{\"kind\"", "\n{\"kind\"") + "\n");
    }

    Map<String, Object> about() {
        return about;
    }

    /** Adds the results of one job in all rounds. */
    void add(Job job, List<Map<String, Object>> rounds) {
        Map<String, Object> measurement = new LinkedHashMap<>();
        measurement.put("kind", job.kind());
        measurement.put("name", job.name());
        measurement.put("on", job.engine().key());
        List<Map<String, Object>> good = rounds.stream().filter(round -> !round.containsKey("error")).toList();
        if (good.isEmpty()) {
            measurement.put("error", rounds.getFirst().get("error"));
        } else {
            measurement.put("checksum", good.getFirst().get("checksum"));
            for (String figure : FIGURES) {
                double[] values = good.stream().map(round -> round.get(figure)).filter(Objects::nonNull)
                                .mapToDouble(value -> ((Number) value).doubleValue()).toArray();
                if (values.length > 0) {
                    measurement.put(figure, (long) median(values));
                }
            }
            measurement.put("curve", good.getFirst().getOrDefault("curve", List.of()));
        }
        measurements.put(key(job.kind(), job.name(), job.engine().key()), measurement);
    }

    /** The names that there are of a kind, in the order of the run. */
    List<String> names(String kind) {
        return measurements.values().stream().filter(entry -> entry.get("kind").equals(kind)).map(entry -> (String) entry.get("name"))
                        .distinct().toList();
    }

    /** A figure, or NaN where there is none. */
    double figure(String kind, String name, Engine engine, String figure) {
        Map<String, Object> measurement = measurements.get(key(kind, name, engine.key()));
        return measurement != null && measurement.get(figure) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Why there are no figures, or null. */
    String error(String kind, String name, Engine engine) {
        Map<String, Object> measurement = measurements.get(key(kind, name, engine.key()));
        return measurement == null ? null : (String) measurement.get("error");
    }

    /** Points of time and, of kernels, time per iteration, both in nanoseconds, or, of progress, what had been done. */
    List<double[]> curve(String kind, String name, Engine engine) {
        Map<String, Object> measurement = measurements.get(key(kind, name, engine.key()));
        if (measurement == null || !(measurement.get("curve") instanceof List<?> points)) {
            return List.of();
        }
        return points.stream().map(point -> ((List<?>) point).stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray()).toList();
    }

    /** The kernels and programs whose engines don't agree on the checksum, each with what they found. */
    List<String> disagreements() {
        List<String> found = new ArrayList<>();
        for (String kind : List.of("kernel", "program")) {
            for (String name : names(kind)) {
                Map<String, List<String>> engines = new LinkedHashMap<>();
                for (Map<String, Object> entry : measurements.values()) {
                    if (entry.get("kind").equals(kind) && entry.get("name").equals(name) && entry.get("checksum") != null) {
                        engines.computeIfAbsent((String) entry.get("checksum"), absent -> new ArrayList<>()).add((String) entry.get("on"));
                    }
                }
                if (engines.size() > 1) {
                    found.add(kind + " " + name + ": " + engines);
                }
            }
        }
        return found;
    }

    /** The geometric mean of a ratio over the names for which there are both figures. */
    double mean(String kind, String figure, Engine over, Engine under) {
        return Math.exp(ratios(kind, figure, over, under).map(Math::log).average().orElse(Double.NaN));
    }

    /** The ratios of a figure between two engines, for each name that has both. */
    DoubleStream ratios(String kind, String figure, Engine over, Engine under) {
        DoubleUnaryOperator positive = value -> value > 0 ? value : Double.NaN;
        return names(kind).stream().mapToDouble(name -> positive.applyAsDouble(figure(kind, name, over, figure))
                        / positive.applyAsDouble(figure(kind, name, under, figure))).filter(Double::isFinite);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static String key(String kind, String name, String engine) {
        return kind + "/" + name + "/" + engine;
    }
}
