// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

/**
 * How much of everything a module may have. Spec: Appendix, Implementation Limitations; the defaults are those of the
 * JavaScript API's "Implementation-defined Limits".
 *
 * @param moduleSize in bytes
 * @param functions with the imported ones, as for tables, memories, globals and tags
 * @param elements in one element segment
 * @param tableSize in elements, for those who instantiate
 * @param functionSize of a body, in bytes
 * @param locals of a function, with its parameters
 * @param operands on the operand stack of a function (no limit of the JavaScript API, but calls can pile up 500 values a byte)
 */
public record ImplementationLimits(int moduleSize, int types, int functions, int imports, int exports, int globals,
                int tables, int memories, int tags, int dataSegments, int elementSegments, int elements, int tableSize,
                int functionSize, int locals, int params, int results, int operands) {

    public static final ImplementationLimits DEFAULT = new ImplementationLimits(1 << 30, 1_000_000, 1_000_000, 1_000_000,
                    1_000_000, 1_000_000, 100_000, 100, 1_000_000, 100_000, 10_000_000, 10_000_000, 10_000_000, 7_654_321, 50_000, 1_000,
                    1_000, 1_000_000);

    /** Fails if {@code count}, unsigned, is more than {@code limit}. */
    static void check(String what, int count, int limit, int offset) {
        if (Integer.compareUnsigned(count, limit) > 0) {
            throw ModuleError.invalid("too many " + what + ": " + Integer.toUnsignedString(count)
                            + " exceeds the implementation limit of " + limit, offset);
        }
    }
}
