// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code compare OLD NEW [PERCENT]}: what has become slower in jwasm between two files of results; exit code 1 if anything has. */
public final class Comparison {

    private static final double PERCENT = 10;

    private Comparison() {
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("usage: compare OLD.json NEW.json [PERCENT]");
            System.exit(2);
        }
        Results before = Results.read(Path.of(arguments[0]));
        Results after = Results.read(Path.of(arguments[1]));
        double percent = arguments.length > 2 ? Double.parseDouble(arguments[2]) : PERCENT;
        System.exit(compare(before, after, percent) ? 0 : 1);
    }

    /** Prints all figures that both have; returns whether none is worse by more than a percentage, and nothing fails that did not. */
    static boolean compare(Results before, Results after, double percent) {
        boolean good = true;
        for (Engine engine : List.of(Engine.JWASM_GRAAL, Engine.JWASM_STOCK)) {
            for (String kind : List.of("kernel", "load", "instances", "program")) {
                List<String> figures = switch (kind) {
                    case "kernel" -> List.of("steady", "warm");
                    case "program" -> List.of("wall");
                    default -> List.of("total");
                };
                for (String name : after.names(kind)) {
                    for (String figure : figures) {
                        good &= compare(before, after, engine, kind, name, figure, percent);
                    }
                }
            }
        }
        return good;
    }

    private static boolean compare(Results before, Results after, Engine engine, String kind, String name, String figure, double percent) {
        double old = before.figure(kind, name, engine, figure);
        double now = after.figure(kind, name, engine, figure);
        if (Double.isNaN(old)) {
            return true;
        }
        boolean good = now <= old * (1 + percent / 100);
        System.out.printf(Locale.ROOT, "%-7s %s %s %s, %s: %s, was %s%n", good ? "ok" : "WORSE", kind, name, figure, engine.label(), Report.time(now),
                        Report.time(old));
        return good;
    }
}
