// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.wit.HandleType;

/** A capability from the handle table of one into that of the other. */
final class HandleNode extends ValueNode {

    private final HandleType type;

    HandleNode(HandleType type) {
        this.type = type;
    }

    @Override
    void copyFlat(Transfer transfer, long[] from, int fromIndex, long[] to, int toIndex) {
        to[toIndex] = transfer.move(type, (int) from[fromIndex]);
    }

    @Override
    void copy(Transfer transfer, long from, long to) {
        transfer.to.storeInt(to, transfer.move(type, transfer.from.loadInt(from, this)), this);
    }
}
