// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.reference;

import java.util.List;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.DescribedStruct;
import org.jwasm.runtime.StructLayout;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmAggregate;
import org.jwasm.runtime.WasmStruct;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.StructType;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/** Structure instructions. Spec: Execution, Aggregate Reference Instructions. */
public final class StructNodes {

    private StructNodes() {
    }

    /** {@code struct.get}, {@code struct.get_s}, {@code struct.get_u} of a field. */
    public static WasmNode get(StructType type, int field, boolean signed, RefNode struct, int codeOffset) {
        int position = StructLayout.position(type, field);
        return switch (type.fields().get(field).storage().kind()) {
            case I8 -> signed ? new S8Get(struct, position, codeOffset) : new U8Get(struct, position, codeOffset);
            case I16 -> signed ? new S16Get(struct, position, codeOffset) : new U16Get(struct, position, codeOffset);
            case I32 -> new I32Get(struct, position, codeOffset);
            case I64 -> new I64Get(struct, position, codeOffset);
            case F32 -> new F32Get(struct, position, codeOffset);
            case F64 -> new F64Get(struct, position, codeOffset);
            case V128 -> new V128Get(struct, position, codeOffset);
            default -> new RefGet(struct, position, codeOffset);
        };
    }

    /** {@code struct.set} of a field. */
    public static WasmNode set(StructType type, int field, RefNode struct, WasmNode value, int codeOffset) {
        int position = StructLayout.position(type, field);
        return switch (value) {
            case RefNode reference -> new RefSet(struct, reference, position, codeOffset);
            case V128Node vector -> new V128Set(struct, vector, position, codeOffset);
            default -> new NumberSet(struct, value, position, codeOffset);
        };
    }

    private static WasmStruct check(Object struct, WasmNode location) {
        if (struct == null) {
            throw location.trap(TrapKind.NULL_STRUCTURE_REFERENCE);
        }
        return (WasmStruct) struct;
    }

    /** What makes structures of a type. */
    private abstract static class Allocation extends RefNode {
        final DefinedType type;
        final int numbers;
        final int references;
        @CompilationFinal(dimensions = 1) private final int[] positions;
        @Children private final WasmNode[] values;

        /** @param values of the fields, or none for zeros and nulls */
        Allocation(DefinedType type, WasmNode[] values) {
            StructType struct = (StructType) type.composite();
            List<FieldType> fields = struct.fields();
            this.type = type;
            this.values = values;
            this.numbers = StructLayout.numbers(struct);
            this.references = fields.size() - numbers;
            this.positions = new int[values.length];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = StructLayout.position(struct, i);
            }
        }

        @ExplodeLoop
        final void fill(WasmStruct struct, VirtualFrame frame) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof RefNode reference) {
                    struct.setReference(positions[i], reference.executeObject(frame));
                } else if (values[i] instanceof V128Node vector) {
                    struct.setReference(positions[i], vector.executeVector(frame));
                } else {
                    struct.setNumber(positions[i], values[i].executeBits(frame));
                }
            }
        }
    }

    /** {@code struct.new}, and {@code struct.new_default} if there are no values. */
    public static final class New extends Allocation {

        public New(DefinedType type, WasmNode... values) {
            super(type, values);
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            WasmStruct struct = new WasmStruct(type, numbers, references);
            fill(struct, frame);
            return struct;
        }
    }

    /** {@code struct.new_desc}, and {@code struct.new_default_desc} if there are no values. */
    public static final class NewDescribed extends Allocation {
        private final int codeOffset;
        @Child private RefNode descriptor;

        public NewDescribed(DefinedType type, WasmNode[] values, RefNode descriptor, int codeOffset) {
            super(type, values);
            this.descriptor = descriptor;
            this.codeOffset = codeOffset;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            DescribedStruct struct = new DescribedStruct(type, numbers, references);
            fill(struct, frame);
            struct.setDescriptor(DescriptorNodes.check(descriptor.executeObject(frame), this));
            return struct;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class I32Get extends I32Node {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        I32Get(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return (int) check(struct.executeObject(frame), this).number(position);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class S8Get extends I32Node {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        S8Get(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return (byte) check(struct.executeObject(frame), this).number(position);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class U8Get extends I32Node {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        U8Get(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return (int) check(struct.executeObject(frame), this).number(position) & 0xFF;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class S16Get extends I32Node {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        S16Get(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return (short) check(struct.executeObject(frame), this).number(position);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class U16Get extends I32Node {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        U16Get(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            return (int) check(struct.executeObject(frame), this).number(position) & 0xFFFF;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class I64Get extends I64Node {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        I64Get(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            return check(struct.executeObject(frame), this).number(position);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class F32Get extends F32Node {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        F32Get(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            return Float.intBitsToFloat((int) check(struct.executeObject(frame), this).number(position));
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class F64Get extends F64Node {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        F64Get(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            return Double.longBitsToDouble(check(struct.executeObject(frame), this).number(position));
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class RefGet extends RefNode {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        RefGet(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public Object executeObject(VirtualFrame frame) {
            return check(struct.executeObject(frame), this).reference(position);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class V128Get extends V128Node {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;

        V128Get(RefNode struct, int position, int codeOffset) {
            this.struct = struct;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public V128 executeVector(VirtualFrame frame) {
            return WasmAggregate.vector(check(struct.executeObject(frame), this).reference(position));
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class NumberSet extends WasmNode {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;
        @Child private WasmNode value;

        NumberSet(RefNode struct, WasmNode value, int position, int codeOffset) {
            this.struct = struct;
            this.value = value;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = struct.executeObject(frame);
            long bits = value.executeBits(frame);
            check(target, this).setNumber(position, bits);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class RefSet extends WasmNode {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;
        @Child private RefNode value;

        RefSet(RefNode struct, RefNode value, int position, int codeOffset) {
            this.struct = struct;
            this.value = value;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = struct.executeObject(frame);
            Object reference = value.executeObject(frame);
            check(target, this).setReference(position, reference);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    private static final class V128Set extends WasmNode {
        private final int position;
        private final int codeOffset;
        @Child private RefNode struct;
        @Child private V128Node value;

        V128Set(RefNode struct, V128Node value, int position, int codeOffset) {
            this.struct = struct;
            this.value = value;
            this.position = position;
            this.codeOffset = codeOffset;
        }

        @Override
        public void executeVoid(VirtualFrame frame) {
            Object target = struct.executeObject(frame);
            V128 vector = value.executeVector(frame);
            check(target, this).setReference(position, vector);
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }
}
