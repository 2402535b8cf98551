// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest.internal;

import java.util.Collection;

/** What somebody may have meant. */
public final class Suggestions {

    private Suggestions() {
    }

    /** The rest of a message: {@code ; did you mean `x`?}, or what there is. */
    public static String of(String written, Collection<String> known) {
        String nearest = nearest(written, known);
        if (nearest != null) {
            return "; did you mean `" + nearest + "`?";
        }
        return known.isEmpty() ? "" : "; there " + (known.size() == 1 ? "is " : "are ") + String.join(", ", known);
    }

    private static String nearest(String written, Collection<String> known) {
        String nearest = null;
        int least = Math.max(1, written.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(written, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Insertions, deletions, replacements and swaps of neighbours from one to the other. */
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                table[i][j] = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[a.length()][b.length()];
    }
}
