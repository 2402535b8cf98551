// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

/** Results as tables in Markdown. */
final class Report {

    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    Report(Results results) {
        this.results = results;
    }

    String text() {
        for (Map.Entry<String, Object> entry : results.about().entrySet()) {
            line("- %s: %s", entry.getKey(), entry.getValue());
        }
        line("");
        targets();
        table("Steady state, time per iteration", "kernel", "steady", Report::time);
        table("Steady state, CPU time of the thread per iteration", "kernel", "steadyCpu", Report::time);
        table("First call, from the module's bytes to the first result", "kernel", "first", Report::time);
        table("Time to 80 % of the own peak", "kernel", "warm", Report::time);
        table("CPU of the whole process", "kernel", "cpu", Report::time);
        table("Peak of the resident memory", "kernel", "rss", Report::memory);
        table("Compiled code, of guest and engine", "kernel", "code", value -> memory(value / 1024));
        table("Loading, by size in KiB", "load", "load", Report::time);
        table("Loading, to the first result", "load", "total", Report::time);
        table("Instances, all together by count", "instances", "total", Report::time);
        table("Whole programs", "program", "wall", Report::time);
        progress();
        table("Whole programs, CPU", "program", "cpu", Report::time);
        table("Whole programs, peak of the resident memory", "program", "rss", Report::memory);
        List<String> disagreements = results.disagreements();
        if (!disagreements.isEmpty()) {
            line("### Different checksums\n");
            disagreements.forEach(disagreement -> line("- %s", disagreement));
            line("");
        }
        failures();
        return text.toString();
    }

    private void targets() {
        line("### Targets\n");
        line("| what | target | measured |");
        line("|---|---|---|");
        Engine jwasm = Engine.JWASM_GRAAL;
        Engine graalwasm = Engine.GRAALWASM_GRAAL;
        line("| peak with Graal, against GraalWasm | ≥ 1.2, no kernel below 0.95 | %s, least %s |", number(results.mean("kernel", "steady", graalwasm, jwasm)),
                        number(results.ratios("kernel", "steady", graalwasm, jwasm).min().orElse(Double.NaN)));
        line("| the same by CPU time of the thread | | %s, least %s |", number(results.mean("kernel", "steadyCpu", graalwasm, jwasm)),
                        number(results.ratios("kernel", "steadyCpu", graalwasm, jwasm).min().orElse(Double.NaN)));
        line("| peak, time against Node's | ≤ 1.3 | %s |", number(results.mean("kernel", "steady", jwasm, Engine.NODE)));
        line("| peak, time against wasm2c's | ≤ 2 | %s |", number(results.mean("kernel", "steady", jwasm, Engine.WASM2C)));
        line("| time to 80 %% of peak, against GraalWasm's | ≤ 0.5 | %s |", number(results.mean("kernel", "warm", jwasm, graalwasm)));
        line("| without Graal, against GraalWasm | | %s |", number(results.mean("kernel", "steady", Engine.GRAALWASM_STOCK, Engine.JWASM_STOCK)));
        line("| without Graal, against Chicory's interpreter | | %s |",
                        number(results.mean("kernel", "steady", Engine.CHICORY_INTERPRETER, Engine.JWASM_STOCK)));
        line("| `jwasm run hello.wasm`, wall | ≤ 0.25 s | %s |", time(results.figure("program", "hello", jwasm, "wall")));
        line("| load of the 75 MB clang and its version, wall | ≤ 4 s | %s |", time(results.figure("program", "clang-version", jwasm, "wall")));
        line("| host calls wasm, warm | ≤ 15 ns | %s |", time(results.figure("kernel", "exports", jwasm, "steady") / calls("exports")));
        line("| wasm calls host, warm | ≤ 10 ns | %s |", time(results.figure("kernel", "imports", jwasm, "steady") / calls("imports")));
        line("");
    }

    /** How many calls between host and guest an iteration of a kernel makes. */
    private static double calls(String name) {
        Kernel kernel = Kernel.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        return Math.max(kernel.size(), kernel.calls());
    }

    private void table(String title, String kind, String figure, DoubleFunction<String> cell) {
        List<String> names = results.names(kind);
        if (names.stream().allMatch(name -> Double.isNaN(results.figure(kind, name, Engine.JWASM_GRAAL, figure))
                        && Double.isNaN(results.figure(kind, name, Engine.JWASM_STOCK, figure)))) {
            return;
        }
        line("### %s\n", title);
        StringBuilder head = new StringBuilder("| |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Engine engine : Engine.values()) {
            head.append(' ').append(engine.label()).append(" |");
            rule.append("--:|");
        }
        line("%s", head);
        line("%s", rule);
        for (String name : names) {
            StringBuilder row = new StringBuilder("| ").append(name).append(" |");
            for (Engine engine : Engine.values()) {
                double value = results.figure(kind, name, engine, figure);
                row.append(' ').append(Double.isNaN(value) || value == 0 ? "–" : cell.apply(value)).append(" |");
            }
            line("%s", row);
        }
        line("");
    }

    private void progress() {
        for (String name : results.names("progress")) {
            line("### Rows that %s has inserted since its start\n", name);
            line("| | after 1 s | 2 s | 3 s | 5 s | 7 s | 10 s |");
            line("|---|--:|--:|--:|--:|--:|--:|");
            for (Engine engine : Engine.values()) {
                List<double[]> curve = results.curve("progress", name, engine);
                if (!curve.isEmpty()) {
                    StringBuilder row = new StringBuilder("| ").append(engine.label()).append(" |");
                    for (int second : new int[]{1, 2, 3, 5, 7, 10}) {
                        double done = curve.stream().filter(point -> point[0] <= second * SECOND).mapToDouble(point -> point[1]).max().orElse(0);
                        row.append(String.format(Locale.ROOT, " %.0f |", done));
                    }
                    line("%s", row);
                }
            }
            line("");
        }
    }

    private void failures() {
        boolean first = true;
        for (String kind : List.of("kernel", "load", "instances", "program", "progress")) {
            for (String name : results.names(kind)) {
                for (Engine engine : Engine.values()) {
                    String error = results.error(kind, name, engine);
                    if (error != null) {
                        if (first) {
                            line("### What didn't run\n");
                            first = false;
                        }
                        line("- %s %s, %s: %s", kind, name, engine.label(), error.replace("|", "\\|"));
                    }
                }
            }
        }
    }

    static String time(double nanoseconds) {
        if (Double.isNaN(nanoseconds)) {
            return "–";
        }
        if (nanoseconds < MICRO) {
            return String.format(Locale.ROOT, "%.1f ns", nanoseconds);
        }
        if (nanoseconds < MILLI) {
            return String.format(Locale.ROOT, "%.1f µs", nanoseconds / MICRO);
        }
        return nanoseconds < SECOND ? String.format(Locale.ROOT, "%.2f ms", nanoseconds / MILLI)
                        : String.format(Locale.ROOT, "%.2f s", nanoseconds / SECOND);
    }

    private static String memory(double kilobytes) {
        return String.format(Locale.ROOT, "%.1f MB", kilobytes / 1024);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
