// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.V128;

import com.oracle.truffle.api.frame.VirtualFrame;

/** {@code splat}, {@code extract_lane}, {@code replace_lane}. Spec: Execution, Instructions, Vector Instructions. */
final class LaneNodes {

    private LaneNodes() {
    }

    /** The lowest lane, all ones. */
    private static long widest(long unit) {
        return unit == 0x0101010101010101L ? 0xFFL : unit == 0x0001000100010001L ? 0xFFFFL : 0xFFFFFFFFL;
    }

    /** {@code splat}; {@code unit} has the lowest bit of every lane. */
    static final class I32Splat extends V128Node {
        private final long unit;
        @Child private I32Node value;

        I32Splat(long unit, I32Node value) {
            this.unit = unit;
            this.value = value;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            long half = (value.executeInt(frame) & widest(unit)) * unit;
            return new V128(half, half);
        }
    }

    /** {@code splat} */
    static final class I64Splat extends V128Node {
        @Child private I64Node value;

        I64Splat(I64Node value) {
            this.value = value;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            long half = value.executeLong(frame);
            return new V128(half, half);
        }
    }

    /** {@code splat}; {@code unit} has the lowest bit of every lane. */
    static final class F32Splat extends V128Node {
        private final long unit;
        @Child private F32Node value;

        F32Splat(long unit, F32Node value) {
            this.unit = unit;
            this.value = value;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            long half = (Float.floatToRawIntBits(value.executeFloat(frame)) & widest(unit)) * unit;
            return new V128(half, half);
        }
    }

    /** {@code splat} */
    static final class F64Splat extends V128Node {
        @Child private F64Node value;

        F64Splat(F64Node value) {
            this.value = value;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            long half = Double.doubleToRawLongBits(value.executeDouble(frame));
            return new V128(half, half);
        }
    }

    /** What the instructions with a lane index share. */
    private static long half(V128 vector, int bit) {
        return bit < Long.SIZE ? vector.low() : vector.high();
    }

    /** The bits of a lane in place of those at {@code bit}; {@code mask} covers a lane at bit 0. */
    static V128 replaced(V128 vector, long lane, int bit, long mask) {
        long cleared = half(vector, bit) & ~(mask << bit);
        long half = cleared | (lane & mask) << bit;
        return bit < Long.SIZE ? new V128(half, vector.high()) : new V128(vector.low(), half);
    }

    /** The half with the lane at {@code bit}, the lane lowest. */
    static long extract(V128 vector, int bit) {
        return half(vector, bit) >>> bit;
    }

    /** {@code extract_lane} of a lane of at most 32 bits; {@code unused} is what is missing to 32. */
    static final class I32Extract extends I32Node {
        private final int bit;
        private final int unused;
        private final boolean signed;
        @Child private V128Node vector;

        I32Extract(int bit, int unused, boolean signed, V128Node vector) {
            this.bit = bit;
            this.unused = unused;
            this.signed = signed;
            this.vector = vector;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            int lane = (int) extract(vector.executeVector(frame), bit) << unused;
            return signed ? lane >> unused : lane >>> unused;
        }
    }

    /** {@code i64x2.extract_lane} */
    static final class I64Extract extends I64Node {
        private final int bit;
        @Child private V128Node vector;

        I64Extract(int bit, V128Node vector) {
            this.bit = bit;
            this.vector = vector;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return half(vector.executeVector(frame), bit);
        }
    }

    /** {@code f32x4.extract_lane} */
    static final class F32Extract extends F32Node {
        private final int bit;
        @Child private V128Node vector;

        F32Extract(int bit, V128Node vector) {
            this.bit = bit;
            this.vector = vector;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return Float.intBitsToFloat((int) extract(vector.executeVector(frame), bit));
        }
    }

    /** {@code f64x2.extract_lane} */
    static final class F64Extract extends F64Node {
        private final int bit;
        @Child private V128Node vector;

        F64Extract(int bit, V128Node vector) {
            this.bit = bit;
            this.vector = vector;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return Double.longBitsToDouble(half(vector.executeVector(frame), bit));
        }
    }

    /** {@code replace_lane}, with the bits of a number of any type. */
    static final class Replace extends V128Node {
        private final int bit;
        private final long mask;
        @Child private V128Node vector;
        @Child private WasmNode lane;

        Replace(int bit, long mask, V128Node vector, WasmNode lane) {
            this.bit = bit;
            this.mask = mask;
            this.vector = vector;
            this.lane = lane;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 v = vector.executeVector(frame);
            return replaced(v, lane.executeBits(frame), bit, mask);
        }
    }
}
