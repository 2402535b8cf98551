// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jwasm.structure.Opcode;

/** Runs a module in several engines and says where they differ. The first engine is what the others are compared with. */
final class Comparison {

    /** Several words of the official test suite for what V8 has one message for. */
    private static final Map<String, String> COARSE = Map.ofEntries(
                    Map.entry("invalid conversion to integer", "integer overflow"),
                    // What is both unaligned and out of bounds may be either.
                    Map.entry("unaligned atomic", "out of bounds memory access"),
                    Map.entry("undefined element", "out of bounds table access"),
                    Map.entry("uninitialized element", "indirect call type mismatch"),
                    Map.entry("null function reference", "null reference"),
                    Map.entry("null structure reference", "null reference"),
                    Map.entry("null array reference", "null reference"),
                    Map.entry("null i31 reference", "null reference"),
                    Map.entry("null exception reference", "null reference"));
    private static final Set<String> UNCOMPARABLE = Set.of("exhausted");

    /** What one engine did otherwise. */
    record Difference(String expectedBy, List<String> expected, String foundBy, List<String> found) {

        /** The first outcome that isn't the same. */
        String first() {
            for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
                String one = i < expected.size() ? expected.get(i) : "nothing";
                String other = i < found.size() ? found.get(i) : "nothing";
                if (!coarse(one).equals(coarse(other))) {
                    return one + " by " + expectedBy + " but " + other + " by " + foundBy;
                }
            }
            return "the words of a trap";
        }
    }

    private static final int SLOWEST = 10;

    private final List<Peer> peers;
    private long calls;
    private final Map<String, Long> traps = new TreeMap<>();
    private long skipped;
    private long exceptions;
    private final List<Integer> crashes = new ArrayList<>();
    private final Map<String, Long> milliseconds = new LinkedHashMap<>();
    private final List<Slow> slowest = new ArrayList<>();

    /** How long a module took in an engine. */
    private record Slow(int number, String peer, long milliseconds) {
    }

    Comparison(List<Peer> peers) {
        this.peers = peers;
    }

    List<Peer> peers() {
        return peers;
    }

    /** How many calls there were, in all modules, and how they ended, by the first engine. */
    String counts() {
        return calls + " calls: " + traps.values().stream().mapToLong(Long::longValue).sum() + " trapped, " + exceptions + " threw, " + skipped
                        + " not comparable; modules with which another engine crashed: " + crashes + "; traps: " + traps;
    }

    /** Runs a module everywhere; all differences to the first engine. An outcome of {@code invalid} is one in any case. */
    List<Difference> compare(TestModule module, int number) {
        byte[] binary = module.encode(false);
        List<String> expected = timed(peers.getFirst(), module, binary, number);
        count(expected);
        List<Difference> differences = new ArrayList<>();
        if (isInvalid(expected)) {
            differences.add(new Difference("the generator", List.of("valid"), peers.getFirst().name(), expected));
        }
        for (Peer peer : peers.subList(1, peers.size())) {
            if (peer.runs(module) && peer.hasTurn(number)) {
                List<String> found = timed(peer, module, binary, number);
                if (found == null) {
                    crashes.add(number);
                } else if (!same(expected, found, peer instanceof JwasmPeer, module.opcodes().contains(Opcode.ARRAY_COPY))) {
                    differences.add(new Difference(peers.getFirst().name(), expected, peer.name(), found));
                }
            }
        }
        return differences;
    }

    private List<String> timed(Peer peer, TestModule module, byte[] binary, int number) {
        long start = System.nanoTime();
        List<String> outcomes = run(peer, module, binary);
        long taken = (System.nanoTime() - start) / 1_000_000;
        milliseconds.merge(peer.name(), taken, Long::sum);
        slowest.add(new Slow(number, peer.name(), taken));
        slowest.sort(Comparator.comparingLong(Slow::milliseconds).reversed());
        if (slowest.size() > SLOWEST) {
            slowest.removeLast();
        }
        return outcomes;
    }

    /** An engine that fails itself did otherwise, too. */
    private static List<String> run(Peer peer, TestModule module, byte[] binary) {
        try {
            return peer.run(module, binary, false);
        } catch (RuntimeException e) {
            return List.of("a failure of the engine: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** Where the time went: by engine, and the modules that took an engine longest. */
    String times() {
        StringBuilder text = new StringBuilder();
        milliseconds.forEach((peer, taken) -> text.append(String.format("%8.1f s %s%n", taken / 1e3, peer)));
        slowest.forEach(each -> text.append(String.format("%8.1f s module %d, %s%n", each.milliseconds / 1e3, each.number, each.peer)));
        return text.toString();
    }

    private void count(List<String> outcomes) {
        for (String outcome : outcomes) {
            calls += outcome.contains(" fuel ") ? 1 : 0;
            if (outcome.contains(" trap: ")) {
                traps.merge(words(outcome), 1L, Long::sum);
            }
            exceptions += outcome.contains(" exception ") ? 1 : 0;
        }
    }

    static boolean isInvalid(List<String> outcomes) {
        return outcomes.size() == 1 && outcomes.getFirst().startsWith("invalid");
    }

    /** Whether outcomes are the same, up to where one of them ran out of what no specification promises. */
    private boolean same(List<String> expected, List<String> found, boolean exact, boolean copiesArrays) {
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            String one = expected.get(i);
            String other = found.get(i);
            if (UNCOMPARABLE.stream().anyMatch(word -> one.contains("trap: " + word) || other.contains("trap: " + word))) {
                skipped += expected.size() - i;
                return true;
            }
            if (!(exact ? one.equals(other) : coarse(one).equals(coarse(other)) || copiesArrays && areTrapsOfCopies(one, other))) {
                return false;
            }
        }
        return expected.size() == found.size();
    }

    /** V8 looks whether the destination is long enough before whether the source is null; the specification has it the other way round. */
    private static boolean areTrapsOfCopies(String one, String other) {
        return one.contains("trap: null array reference") && other.equals(one.replace("null array reference", "out of bounds array access"));
    }

    private static String words(String outcome) {
        int end = outcome.indexOf(" fuel ");
        return outcome.substring(outcome.indexOf("trap: ") + 6, end < 0 ? outcome.length() : end);
    }

    private static String coarse(String outcome) {
        if (!outcome.contains("trap: ")) {
            return outcome;
        }
        String words = words(outcome);
        return outcome.replace("trap: " + words, "trap: " + COARSE.getOrDefault(words, words));
    }
}
