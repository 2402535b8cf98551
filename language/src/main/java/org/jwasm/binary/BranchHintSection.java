// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.HashMap;
import java.util.Map;

import org.jwasm.structure.BranchHints;

/** Reads the custom section with branch hints. Spec: Appendix, Custom Sections and Annotations, Branch Hints. */
final class BranchHintSection {

    static final String NAME = "metadata.code.branch_hint";

    private static final int LEAST_HINT_SIZE = 3;

    private BranchHintSection() {
    }

    /** The hints in the section's content from {@code start} to {@code end}; none if it is malformed, for hints mean nothing. */
    static BranchHints read(byte[] bytes, int start, int end) {
        try {
            return read(new ByteReader(bytes, start, end));
        } catch (ModuleError e) {
            return BranchHints.NONE;
        }
    }

    private static BranchHints read(ByteReader reader) {
        Map<Integer, int[]> functions = new HashMap<>();
        int last = -1;
        for (int count = reader.readU32(); count != 0; count--) {
            int function = reader.readU32();
            require(function > last, reader);
            last = function;
            functions.put(function, hints(reader));
        }
        require(reader.atEnd(), reader);
        return new BranchHints(functions);
    }

    private static int[] hints(ByteReader reader) {
        int count = reader.readU32();
        require(count >= 0 && count <= reader.remaining() / LEAST_HINT_SIZE, reader);
        int[] hints = new int[count];
        int last = -1;
        for (int i = 0; i < count; i++) {
            int offset = reader.readU32();
            require(offset > last && offset < 1 << 30, reader);
            last = offset;
            require(reader.readU32() == 1, reader);
            int value = reader.readByte();
            require(value <= 1, reader);
            hints[i] = 2 * offset + value;
        }
        return hints;
    }

    private static void require(boolean condition, ByteReader reader) {
        if (!condition) {
            throw ModuleError.malformed("malformed branch hints", reader.position());
        }
    }
}
