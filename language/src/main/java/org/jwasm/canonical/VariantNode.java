// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.List;

import org.jwasm.wit.CoreType;
import org.jwasm.wit.Layout;
import org.jwasm.wit.WitType;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/** Variants, enums, options and results. Spec: Canonical ABI, {@code load_variant}, {@code lift_flat_variant} and their likes. */
final class VariantNode extends ValueNode {

    private final int caseCount;
    private final int discriminantSize;
    private final int payloadOffset;
    private final int payloadSlots;
    /** Of the cases with a payload, and these. */
    @CompilationFinal(dimensions = 1) private final int[] indices;
    @Children private final ValueNode[] payloads;
    /** By case with a payload: the slots in which its 32 bits are passed as 64, as bits; a payload that is passed flat has few. */
    @CompilationFinal(dimensions = 1) private final long[] widened;
    @CompilationFinal(dimensions = 1) private final int[] usedSlots;

    VariantNode(WitType type) {
        WitType[] cases = Layout.cases(type);
        List<CoreType> joined = Layout.flatten(type);
        this.caseCount = cases.length;
        this.discriminantSize = Layout.discriminantSize(cases.length);
        this.payloadOffset = Layout.payloadOffset(type);
        this.payloadSlots = joined.size() - 1;
        int count = type.parts().size();
        this.indices = new int[count];
        this.payloads = new ValueNode[count];
        this.widened = new long[count];
        this.usedSlots = new int[count];
        for (int i = 0, payload = 0; i < cases.length; i++) {
            if (cases[i] != null) {
                List<CoreType> own = Layout.flatten(cases[i]);
                indices[payload] = i;
                payloads[payload] = create(cases[i]);
                usedSlots[payload] = own.size();
                widened[payload++] = widened(own, joined.subList(1, joined.size()));
            }
        }
    }

    static long widened(List<CoreType> own, List<CoreType> joined) {
        long slots = 0;
        for (int i = 0; i < Math.min(own.size(), Layout.MAX_FLAT_PARAMS); i++) {
            boolean narrow = own.get(i) == CoreType.I32 || own.get(i) == CoreType.F32;
            slots |= narrow && joined.get(i) == CoreType.I64 ? 1L << i : 0;
        }
        return slots;
    }

    @Override
    void copyFlat(Transfer transfer, long[] from, int fromIndex, long[] to, int toIndex) {
        int index = checked(transfer, (int) from[fromIndex]);
        to[toIndex] = index;
        int used = copyPayloadFlat(index, transfer, from, fromIndex + 1, to, toIndex + 1);
        for (int i = used; i < payloadSlots; i++) {
            to[toIndex + 1 + i] = 0;
        }
    }

    /** Returns how many slots the payload has. */
    @ExplodeLoop
    private int copyPayloadFlat(int index, Transfer transfer, long[] from, int fromIndex, long[] to, int toIndex) {
        for (int i = 0; i < payloads.length; i++) {
            if (indices[i] == index) {
                payloads[i].copyFlat(transfer, from, fromIndex, to, toIndex);
                widen(widened[i], to, toIndex);
                return usedSlots[i];
            }
        }
        return 0;
    }

    /** Where another case has 64 bits, 32 are passed with zeros above them. */
    @ExplodeLoop
    static void widen(long slots, long[] to, int toIndex) {
        for (long left = slots; left != 0; left &= left - 1) {
            int slot = Long.numberOfTrailingZeros(left);
            to[toIndex + slot] &= 0xFFFF_FFFFL;
        }
    }

    @Override
    @ExplodeLoop
    void copy(Transfer transfer, long from, long to) {
        int index = checked(transfer, Scalars.loadUnsigned(transfer.from, from, discriminantSize, this));
        Scalars.storeUnsigned(transfer.to, to, index, discriminantSize, this);
        for (int i = 0; i < payloads.length; i++) {
            if (indices[i] == index) {
                payloads[i].copy(transfer, from + payloadOffset, to + payloadOffset);
                return;
            }
        }
    }

    private int checked(Transfer transfer, int index) {
        if (Integer.compareUnsigned(index, caseCount) >= 0) {
            CompilerDirectives.transferToInterpreter();
            throw transfer.sourceFault("invalid discriminant " + Integer.toUnsignedString(index) + " of " + caseCount + " cases");
        }
        return index;
    }
}
