// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks.worker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One process of one engine on the JVM: {@code ENGINE MODE FILE …}. The other engines' workers do the same in their languages.
 *
 * <ul>
 * <li>{@code kernel FILE SIZE CALLS MILLISECONDS} calls {@code run(SIZE)} until the time is over; an iteration is CALLS calls.</li>
 * <li>{@code load FILE SIZE} loads a module and calls {@code run(SIZE)} once.</li>
 * <li>{@code instances FILE SIZE COUNT} makes instances and calls {@code run(SIZE)} in each.</li>
 * <li>{@code command FILE NAME ARGUMENT...} runs a WASI command, which sees the directory as {@code /}; its output is the worker's.</li>
 * </ul>
 *
 * The last line of the standard output is one JSON object, except for {@code command}; times are nanoseconds.
 */
public final class Worker {

    private Worker() {
    }

    public static void main(String[] arguments) throws IOException {
        String mode = arguments[1];
        byte[] module = Files.readAllBytes(Path.of(arguments[2]));
        String[] command = mode.equals("command") ? Arrays.copyOfRange(arguments, 3, arguments.length) : new String[0];
        long start = System.nanoTime();
        Guest guest = switch (arguments[0]) {
            case "graal" -> new PolyglotGuest(true, command);
            case "stock" -> new PolyglotGuest(false, command);
            case "chicory-interpreter" -> new ChicoryGuest(false);
            case "chicory-compiler" -> new ChicoryGuest(true);
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        if (mode.equals("command")) {
            guest.load(module);
            int exitCode = guest.command(command);
            System.out.flush();
            Runtime.getRuntime().halt(exitCode);
        }
        int size = Integer.parseInt(arguments[3]);
        Series series = new Series(System.nanoTime() - start);
        series.load(guest, module, size);
        switch (mode) {
            case "kernel" -> series.repeat(guest, size, Integer.parseInt(arguments[4]), Long.parseLong(arguments[5]) * 1_000_000);
            case "instances" -> series.instances(guest, size, Integer.parseInt(arguments[4]));
            default -> series.end();
        }
        String resources = String.format(Locale.ROOT, ",\"cpu\":%d,\"rss\":%d,\"code\":%d}", processCpu(), peakResidentKilobytes(), codeBytes());
        System.out.println(series.json() + resources);
        System.out.flush();
        // Compilations that are under way are of no use any more.
        Runtime.getRuntime().halt(0);
    }

    private static long processCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static long peakResidentKilobytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).findFirst()
                            .map(line -> Long.valueOf(line.replaceAll("\\D", ""))).orElse(0L);
        }
    }

    /** What compilers of the JVM have made, of the guest and of the engine itself. */
    private static long codeBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().startsWith("Code"))
                        .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed()).sum();
    }
}
