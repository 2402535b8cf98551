// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/** Small charts with logarithmic axes, side by side in one SVG that needs nothing else. */
final class Plot {

    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final int MARGIN = 46;
    private static final int COLUMNS = 4;
    private static final int LEGEND = 30;
    private static final List<String> COLOURS = List.of("#c0392b", "#e59866", "#1f618d", "#85c1e9", "#1e8449", "#82e0aa", "#7d3c98", "#555555");

    private record Chart(String title, Map<Engine, List<double[]>> lines) {
    }

    private final String horizontal;
    private final DoubleFunction<String> vertical;
    private final List<Chart> charts = new ArrayList<>();

    /**
     * @param horizontal what the horizontal axis is
     * @param vertical a value of the vertical one as text
     */
    private Plot(String horizontal, DoubleFunction<String> vertical) {
        this.horizontal = horizontal;
        this.vertical = vertical;
    }

    /** Time of an iteration over the time since the module's bytes were there, a chart for each kernel. */
    static String warmUp(Results results) {
        return curves(results, "kernel", Report::time);
    }

    /** Rows that a program has made over the time since its start. */
    static String progress(Results results) {
        return curves(results, "progress", rows -> rows < 1e6 ? String.format(Locale.ROOT, "%.0f k", rows / 1e3) : String.format(Locale.ROOT, "%.0f M", rows / 1e6));
    }

    private static String curves(Results results, String kind, DoubleFunction<String> vertical) {
        Plot plot = new Plot("since the start", vertical);
        for (String name : results.names(kind)) {
            Map<Engine, List<double[]>> lines = new TreeMap<>();
            for (Engine engine : Engine.values()) {
                lines.put(engine, results.curve(kind, name, engine));
            }
            plot.charts.add(new Chart(name, lines));
        }
        return plot.svg(true);
    }

    /** Time to load over the size of a module, and time of instantiation over the number of instances. */
    static String costs(Results results) {
        Plot plot = new Plot("KiB, or instances", Report::time);
        plot.charts.add(new Chart("load", lines(results, "load", "load")));
        plot.charts.add(new Chart("load, to the first result", lines(results, "load", "total")));
        plot.charts.add(new Chart("all instances", lines(results, "instances", "total")));
        return plot.svg(false);
    }

    private static Map<Engine, List<double[]>> lines(Results results, String kind, String figure) {
        Map<Engine, List<double[]>> lines = new TreeMap<>();
        for (Engine engine : Engine.values()) {
            List<double[]> points = new ArrayList<>();
            for (String name : results.names(kind)) {
                double value = results.figure(kind, name, engine, figure);
                if (value > 0) {
                    points.add(new double[]{Double.parseDouble(name), value});
                }
            }
            lines.put(engine, points);
        }
        return lines;
    }

    private String svg(boolean times) {
        int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
        int width = COLUMNS * WIDTH;
        int height = rows * HEIGHT + LEGEND;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"10\">%n"
                                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n", width, height));
        legend(svg);
        for (int i = 0; i < charts.size(); i++) {
            svg.append(String.format(Locale.ROOT, "<g transform=\"translate(%d,%d)\">%n", i % COLUMNS * WIDTH, LEGEND + i / COLUMNS * HEIGHT));
            chart(svg, charts.get(i), times);
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void legend(StringBuilder svg) {
        int x = 10;
        for (Engine engine : Engine.values()) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"18\" fill=\"%s\">%s</text>%n", x, COLOURS.get(engine.ordinal()), engine.label()));
            x += 20 + engine.label().length() * 6;
        }
    }

    private void chart(StringBuilder svg, Chart chart, boolean times) {
        Axis x = new Axis(MARGIN, WIDTH - 10);
        Axis y = new Axis(HEIGHT - 36, 18);
        chart.lines.values().forEach(line -> line.forEach(point -> {
            x.include(point[0]);
            y.include(point[1]);
        }));
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"12\" font-weight=\"bold\">%s</text>%n", MARGIN, chart.title));
        svg.append(String.format(Locale.ROOT, "<path d=\"M%d 18V%dH%d\" fill=\"none\" stroke=\"#999\"/>%n", MARGIN, HEIGHT - 36, WIDTH - 10));
        for (double tick : x.ticks()) {
            String label = times ? Report.time(tick).replace(".00", "").replace(".0", "") : String.format(Locale.ROOT, "%.0f", tick);
            svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%s</text>%n", x.place(tick), HEIGHT - 24, label));
        }
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#666\">%s</text>%n", WIDTH - 10, HEIGHT - 12, horizontal));
        for (double tick : y.ticks()) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#666\">%s</text>%n", MARGIN - 3, y.place(tick) + 3,
                            vertical.apply(tick).replace(".00", "").replace(".0", "")));
            svg.append(String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#eee\"/>%n", MARGIN, y.place(tick), WIDTH - 10));
        }
        chart.lines.forEach((engine, points) -> {
            if (!points.isEmpty()) {
                StringBuilder path = new StringBuilder();
                points.forEach(point -> path.append(path.isEmpty() ? 'M' : 'L')
                                .append(String.format(Locale.ROOT, "%.1f %.1f", x.place(point[0]), y.place(point[1]))));
                svg.append(String.format(Locale.ROOT, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.3\"/>%n", path, COLOURS.get(engine.ordinal())));
            }
        });
    }

    /** A logarithmic axis from one pixel to another. */
    private static final class Axis {

        private final double from;
        private final double to;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        Axis(double from, double to) {
            this.from = from;
            this.to = to;
        }

        void include(double value) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }

        double place(double value) {
            double low = Math.log10(least);
            double range = Math.max(Math.log10(most) - low, 0.1);
            return from + (Math.log10(value) - low) / range * (to - from);
        }

        /** The powers of ten in the range. */
        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            if (least <= most) {
                for (double tick = Math.pow(10, Math.ceil(Math.log10(least))); tick <= most; tick *= 10) {
                    ticks.add(tick);
                }
            }
            return ticks;
        }
    }
}
