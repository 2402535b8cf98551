// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What this process's threads have had of the processors: how much is the guest, and how much the compilers. By Linux's {@code /proc}. */
final class ProcessorTimes {

    /** The unit of times in {@code /proc}, the same on all processors. */
    private static final double TICKS_PER_SECOND = 100;
    private static final int PERIOD_MILLIS = 200;
    private static final Path PROCESS = Path.of("/proc/self");
    /** Fields of a line of {@code stat} behind the name, which may have blanks in it: the state is the first. */
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /** Who works, in the order of the report. Linux keeps 15 characters of a thread's name. */
    private enum Work {
        GUEST("the guest", "guest", "Polyglot-wasm"),
        TRANSLATION("translation", "jwasm-translati"),
        C1("C1", "C1 CompilerThre"),
        C2("C2", "C2 CompilerThre"),
        GRAAL("Graal", "JVMCI", "TruffleCompiler"),
        OTHERS("all else");

        private final String label;
        private final List<String> names;

        Work(String label, String... names) {
            this.label = label;
            this.names = List.of(names);
        }

        private static Work of(String thread) {
            for (Work work : values()) {
                if (work.names.stream().anyMatch(thread::startsWith)) {
                    return work;
                }
            }
            return OTHERS;
        }
    }

    /** What a thread has had until it was seen last. */
    private record Seen(Work work, long ticks) {
    }

    private final Map<String, Seen> threads = new HashMap<>();

    /** Looks at the threads from now on, again and again: one that ends is forgotten by the system. */
    static ProcessorTimes start() {
        ProcessorTimes times = new ProcessorTimes();
        Thread.ofPlatform().daemon().name("processor times").start(() -> {
            try {
                while (times.look()) {
                    Thread.sleep(PERIOD_MILLIS);
                }
            } catch (InterruptedException e) {
                // Nobody interrupts it but the end of the process.
            }
        });
        return times;
    }

    /** Sees what the threads have had until now. Whether there is something to be seen here at all. */
    synchronized boolean look() {
        try (Stream<Path> all = Files.list(PROCESS.resolve("task"))) {
            all.forEach(this::see);
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private void see(Path thread) {
        try {
            Seen seen = new Seen(Work.of(Files.readString(thread.resolve("comm")).strip()), ticks(thread));
            threads.put(thread.getFileName().toString(), seen);
        } catch (IOException e) {
            // It has just ended.
        }
    }

    /** A line about the times until now; nothing where there is no {@code /proc}. */
    synchronized Optional<String> report() {
        if (!look()) {
            return Optional.empty();
        }
        Map<Work, Long> ticks = new EnumMap<>(Work.class);
        threads.values().forEach(seen -> ticks.merge(seen.work, seen.ticks, Long::sum));
        long known = ticks.values().stream().mapToLong(Long::longValue).sum();
        try {
            ticks.merge(Work.OTHERS, Math.max(0, ticks(PROCESS) - known), Long::sum);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(text(ticks));
    }

    private static long ticks(Path of) throws IOException {
        String line = Files.readString(of.resolve("stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
    }

    private static String text(Map<Work, Long> ticks) {
        long all = Math.max(1, ticks.values().stream().mapToLong(Long::longValue).sum());
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "processor time %.2f s", all / TICKS_PER_SECOND));
        String separator = ": ";
        for (Work work : Work.values()) {
            long own = ticks.getOrDefault(work, 0L);
            if (own > 0) {
                text.append(separator).append(String.format(Locale.ROOT, "%s %.2f s (%d %%)", work.label, own / TICKS_PER_SECOND, Math.round(100.0 * own / all)));
                separator = ", ";
            }
        }
        return text.toString();
    }
}
