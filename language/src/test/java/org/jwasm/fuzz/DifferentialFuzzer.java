// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jwasm.text.WatPrinter;

/**
 * Runs generated modules in several engines and compares: {@code DifferentialFuzzer ROOT SEED FIRST COUNT DIRECTORY}. What
 * differs is made smaller and written to the directory.
 */
public final class DifferentialFuzzer implements AutoCloseable {

    private static final int REPORT_INTERVAL = 500;
    private static final long REDUCTION_MILLISECONDS = 60_000;
    private static final int MOST_FINDINGS = 30;

    private final long seed;
    private final Path findings;
    private final Comparison comparison;
    private final Coverage coverage = new Coverage();
    private final List<String> found = new ArrayList<>();

    /**
     * @param peers    the first is the one that others are compared with
     * @param findings a directory, or null
     */
    DifferentialFuzzer(long seed, List<Peer> peers, Path findings) {
        this.seed = seed;
        this.comparison = new Comparison(peers);
        this.findings = findings;
    }

    /** All engines that there are on this machine. */
    static List<Peer> peers(Path root) {
        List<Peer> peers = new ArrayList<>(List.of(JwasmPeer.interpreter(), JwasmPeer.fromText(), JwasmPeer.compiledTier(), JwasmPeer.mixedTiers(),
                        JwasmPeer.backgroundTier()));
        if (JwasmPeer.hasCompiler()) {
            peers.add(JwasmPeer.compiledAtOnce());
            peers.add(JwasmPeer.compiledLater());
        }
        Path node = NodePeer.find(root);
        if (node != null) {
            peers.add(new NodePeer(node, root));
        }
        return peers;
    }

    Coverage coverage() {
        return coverage;
    }

    /** What was found: for each difference a line. */
    List<String> found() {
        return found;
    }

    /** Runs the module of a number, then once more with marks. */
    void run(int number) throws IOException {
        TestModule module = ModuleGenerator.generate(seed, number);
        coverage.add(module);
        for (Comparison.Difference difference : comparison.compare(module, number)) {
            report(number, difference);
        }
        Peer first = comparison.peers().getFirst();
        coverage.addMarks(first.run(module, module.encode(true), true));
    }

    private void report(int number, Comparison.Difference difference) throws IOException {
        String line = "module " + number + " of seed " + seed + ": " + difference.first();
        found.add(line);
        if (findings == null) {
            return;
        }
        System.out.println(line);
        TestModule module = ModuleGenerator.generate(seed, number);
        write(number + "-whole", module, difference);
        Comparison.Difference[] last = {difference};
        Reducer.reduce(module, candidate -> {
            List<Comparison.Difference> differences = comparison.compare(candidate, number).stream().filter(
                            each -> each.foundBy().equals(difference.foundBy()) && isOfSameKind(each, difference)).toList();
            if (!differences.isEmpty()) {
                last[0] = differences.getFirst();
            }
            return !differences.isEmpty();
        }, REDUCTION_MILLISECONDS);
        write(number + "-reduced", module, last[0]);
    }

    /** A module that became invalid by reducing is another matter. */
    private static boolean isOfSameKind(Comparison.Difference one, Comparison.Difference other) {
        return Comparison.isInvalid(one.found()) == Comparison.isInvalid(other.found())
                        && Comparison.isInvalid(one.expected()) == Comparison.isInvalid(other.expected());
    }

    private void write(String name, TestModule module, Comparison.Difference difference) throws IOException {
        Files.createDirectories(findings);
        byte[] binary = module.encode(false);
        Files.write(findings.resolve(name + ".wasm"), binary);
        List<String> text = new ArrayList<>(List.of("seed " + seed, difference.first(), difference.expectedBy()));
        text.addAll(difference.expected());
        text.add(difference.foundBy());
        text.addAll(difference.found());
        text.add("calls");
        module.calls.forEach(call -> text.add(call.encode()));
        Files.write(findings.resolve(name + ".txt"), text);
        if (!Comparison.isInvalid(difference.found()) && !Comparison.isInvalid(difference.expected())) {
            Files.writeString(findings.resolve(name + ".wat"), WatPrinter.toText(binary));
        }
    }

    private void print(int done, long start) {
        System.out.printf("%d modules in %d s: %d differences; %s%n", done, (System.currentTimeMillis() - start) / 1000, found.size(),
                        comparison.counts());
        System.out.print(comparison.times());
    }

    @Override
    public void close() {
        comparison.peers().forEach(Peer::close);
    }

    /** Runs {@code args[3]} modules, beginning with number {@code args[2]}, of the seed {@code args[1]}. */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        int first = Integer.parseInt(args[2]);
        int count = Integer.parseInt(args[3]);
        long start = System.currentTimeMillis();
        List<String> found;
        try (DifferentialFuzzer fuzzer = new DifferentialFuzzer(Long.parseLong(args[1]), peers(root), Path.of(args[4]))) {
            fuzzer.comparison.peers().forEach(peer -> System.out.println("with " + peer.name()));
            found = fuzzer.found;
            for (int number = first; number < first + count && found.size() < MOST_FINDINGS; number++) {
                fuzzer.run(number);
                if ((number - first + 1) % REPORT_INTERVAL == 0) {
                    fuzzer.print(number - first + 1, start);
                }
            }
            System.out.print(fuzzer.coverage.report());
            System.out.println(fuzzer.coverage.missing().size() + " opcodes never generated, never executed: " + fuzzer.coverage.neverExecuted());
            fuzzer.print(count, start);
        }
        System.exit(found.isEmpty() ? 0 : 1);
    }
}
