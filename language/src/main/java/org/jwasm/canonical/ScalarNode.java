// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.wit.PrimitiveType;

import com.oracle.truffle.api.CompilerDirectives;

/** Numbers, {@code bool} and {@code char}. */
final class ScalarNode extends ValueNode {

    private final PrimitiveType type;

    ScalarNode(PrimitiveType type) {
        this.type = type;
    }

    @Override
    void copyFlat(Transfer transfer, long[] from, int fromIndex, long[] to, int toIndex) {
        to[toIndex] = normalize(transfer, from[fromIndex]);
    }

    @Override
    void copy(Transfer transfer, long from, long to) {
        Scalars.store(type, transfer.to, to, normalize(transfer, Scalars.load(type, transfer.from, from, this)), this);
    }

    private long normalize(Transfer transfer, long bits) {
        if (type == PrimitiveType.CHAR && !Scalars.isCharacter((int) bits)) {
            CompilerDirectives.transferToInterpreter();
            throw transfer.sourceFault("invalid `char` " + Integer.toHexString((int) bits));
        }
        return Scalars.normalize(type, bits);
    }
}
