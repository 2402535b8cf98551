// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.V128;

import com.oracle.truffle.api.frame.VirtualFrame;

/** {@code select}: one of two values. Spec: Execution, Parametric Instructions. */
public final class SelectNodes {

    private SelectNodes() {
    }

    /** Both values are evaluated before the condition, in the order of the code. */
    public static WasmNode create(WasmNode first, WasmNode second, I32Node condition) {
        return switch (first.kind()) {
            case I32 -> new I32Select((I32Node) first, (I32Node) second, condition);
            case I64 -> new I64Select((I64Node) first, (I64Node) second, condition);
            case F32 -> new F32Select((F32Node) first, (F32Node) second, condition);
            case F64 -> new F64Select((F64Node) first, (F64Node) second, condition);
            case V128 -> new V128Select((V128Node) first, (V128Node) second, condition);
            case REF -> new RefSelect((RefNode) first, (RefNode) second, condition);
            case I8, I16 -> throw new IllegalArgumentException(first.toString());
        };
    }

    private static final class I32Select extends I32Node {
        @Child private I32Node first;
        @Child private I32Node second;
        @Child private I32Node condition;

        I32Select(I32Node first, I32Node second, I32Node condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            int whenTrue = first.executeInt(frame);
            int whenFalse = second.executeInt(frame);
            return condition.executeBoolean(frame) ? whenTrue : whenFalse;
        }
    }

    private static final class I64Select extends I64Node {
        @Child private I64Node first;
        @Child private I64Node second;
        @Child private I32Node condition;

        I64Select(I64Node first, I64Node second, I32Node condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            long whenTrue = first.executeLong(frame);
            long whenFalse = second.executeLong(frame);
            return condition.executeBoolean(frame) ? whenTrue : whenFalse;
        }
    }

    private static final class F32Select extends F32Node {
        @Child private F32Node first;
        @Child private F32Node second;
        @Child private I32Node condition;

        F32Select(F32Node first, F32Node second, I32Node condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            float whenTrue = first.executeFloat(frame);
            float whenFalse = second.executeFloat(frame);
            return condition.executeBoolean(frame) ? whenTrue : whenFalse;
        }
    }

    private static final class F64Select extends F64Node {
        @Child private F64Node first;
        @Child private F64Node second;
        @Child private I32Node condition;

        F64Select(F64Node first, F64Node second, I32Node condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            double whenTrue = first.executeDouble(frame);
            double whenFalse = second.executeDouble(frame);
            return condition.executeBoolean(frame) ? whenTrue : whenFalse;
        }
    }

    private static final class V128Select extends V128Node {
        @Child private V128Node first;
        @Child private V128Node second;
        @Child private I32Node condition;

        V128Select(V128Node first, V128Node second, I32Node condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            V128 whenTrue = first.executeVector(frame);
            V128 whenFalse = second.executeVector(frame);
            boolean decision = condition.executeBoolean(frame);
            // By halves: a choice between two objects would make the compiler allocate both.
            return new V128(decision ? whenTrue.low() : whenFalse.low(), decision ? whenTrue.high() : whenFalse.high());
        }
    }

    private static final class RefSelect extends RefNode {
        @Child private RefNode first;
        @Child private RefNode second;
        @Child private I32Node condition;

        RefSelect(RefNode first, RefNode second, I32Node condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            Object whenTrue = first.executeObject(frame);
            Object whenFalse = second.executeObject(frame);
            return condition.executeBoolean(frame) ? whenTrue : whenFalse;
        }
    }
}
