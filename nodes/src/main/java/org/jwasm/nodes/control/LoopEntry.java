// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

/**
 * What is known of the head of a loop, for those who leave the tree there.
 *
 * @param offset of the instruction in the module's bytes, or {@link #FUNCTION}
 * @param locals how many locals the function has
 * @param operands slots of what is on the operand stack there, the lowest first
 * @param numbers how many numbers a call of the function passes at least, see {@link org.jwasm.runtime.Arguments}
 * @param objects how many objects
 */
public record LoopEntry(int offset, int locals, int[] operands, int numbers, int objects) {

    /** In place of an offset: the function itself, which starts over by calling itself in the end. */
    public static final int FUNCTION = -1;

    /** How many values there are. */
    int values() {
        return locals + operands.length;
    }
}
