// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks.nano;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Resource;
import org.jwasm.nanoprocess.Supervisor;

/**
 * What nano-processes cost, at 1, 10, 100 and so on of them: {@code NanoProcesses DIRECTORY [MOST]} writes {@code nano.md} and
 * {@code nano.svg}. {@code benchmarks/run-nano} starts it.
 */
public final class NanoProcesses {

    private static final String IMAGE = "(module (global $n (mut i32) (i32.const 0)) (func (export \"add\") (param i32) (result i32) " +
                    "(global.set $n (i32.add (global.get $n) (local.get 0))) (global.get $n)) (func (export \"loop\") (loop (br 0))))";
    private static final String CALLER = """
                    (module (import "other" "add" (func $other (param i32) (result i32))) (global $n (mut i32) (i32.const 0))
                      (func $own (param i32) (result i32) (global.set $n (i32.add (global.get $n) (local.get 0))) (global.get $n))
                      (func (export "across") (param i32) (result i32) (local $r i32)
                        (loop (local.set $r (call $other (local.get 0))) (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (local.get 0))) (local.get $r))
                      (func (export "within") (param i32) (result i32) (local $r i32)
                        (loop (local.set $r (call $own (local.get 0))) (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (local.get 0))) (local.get $r)))""";
    private static final String RECEIVER = """
                    (module (import "capability-method" "read(s64,s64)->bytes" (func $read (param externref i64 i64 i32 i32) (result i32))) (memory 17)
                      (func (export "take") (param externref) (result i32)
                        (call $read (local.get 0) (i64.const 0) (i64.const 1048576) (i32.const 0) (i32.const 1048576))))""";
    private static final String SENDER = """
                    (module (import "receiver" "take" (func $take (param externref) (result i32)))
                      (import "capability-method" "memory" (func $memory (param i32 i32) (result externref))) (memory 17)
                      (func (export "send") (param i32) (result i32) (local $r i32)
                        (loop (local.set $r (call $take (call $memory (i32.const 0) (i32.const 1048576))))
                          (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (local.get 0))) (local.get $r)))""";

    private static final int CALLS = 1_000_000;
    private static final int ROUNDS = 15;
    private static final int CYCLES = 100_000;

    private final StringBuilder report = new StringBuilder();
    private final Supervisor supervisor = Supervisor.create();
    private final Image image = supervisor.load("image", IMAGE.getBytes(StandardCharsets.UTF_8));

    private record Row(int count, double spawn, double call, double kill, double cycle, double bytes) {
    }

    private NanoProcesses() {
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        NanoProcesses benchmark = new NanoProcesses();
        benchmark.calls();
        benchmark.copies();
        benchmark.kills();
        List<Row> rows = benchmark.scale(most);
        benchmark.churn(Math.min(CYCLES, most));
        benchmark.supervisor.close();
        Files.writeString(directory.resolve("nano.md"), benchmark.report);
        Files.writeString(directory.resolve("nano.svg"), svg(rows));
        System.exit(0);
    }

    private void print(String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        report.append(text);
        System.out.print(text);
        System.out.flush();
    }

    private NanoProcess spawn(String name) {
        return supervisor.spawn(name, image, Endowment.EMPTY);
    }

    private List<Row> scale(int most) throws Exception {
        for (int i = 0; i < 10_000; i++) {
            cycle("warm" + i);
        }
        print("%n| alive at once | spawn p50 us | call p50 us | kill us | spawn+call+kill p50 us | heap bytes each |%n|---|---|---|---|---|---|%n");
        List<Row> rows = new ArrayList<>();
        for (int count = 1; count <= most; count *= 10) {
            Row row = row(count);
            rows.add(row);
            print("| %,d | %.1f | %.1f | %.1f | %.1f | %,.0f |%n", row.count, row.spawn, row.call, row.kill, row.cycle, row.bytes);
        }
        return rows;
    }

    private Row row(int count) throws Exception {
        awaitReaped();
        long before = usedHeap();
        List<NanoProcess> all = new ArrayList<>(count);
        double[] spawns = new double[count];
        double[] calls = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            all.add(spawn("p" + i));
            spawns[i] = (System.nanoTime() - start) / 1e3;
        }
        double bytes = count < 100 ? Double.NaN : (usedHeap() - before) / (double) count;
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            all.get(i).call("add", 1);
            calls[i] = (System.nanoTime() - start) / 1e3;
        }
        double[] cycles = new double[Math.max(100, Math.min(count, 10_000))];
        for (int i = 0; i < cycles.length; i++) {
            long start = System.nanoTime();
            cycle("c" + i);
            cycles[i] = (System.nanoTime() - start) / 1e3;
        }
        long start = System.nanoTime();
        all.forEach(each -> each.kill("done"));
        all.forEach(each -> each.reaped().join());
        double kill = (System.nanoTime() - start) / 1e3 / count;
        return new Row(count, median(spawns), median(calls), kill, median(cycles), bytes);
    }

    /** Until it's dead; what is left of it is let go of by other threads. */
    private void cycle(String name) {
        NanoProcess process = spawn(name);
        if ((int) process.call("add", 1) != 1) {
            throw new IllegalStateException("it isn't fresh");
        }
        process.kill("done");
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static long usedHeap() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A call across next to one within, and to a byte that goes to a process and back, in turns. */
    private void calls() throws IOException {
        NanoProcess other = spawn("other");
        NanoProcess caller = supervisor.spawn("caller", supervisor.load("caller", CALLER.getBytes(StandardCharsets.UTF_8)),
                        Endowment.builder().bind("other", "add", other.function("add")).build());
        double[] across = new double[ROUNDS];
        double[] within = new double[ROUNDS];
        double[] pipe = new double[ROUNDS];
        Process cat = new ProcessBuilder("cat").start();
        for (int i = -10; i < ROUNDS; i++) {
            double a = nanosEach(CALLS, () -> caller.call("across", CALLS));
            double w = nanosEach(CALLS, () -> caller.call("within", CALLS));
            double p = nanosEach(2_000, () -> roundTrips(cat, 2_000));
            if (i >= 0) {
                across[i] = a;
                within[i] = w;
                pipe[i] = p;
            }
        }
        cat.destroy();
        // The best of many rounds: on a busy machine the others tell about the machine.
        double best = best(across);
        print("| a call (best of %d rounds) | ns |%n|---|---|%n| within a nano-process | %.1f |%n| from one into another | %.1f |%n" +
                        "| a byte to another process and back | %,.0f (%.0f times as much) |%n", ROUNDS, best(within), best, best(pipe), best(pipe) / best);
    }

    private static double best(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double nanosEach(int count, Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / (double) count;
    }

    private static void roundTrips(Process process, int count) {
        OutputStream out = process.getOutputStream();
        InputStream in = process.getInputStream();
        try {
            for (int i = 0; i < count; i++) {
                out.write(1);
                out.flush();
                in.read();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void copies() {
        NanoProcess receiver = supervisor.spawn("receiver", supervisor.load("receiver", RECEIVER.getBytes(StandardCharsets.UTF_8)), Endowment.EMPTY);
        NanoProcess sender = supervisor.spawn("sender", supervisor.load("sender", SENDER.getBytes(StandardCharsets.UTF_8)),
                        Endowment.builder().bind("receiver", "take", receiver.function("take")).build());
        double[] copies = new double[ROUNDS];
        for (int i = -3; i < ROUNDS; i++) {
            double nanos = nanosEach(50, () -> sender.call("send", 50));
            copies[Math.max(i, 0)] = nanos;
        }
        print("%n1 MiB from memory to memory, through a capability on it: %.0f us.%n", best(copies) / 1e3);
    }

    /** From the kill of an endless loop until nothing of it runs any more. */
    private void kills() throws Exception {
        double[] times = new double[50];
        for (int i = 0; i < times.length; i++) {
            NanoProcess process = spawn("loop" + i);
            CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
                try {
                    process.call("loop");
                } catch (NanoProcessException e) {
                    // It was killed.
                }
            });
            while (!process.isBusy()) {
                Thread.onSpinWait();
            }
            Thread.sleep(1);
            long start = System.nanoTime();
            process.kill("done");
            process.reaped().join();
            times[i] = (System.nanoTime() - start) / 1e6;
            call.join();
        }
        double middle = median(times);
        print("%nAn endless loop is gone %.1f ms after it was killed (median; at most %.1f ms of %d).%n", middle, times[times.length - 1], times.length);
    }

    private void awaitReaped() throws InterruptedException {
        while (supervisor.used(Resource.CHILDREN) > supervisor.processes().size()) {
            Thread.sleep(1);
        }
    }

    private void churn(int cycles) throws Exception {
        for (int i = 0; i < cycles / 10; i++) {
            cycle("first" + i);
        }
        awaitReaped();
        long before = usedHeap();
        for (int i = 0; i < cycles; i++) {
            cycle("churn" + i);
        }
        awaitReaped();
        long after = usedHeap();
        print("%nThe heap after %,d more spawned and killed: %,d KiB, %,d KiB before (%+.1f %%).%n", cycles, after >> 10, before >> 10,
                        100.0 * (after - before) / before);
    }

    /** Logarithmic in both directions. */
    private static String svg(List<Row> rows) {
        StringBuilder svg = new StringBuilder("""
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" font-family="sans-serif" font-size="12">
                        <rect width="640" height="360" fill="white"/>
                        """);
        for (int power = 0; power <= 5; power++) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"340\" text-anchor=\"middle\">%,d</text>\n", x(power), (int) Math.pow(10, power)));
        }
        for (int power = -1; power <= 4; power++) {
            svg.append(String.format(Locale.ROOT, "<path d=\"M60 %1$d H600\" stroke=\"#ddd\"/><text x=\"52\" y=\"%2$d\" text-anchor=\"end\">%3$s</text>\n", y(power),
                            y(power) + 4, power < 0 ? "0.1" : String.format(Locale.ROOT, "%,d", (int) Math.pow(10, power))));
        }
        curve(svg, rows, "spawn, us", "#1b6ca8", 0, Row::spawn);
        curve(svg, rows, "call from the host, us", "#2a9d4a", 1, Row::call);
        curve(svg, rows, "spawn+call+kill, us", "#c0392b", 2, Row::cycle);
        curve(svg, rows, "heap, bytes each", "#7d3c98", 3, Row::bytes);
        return svg.append("<text x=\"330\" y=\"356\" text-anchor=\"middle\">nano-processes alive at once</text>\n</svg>\n").toString();
    }

    private interface Figure {
        double of(Row row);
    }

    private static void curve(StringBuilder svg, List<Row> rows, String name, String colour, int index, Figure figure) {
        StringBuilder points = new StringBuilder();
        for (Row row : rows) {
            double value = figure.of(row);
            if (value > 0) {
                points.append(x(Math.log10(row.count))).append(',').append(y(Math.log10(value))).append(' ');
            }
        }
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour).append("\" points=\"").append(points.toString().strip()).append("\"/>\n");
        svg.append("<text x=\"").append(70 + 140 * index).append("\" y=\"16\" fill=\"").append(colour).append("\">").append(name).append("</text>\n");
    }

    private static int x(double power) {
        return (int) Math.round(60 + power * 108);
    }

    private static int y(double power) {
        return (int) Math.round(270 - power * 58);
    }
}
