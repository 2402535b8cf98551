package org.jwasm.nodes;

/** A node that can say which instruction it came from. */
public interface CodePosition {

    /** The offset in the module's bytes of the instruction, or -1 if it can neither trap nor call. */
    int codeOffset();
}
