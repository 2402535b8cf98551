// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jwasm.structure.Opcode;

/** Which opcodes modules had, how often, and which of them were executed. */
final class Coverage {

    private final Map<Opcode, Long> generated = new EnumMap<>(Opcode.class);
    private final Set<Opcode> executed = EnumSet.noneOf(Opcode.class);

    void add(TestModule module) {
        module.forEachTree(tree -> {
            if (tree.opcode() != null) {
                generated.merge(tree.opcode(), 1L, Long::sum);
            }
        });
    }

    /** Adds what ran according to the marks that a peer returned. */
    void addMarks(List<String> outcomes) {
        String last = outcomes.getLast();
        if (!last.startsWith(TestModule.MARKS)) {
            return;
        }
        byte[] marks = Base64.getDecoder().decode(last.substring(TestModule.MARKS.length() + 1));
        for (Opcode opcode : Opcode.values()) {
            if (marks[opcode.ordinal()] != 0) {
                executed.add(opcode);
            }
        }
    }

    /** The opcodes of the covered families. */
    static Set<Opcode> covered() {
        Set<Opcode> covered = EnumSet.noneOf(Opcode.class);
        for (Opcode opcode : Opcode.values()) {
            if (Family.of(opcode) != null) {
                covered.add(opcode);
            }
        }
        return covered;
    }

    /** The covered opcodes that no module had. */
    Set<Opcode> missing() {
        Set<Opcode> missing = covered();
        missing.removeAll(generated.keySet());
        return missing;
    }

    /** The covered opcodes that weren't executed. */
    Set<Opcode> neverExecuted() {
        Set<Opcode> never = covered();
        never.removeAll(executed);
        return never;
    }

    /** A line for each family: instructions, opcodes generated, executed, and in the family. */
    String report() {
        Map<Family, long[]> counts = new TreeMap<>();
        for (Opcode opcode : covered()) {
            long[] row = counts.computeIfAbsent(Family.of(opcode), _ -> new long[4]);
            row[0] += generated.getOrDefault(opcode, 0L);
            row[1] += generated.containsKey(opcode) ? 1 : 0;
            row[2] += executed.contains(opcode) ? 1 : 0;
            row[3]++;
        }
        StringBuilder report = new StringBuilder();
        counts.forEach((family, row) -> report.append(String.format("%-20s %,12d instructions; %d of %d opcodes generated, %d executed%n",
                        family, row[0], row[1], row[3], row[2])));
        return report.toString();
    }
}
