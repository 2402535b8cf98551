// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import org.jwasm.structure.CatchKind;

/** Reads the catch clauses of a {@code try_table}, one after the other. Spec: Binary Format, Control Instructions. */
public final class CatchReader {

    private final CodeReader reader;
    private int left;
    private CatchKind kind;
    private int tag;
    private int label;

    /** A reader of the clauses that {@code reader} is about to read, starting with their number. */
    public CatchReader(CodeReader reader) {
        this.reader = reader;
        this.left = reader.readU32();
    }

    /** Goes to the next clause, if there is one. */
    public boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        int at = reader.position();
        kind = CatchKind.of(reader.readByte());
        if (kind == null) {
            throw ModuleError.malformed("malformed catch clause", at);
        }
        tag = kind.hasTag() ? reader.readU32() : -1;
        label = reader.readU32();
        return true;
    }

    public CatchKind kind() {
        return kind;
    }

    /** The tag index, or -1 if the clause catches all exceptions. */
    public int tag() {
        return tag;
    }

    /** The label that the clause branches to, relative to what is around the {@code try_table}. */
    public int label() {
        return label;
    }
}
