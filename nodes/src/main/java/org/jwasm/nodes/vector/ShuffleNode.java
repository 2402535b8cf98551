// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import org.jwasm.nodes.V128Node;
import org.jwasm.runtime.V128;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/**
 * {@code i8x16.shuffle}: bytes of two vectors at constant indices. Indices that move wider lanes as a whole, as most do,
 * are taken for what they are.
 */
final class ShuffleNode extends V128Node {

    /** The index of each lane among those of both vectors. */
    @CompilationFinal(dimensions = 1) private final byte[] lanes;
    private final int width;
    @Child private V128Node left;
    @Child private V128Node right;

    /** @param indices 16, of bytes */
    ShuffleNode(byte[] indices, V128Node left, V128Node right) {
        int bytes = Long.BYTES;
        while (!movesLanes(indices, bytes)) {
            bytes /= 2;
        }
        this.width = bytes * Byte.SIZE;
        this.lanes = new byte[indices.length / bytes];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (byte) (indices[i * bytes] / bytes);
        }
        this.left = left;
        this.right = right;
    }

    private static boolean movesLanes(byte[] indices, int bytes) {
        for (int i = 0; i < indices.length; i++) {
            int start = indices[i - i % bytes];
            if (start % bytes != 0 || indices[i] != start + i % bytes) {
                return false;
            }
        }
        return true;
    }

    @Override
    public V128 executeVector(VirtualFrame frame) {
        V128 first = left.executeVector(frame);
        V128 second = right.executeVector(frame);
        int count = lanes.length / 2;
        return new V128(collect(first, second, 0, count), collect(first, second, count, count));
    }

    @ExplodeLoop
    private long collect(V128 first, V128 second, int start, int count) {
        long mask = -1L >>> Long.SIZE - width;
        long half = 0;
        for (int i = 0; i < count; i++) {
            int bit = lanes[start + i] * width;
            long source = bit < 64 ? first.low() : bit < 128 ? first.high() : bit < 192 ? second.low() : second.high();
            half |= (source >>> bit & mask) << i * width;
        }
        return half;
    }
}
