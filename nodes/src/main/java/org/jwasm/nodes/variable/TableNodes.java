// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.variable;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.AddressNode;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmTable;
import org.jwasm.structure.AddressType;

import com.oracle.truffle.api.frame.VirtualFrame;

/** Table instructions. Spec: Execution, Table Instructions. */
public final class TableNodes {

    private TableNodes() {
    }

    /** {@code table.size}, in the address type of the table. */
    public static WasmNode size(AddressType addressType, int table) {
        return addressType == AddressType.I64 ? new Size64(table) : new Size32(table);
    }

    /** {@code table.grow}, in the address type of the table. */
    public static WasmNode grow(AddressType addressType, int table, WasmNode value, WasmNode delta) {
        return addressType == AddressType.I64 ? new Grow64(table, (RefNode) value, delta) : new Grow32(table, (RefNode) value, delta);
    }

    /** {@code table.get} */
    public static final class Get extends RefNode {
        private final int table;
        private final int codeOffset;
        @Child private AddressNode index;

        public Get(int table, WasmNode index, int codeOffset) {
            this.table = table;
            this.index = new AddressNode(index);
            this.codeOffset = codeOffset;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            long position = index.execute(frame);
            return instance(frame).table(table).get(position, this);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code table.set} */
    public static final class Set extends WasmNode {
        private final int table;
        private final int codeOffset;
        @Child private AddressNode index;
        @Child private RefNode value;

        public Set(int table, WasmNode index, WasmNode value, int codeOffset) {
            this.table = table;
            this.index = new AddressNode(index);
            this.value = (RefNode) value;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long position = index.execute(frame);
            Object reference = value.executeObject(frame);
            instance(frame).table(table).set(position, reference, this);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class Size32 extends I32Node {
        private final int table;

        Size32(int table) {
            this.table = table;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return instance(frame).table(table).size();
        }
    }

    private static final class Size64 extends I64Node {
        private final int table;

        Size64(int table) {
            this.table = table;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return instance(frame).table(table).size();
        }
    }

    private static final class Grow32 extends I32Node {
        private final int table;
        @Child private RefNode value;
        @Child private AddressNode delta;

        Grow32(int table, RefNode value, WasmNode delta) {
            this.table = table;
            this.value = value;
            this.delta = new AddressNode(delta);
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            Object reference = value.executeObject(frame);
            return (int) instance(frame).table(table).grow(delta.execute(frame), reference);
        }
    }

    private static final class Grow64 extends I64Node {
        private final int table;
        @Child private RefNode value;
        @Child private AddressNode delta;

        Grow64(int table, RefNode value, WasmNode delta) {
            this.table = table;
            this.value = value;
            this.delta = new AddressNode(delta);
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            Object reference = value.executeObject(frame);
            return instance(frame).table(table).grow(delta.execute(frame), reference);
        }
    }

    /** {@code table.fill} */
    public static final class Fill extends WasmNode {
        private final int table;
        private final int codeOffset;
        @Child private AddressNode index;
        @Child private RefNode value;
        @Child private AddressNode length;

        public Fill(int table, WasmNode index, WasmNode value, WasmNode length, int codeOffset) {
            this.table = table;
            this.index = new AddressNode(index);
            this.value = (RefNode) value;
            this.length = new AddressNode(length);
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            long position = index.execute(frame);
            Object reference = value.executeObject(frame);
            long count = length.execute(frame);
            instance(frame).table(table).fill(position, reference, count, this);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    /** What {@code table.copy} and {@code table.init} have in common: destination, source, and length. */
    private abstract static class Transfer extends WasmNode {
        final int first;
        final int second;
        private final int codeOffset;
        @Child private AddressNode target;
        @Child private AddressNode source;
        @Child private AddressNode length;

        Transfer(int first, int second, WasmNode target, WasmNode source, WasmNode length, int codeOffset) {
            this.first = first;
            this.second = second;
            this.target = new AddressNode(target);
            this.source = new AddressNode(source);
            this.length = new AddressNode(length);
            this.codeOffset = codeOffset;
        }

        abstract void transfer(WasmInstance instance, long to, long from, long count);

        @Override
        public final void executeVoid(VirtualFrame frame) {
            long to = target.execute(frame);
            long from = source.execute(frame);
            long count = length.execute(frame);
            transfer(instance(frame), to, from, count);
        }

        @Override
        public final int codeOffset() {
            return codeOffset;
        }
    }

    /** {@code table.copy} */
    public static final class Copy extends Transfer {
        public Copy(int targetTable, int sourceTable, WasmNode target, WasmNode source, WasmNode length, int codeOffset) {
            super(targetTable, sourceTable, target, source, length, codeOffset);
        }

        @Override
        void transfer(WasmInstance instance, long to, long from, long count) {
            WasmTable.copy(instance.table(first), to, instance.table(second), from, count, this);
        }
    }

    /** {@code table.init} */
    public static final class Init extends Transfer {
        public Init(int segment, int table, WasmNode target, WasmNode source, WasmNode length, int codeOffset) {
            super(segment, table, target, source, length, codeOffset);
        }

        @Override
        void transfer(WasmInstance instance, long to, long from, long count) {
            instance.table(second).init(to, instance.elements(first), from, count, this);
        }
    }

    /** {@code elem.drop} */
    public static final class Drop extends WasmNode {
        private final int segment;

        public Drop(int segment) {
            this.segment = segment;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            instance(frame).dropElements(segment);
        }
    }
}
