// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.Label;
import java.util.List;

import org.jwasm.structure.FunctionType;
import org.jwasm.structure.ValueType;

/** A structured control instruction that is open. Spec: Execution, Runtime Structure, Labels. */
final class Scope {

    enum Form {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        TRY_TABLE,
        TRY
    }

    final Form form;
    /** The construct around it; null for the function. */
    final Scope parent;
    final FunctionType type;
    /** The stack height below the parameters. */
    final int height;
    /** Where the instruction is in the module's bytes; of constructs that can be opened once more. */
    int offset = -1;
    /** Where the instruction after it is; 0 before the end was reached. */
    int end;
    /** Where branches go. */
    final Label target;
    /** Where the else side starts, while it was not reached; else null. */
    Label otherwise;
    /** What handles exceptions here, or null. */
    Handler handler;
    /** Of a legacy {@code try}, that of its first part. */
    final Handler ownHandler;
    /** In a part of a legacy {@code try} that catches, the variable with the exception; else -1. */
    int caught = -1;
    /** Whether something jumps to {@link #target}. */
    boolean used;
    /** Of a loop that the method begins, how many are around it; else -1. */
    int loop = -1;
    /** Whether there are rounds of the loop without a call that lets others in; see {@link Polls}. */
    boolean counts;
    /** In how many loops there was such a call on all ways to the jumps to {@link #target}. */
    int called = Integer.MAX_VALUE;
    /** In how many loops there was one where the construct begins. */
    int calledBefore;

    Scope(Scope parent, Form form, FunctionType type, int height, Label target, Handler handler) {
        this.parent = parent;
        this.form = form;
        this.type = type;
        this.height = height;
        this.target = target;
        this.handler = handler;
        this.ownHandler = handler;
    }

    /** What a branch passes. */
    List<ValueType> branchTypes() {
        return form == Form.LOOP ? type.params() : type.results();
    }
}
