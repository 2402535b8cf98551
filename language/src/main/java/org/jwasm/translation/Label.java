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
        IF
    }

    final Kind kind;
    final FunctionType type;
    /** The stack height below the parameters. */
    final int height;
    /** Where branches go: the head of a loop, else what follows the end. */
    final Block target;
    /** Where the else side starts, while it was not reached; else null. */
    Block otherwise;
    /** Whether a branch goes to {@link #target}. */
    boolean used;

    Label(Kind kind, FunctionType type, int height, Block target) {
        this.kind = kind;
        this.type = type;
        this.height = height;
        this.target = target;
    }

    /** What a branch passes. */
    List<ValueType> branchTypes() {
        return kind == Kind.LOOP ? type.params() : type.results();
    }
}
