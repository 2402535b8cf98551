// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a session in a shell and prints it as an SVG in which every line appears when it did. */
final class Recording {

    private static final List<String> SESSION = List.of(
                    "./jwasm run examples/hello.wasm",
                    "./jwasm run examples/programs/bin/words.wasm -n 3 README.md",
                    "./jwasm run --dir .:ro examples/programs/bin/words.wasm -n 3 README.md",
                    "./jwasm run --timeout 2s launcher/src/test/resources/org/jwasm/launcher/spin.wasm",
                    "./jwasm run launcher/src/test/resources/org/jwasm/launcher/traps.wasm");

    private static final int COLUMNS = 96;
    private static final int LINE_HEIGHT = 20;
    private static final int MARGIN = 16;
    private static final double CHARACTER_WIDTH = 8.43;
    private static final double READING_SECONDS = 1.2;

    private record Line(double seconds, String text, boolean command) {
    }

    private final List<Line> lines = new ArrayList<>();
    private double clock = 0.5;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Recording recording = new Recording();
        for (String command : SESSION) {
            recording.run(command);
        }
        System.out.print(recording.svg());
    }

    private void run(String command) throws IOException, InterruptedException {
        add("$ " + command, true);
        Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        long start = System.nanoTime();
        double base = clock;
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                clock = base + (System.nanoTime() - start) / 1e9;
                add(line, false);
            }
        }
        process.waitFor();
        clock = base + (System.nanoTime() - start) / 1e9 + READING_SECONDS;
    }

    private void add(String text, boolean command) {
        for (int from = 0; from == 0 || from < text.length(); from += COLUMNS) {
            lines.add(new Line(clock, text.substring(from, Math.min(text.length(), from + COLUMNS)), command));
        }
    }

    private String svg() {
        int width = (int) (2 * MARGIN + COLUMNS * CHARACTER_WIDTH);
        int height = 2 * MARGIN + lines.size() * LINE_HEIGHT;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n", width, height,
                        width, height));
        svg.append("<title>A session with jwasm</title>\n<style>text{font:14px ui-monospace,Menlo,Consolas,monospace;fill:#d4d4d4;"
                        + "white-space:pre;animation:show 0s both}.c{fill:#9cdcfe}@keyframes show{from{opacity:0}to{opacity:1}}"
                        + "@media(prefers-reduced-motion){text{animation:none}}</style>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1e1e1e\"/>\n");
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            svg.append(String.format(java.util.Locale.ROOT, "<text x=\"%d\" y=\"%d\"%s style=\"animation-delay:%.2fs\">%s</text>%n", MARGIN,
                            MARGIN + (i + 1) * LINE_HEIGHT - 6, line.command() ? " class=\"c\"" : "", line.seconds(), escaped(line.text())));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
