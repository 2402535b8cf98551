// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.List;

import org.jwasm.structure.FunctionType;
import org.jwasm.structure.ValueType;

/** A structured control instruction that is open, with its label. Spec: Execution, Runtime Structure, Labels. */
final class Label {

    enum Kind {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        TRY_TABLE,
        TRY
    }

    final Kind kind;
    final FunctionType type;
    /** The stack height below the parameters. */
    final int height;
    /** Where branches go: the head of a loop, else what follows the end. */
    final Block target;
    /** Where the else side starts, while it was not reached; else null. */
    Block otherwise;
    /** What handles exceptions here, or null; in a part of a legacy {@code try} that catches, that around it. */
    Handler handler;
    private final Handler ownHandler;
    /** What the part at hand of a legacy {@code try} catches, else null. */
    Handler.Clause caught;
    /** Whether a branch goes to {@link #target}. */
    boolean used;

    Label(Kind kind, FunctionType type, int height, Block target, Handler handler) {
        this.kind = kind;
        this.type = type;
        this.height = height;
        this.target = target;
        this.handler = handler;
        this.ownHandler = handler;
    }

    /** Of a legacy {@code try}, that of its first part. */
    Handler ownHandler() {
        return ownHandler;
    }

    /** In a part of a legacy {@code try} that catches, exceptions are for the handler around it. */
    void leaveHandler() {
        handler = ownHandler.outer();
    }

    /** What a branch passes. */
    List<ValueType> branchTypes() {
        return kind == Kind.LOOP ? type.params() : type.results();
    }
}
