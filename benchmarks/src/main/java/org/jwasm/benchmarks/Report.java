package org.jwasm.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the tables of {@code docs/performance.md} from JMH's results: {@code Report DIRECTORY} reads the files
 * {@code <engine>-<mode>-<round>-<benchmark>.csv} in it and prints Markdown, medians over the rounds.
 */
public final class Report {

    private static final int NAME = 0;
    private static final int SCORE = 4;
    private static final int KERNEL = 7;

    /** One cell's scores in microseconds, by "benchmark/mode/kernel/engine". */
    private final Map<String, List<Double>> scores = new TreeMap<>();

    private Report() {
    }

    /** Prints the tables of the results in the directory {@code args[0]}. */
    public static void main(String[] args) throws IOException {
        Report report = new Report();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[0]), "*.csv")) {
            for (Path file : files) {
                report.read(file);
            }
        }
        report.print("SteadyState", "Steady state, time per operation");
        report.print("FirstCall", "First call, from the module's bytes to the first result");
    }

    private void read(Path file) throws IOException {
        String[] cell = file.getFileName().toString().split("-");
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.replace("\"", "").split(",");
            if (fields.length > KERNEL && !fields[NAME].equals("Benchmark")) {
                String benchmark = fields[NAME].replaceAll(".*\\.(\\w+)\\.\\w+$", "$1");
                String key = key(benchmark, cell[1], fields[KERNEL], cell[0]);
                scores.computeIfAbsent(key, absent -> new ArrayList<>()).add(Double.valueOf(fields[SCORE]));
            }
        }
    }

    private static String key(String benchmark, String mode, String kernel, String engine) {
        return String.join("/", benchmark, mode, kernel, engine);
    }

    private void print(String benchmark, String title) {
        System.out.printf("### %s%n%n", title);
        System.out.println("| kernel | jwasm, Graal | GraalWasm, Graal | ratio | jwasm, stock JDK | GraalWasm, stock JDK | ratio |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        for (Kernel kernel : Kernel.values()) {
            System.out.printf("| %s |%s%s%n", kernel.name().toLowerCase(Locale.ROOT), cells(benchmark, "graal", kernel),
                    cells(benchmark, "stock", kernel));
        }
        System.out.printf("| geometric mean | | | %s | | | %s |%n%n", mean(benchmark, "graal"), mean(benchmark, "stock"));
    }

    private String cells(String benchmark, String mode, Kernel kernel) {
        double ours = median(scores.get(key(benchmark, mode, kernel.name(), "jwasm")));
        double theirs = median(scores.get(key(benchmark, mode, kernel.name(), "graalwasm")));
        return String.format(Locale.ROOT, " %s | %s | %s |", time(ours), time(theirs), ratio(theirs / ours));
    }

    /** How much faster jwasm is in the geometric mean, over the kernels that both engines ran. */
    private String mean(String benchmark, String mode) {
        double logarithms = Arrays.stream(Kernel.values()).mapToDouble(kernel -> Math.log(
                median(scores.get(key(benchmark, mode, kernel.name(), "graalwasm")))
                        / median(scores.get(key(benchmark, mode, kernel.name(), "jwasm")))))
                .filter(Double::isFinite).average().orElse(Double.NaN);
        return ratio(Math.exp(logarithms));
    }

    private static double median(List<Double> values) {
        if (values == null) {
            return Double.NaN;
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String time(double microseconds) {
        return Double.isNaN(microseconds) ? "–" : String.format(Locale.ROOT, microseconds < 10_000 ? "%.2f ms" : "%.0f ms", microseconds / 1000);
    }

    private static String ratio(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }
}
