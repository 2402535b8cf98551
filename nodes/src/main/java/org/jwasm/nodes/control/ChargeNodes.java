// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;

import com.oracle.truffle.api.frame.VirtualFrame;

/** How metered code pays, see {@link org.jwasm.runtime.FuelTank}. */
public final class ChargeNodes {

    private ChargeNodes() {
    }

    /** The statement that pays for a block of instructions. */
    public static WasmNode block(int cost) {
        return new Block(cost);
    }

    /** The value of {@code length}, an {@code i32} or {@code i64}, which the instruction that takes it is paid for by. */
    public static WasmNode range(WasmNode length) {
        return length instanceof I32Node narrow ? new NarrowRange(narrow) : new WideRange((I64Node) length);
    }

    private static final class Block extends WasmNode {
        private final int cost;

        Block(int cost) {
            this.cost = cost;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            instance(frame).fuel().consume(cost, this);
        }
    }

    private static final class NarrowRange extends I32Node {
        @Child private I32Node length;

        NarrowRange(I32Node length) {
            this.length = length;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            int value = length.executeInt(frame);
            instance(frame).fuel().consumeRange(Integer.toUnsignedLong(value), this);
            return value;
        }
    }

    private static final class WideRange extends I64Node {
        @Child private I64Node length;

        WideRange(I64Node length) {
            this.length = length;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            long value = length.executeLong(frame);
            instance(frame).fuel().consumeRange(value, this);
            return value;
        }
    }
}
