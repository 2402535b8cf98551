// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import java.util.List;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.control.ValueSlots;
import org.jwasm.runtime.V128;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Calls as expressions and statements, by the type of what they return. */
public final class CallNodes {

    private CallNodes() {
    }

    /** A call with at most one result: an expression, or a statement if there is none. */
    public static WasmNode create(Invocation invocation, List<ValueType> results) {
        if (results.isEmpty()) {
            return new VoidCall(invocation);
        }
        return switch (results.get(0).kind()) {
            case I32 -> new I32Call(invocation);
            case I64 -> new I64Call(invocation);
            case F32 -> new F32Call(invocation);
            case F64 -> new F64Call(invocation);
            case V128 -> new V128Call(invocation);
            default -> new RefCall(invocation);
        };
    }

    /** A call with many results: a statement that puts them into slots. */
    public static WasmNode createMulti(Invocation invocation, List<ValueType> results, int[] slots) {
        return new MultiCall(invocation, new ValueSlots(results, slots));
    }

    private static final class VoidCall extends WasmNode {
        @Child private Invocation invocation;

        VoidCall(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            invocation.execute(frame, invocation.newNumbers(), invocation.newObjects());
        }
    }

    private static final class I32Call extends I32Node {
        @Child private Invocation invocation;

        I32Call(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            long[] numbers = invocation.newNumbers();
            invocation.execute(frame, numbers, invocation.newObjects());
            return (int) numbers[0];
        }
    }

    private static final class I64Call extends I64Node {
        @Child private Invocation invocation;

        I64Call(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            long[] numbers = invocation.newNumbers();
            invocation.execute(frame, numbers, invocation.newObjects());
            return numbers[0];
        }
    }

    private static final class F32Call extends F32Node {
        @Child private Invocation invocation;

        F32Call(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            long[] numbers = invocation.newNumbers();
            invocation.execute(frame, numbers, invocation.newObjects());
            return Float.intBitsToFloat((int) numbers[0]);
        }
    }

    private static final class F64Call extends F64Node {
        @Child private Invocation invocation;

        F64Call(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            long[] numbers = invocation.newNumbers();
            invocation.execute(frame, numbers, invocation.newObjects());
            return Double.longBitsToDouble(numbers[0]);
        }
    }

    private static final class RefCall extends RefNode {
        @Child private Invocation invocation;

        RefCall(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            Object[] objects = invocation.newObjects();
            invocation.execute(frame, invocation.newNumbers(), objects);
            return objects[0];
        }
    }

    private static final class V128Call extends V128Node {
        @Child private Invocation invocation;

        V128Call(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            Object[] objects = invocation.newObjects();
            invocation.execute(frame, invocation.newNumbers(), objects);
            return (V128) objects[0];
        }
    }

    private static final class MultiCall extends WasmNode {
        @Child private Invocation invocation;
        private final ValueSlots results;

        MultiCall(Invocation invocation, ValueSlots results) {
            this.invocation = invocation;
            this.results = results;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long[] numbers = invocation.newNumbers();
            Object[] objects = invocation.newObjects();
            invocation.execute(frame, numbers, objects);
            results.store(frame, numbers, objects);
        }
    }
}
