// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.Powerbox;

/** Asks at the terminal of the process, not through its standard streams: these are the guest's. */
final class TerminalPowerbox implements Powerbox {

    private static final Path TERMINAL = Path.of("/dev/tty");

    private final BufferedReader in;
    private final PrintStream out;
    private final boolean remembers;

    private TerminalPowerbox(BufferedReader in, PrintStream out, boolean remembers) {
        this.in = in;
        this.out = out;
        this.remembers = remembers;
    }

    /**
     * Empty if standard input is no terminal: then there is nobody to ask.
     *
     * @param remembers whether there is a manifest to write an answer to
     */
    static Optional<Powerbox> open(boolean remembers) {
        if (!InputStreamCapability.standardInput().isTerminal()) {
            Messages.error("--interactive: standard input is no terminal, so nobody can be asked: what isn't granted is denied");
            return Optional.empty();
        }
        try {
            return Optional.of(new TerminalPowerbox(Files.newBufferedReader(TERMINAL), new PrintStream(Files.newOutputStream(TERMINAL), true, UTF_8),
                            remembers));
        } catch (IOException e) {
            Messages.error("--interactive: the terminal can't be opened, so nobody can be asked: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Answer ask(Question question) {
        String through = question.importName().isEmpty() ? "" : " (" + question.importName() + ")";
        out.println("jwasm: " + question.holder() + " wants to " + question.action() + " " + Messages.printable(question.target()) + through);
        while (true) {
            out.print("jwasm: allow it [o]nce, for this [r]un, all in its [d]irectory for this run" + (remembers ? ", [a]lways" : "") + ", or [n]ot? ");
            out.flush();
            String line;
            try {
                line = in.readLine();
            } catch (IOException e) {
                return Answer.NO;
            }
            if (line == null) {
                return Answer.NO;
            }
            switch (line.strip().toLowerCase(Locale.ROOT)) {
                case "o", "once" -> {
                    return Answer.ONCE;
                }
                case "r", "run" -> {
                    return Answer.RUN;
                }
                case "d", "directory" -> {
                    return Answer.DIRECTORY;
                }
                case "a", "always" -> {
                    if (remembers) {
                        return Answer.ALWAYS;
                    }
                }
                case "n", "no", "not" -> {
                    return Answer.NO;
                }
                default -> {
                    // Whatever isn't an answer isn't a yes either.
                }
            }
        }
    }
}
