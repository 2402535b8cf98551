// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.wit.FlagsType;
import org.jwasm.wit.Layout;

/** {@code flags}: bits that stand for none are dropped. */
final class FlagsNode extends ValueNode {

    private final int mask;
    private final int size;

    FlagsNode(FlagsType type) {
        this.mask = mask(type);
        this.size = Layout.of(type).size();
    }

    static int mask(FlagsType type) {
        return -1 >>> Integer.SIZE - type.flags().size();
    }

    @Override
    void copyFlat(Transfer transfer, long[] from, int fromIndex, long[] to, int toIndex) {
        to[toIndex] = (int) from[fromIndex] & mask;
    }

    @Override
    void copy(Transfer transfer, long from, long to) {
        Scalars.storeUnsigned(transfer.to, to, Scalars.loadUnsigned(transfer.from, from, size, this) & mask, size, this);
    }
}
