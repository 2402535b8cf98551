// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.translation;

import java.util.Arrays;

import org.jwasm.binary.CodeReader;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.reference.ArrayAllocationNodes;
import org.jwasm.nodes.reference.ArrayBulkNodes;
import org.jwasm.nodes.reference.ArrayNodes;
import org.jwasm.nodes.reference.CastNodes;
import org.jwasm.nodes.reference.DescriptorNodes;
import org.jwasm.nodes.reference.RefNodes;
import org.jwasm.nodes.reference.StructNodes;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.ArrayType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.Module;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.StructType;
import org.jwasm.structure.ValueType;

/** Makes trees of the reference and aggregate instructions that don't branch. */
final class ReferenceTranslator {

    private final Module module;
    private final CodeReader reader;
    private final OperandStack stack;
    private final InstructionTranslator instructions;

    ReferenceTranslator(Module module, CodeReader reader, OperandStack stack, InstructionTranslator instructions) {
        this.module = module;
        this.reader = reader;
        this.stack = stack;
        this.instructions = instructions;
    }

    void translate(Opcode opcode, int offset) {
        switch (opcode) {
            case REF_NULL -> stack.push(new RefNodes.Null(), new ReferenceType(true, reader.readHeapType()), Effects.NONE, 0, 1);
            case REF_IS_NULL -> {
                Operand value = stack.pop();
                push(new RefNodes.IsNull(reference(value)), NumberType.I32, Effects.NONE, value);
            }
            case REF_AS_NON_NULL -> {
                Operand value = stack.pop();
                ReferenceType type = (ReferenceType) value.type();
                push(new RefNodes.AsNonNull(reference(value), offset), new ReferenceType(false, type.heapType()), Effects.TRAP, value);
            }
            case REF_EQ -> {
                Operand right = stack.pop();
                Operand left = stack.pop();
                push(new RefNodes.Eq(reference(left), reference(right)), NumberType.I32, Effects.NONE, left, right);
            }
            case REF_I31 -> {
                Operand value = stack.pop();
                push(new RefNodes.I31(number(value)), new ReferenceType(false, AbstractHeapType.I31), Effects.NONE, value);
            }
            case I31_GET_S, I31_GET_U -> {
                Operand value = stack.pop();
                push(new RefNodes.I31Get(reference(value), opcode == Opcode.I31_GET_S, offset), NumberType.I32, Effects.TRAP, value);
            }
            case ANY_CONVERT_EXTERN -> convert(AbstractHeapType.ANY);
            case EXTERN_CONVERT_ANY -> convert(AbstractHeapType.EXTERN);
            case REF_TEST, REF_TEST_NULL, REF_CAST, REF_CAST_NULL -> cast(opcode, offset);
            case REF_CAST_DESC_EQ, REF_CAST_DESC_EQ_NULL -> descriptorCast(opcode, offset);
            case REF_GET_DESC -> {
                DefinedType descriptor = module.type(reader.readU32()).descriptor();
                Operand value = stack.pop();
                push(new DescriptorNodes.Get(reference(value), offset), new ReferenceType(false, descriptor), trapUnless(value), value);
            }
            case STRUCT_NEW_DESC, STRUCT_NEW_DEFAULT_DESC -> newDescribed(opcode, offset);
            case STRUCT_NEW, STRUCT_NEW_DEFAULT, STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U, STRUCT_SET -> structure(opcode, offset);
            default -> array(opcode, offset);
        }
    }

    private void push(WasmNode node, ValueType type, int effects, Operand... parts) {
        instructions.push(node, type, effects, parts);
    }

    private static RefNode reference(Operand operand) {
        return (RefNode) operand.node();
    }

    private static I32Node number(Operand operand) {
        return (I32Node) operand.node();
    }

    /** References are the same on both sides; only the type changes. */
    private void convert(AbstractHeapType to) {
        Operand value = stack.pop();
        ReferenceType type = new ReferenceType(((ReferenceType) value.type()).nullable(), to);
        stack.push(value.node(), type, value.effects(), value.reads(), value.depth());
    }

    private void cast(Opcode opcode, int offset) {
        boolean nullable = opcode == Opcode.REF_TEST_NULL || opcode == Opcode.REF_CAST_NULL;
        ReferenceType type = new ReferenceType(nullable, reader.readHeapType());
        Operand value = stack.pop();
        if (opcode == Opcode.REF_TEST || opcode == Opcode.REF_TEST_NULL) {
            push(new CastNodes.Test(reference(value), type), NumberType.I32, Effects.NONE, value);
        } else {
            push(new CastNodes.Cast(reference(value), type, offset), type, Effects.TRAP, value);
        }
    }

    private void descriptorCast(Opcode opcode, int offset) {
        ReferenceType type = new ReferenceType(opcode == Opcode.REF_CAST_DESC_EQ_NULL, reader.readHeapType());
        Operand descriptor = stack.pop();
        Operand value = stack.pop();
        push(new DescriptorNodes.Cast(reference(value), reference(descriptor), type.nullable(), offset), type, Effects.TRAP, value,
                        descriptor);
    }

    private void newDescribed(Opcode opcode, int offset) {
        DefinedType type = module.type(reader.readU32());
        int fields = opcode == Opcode.STRUCT_NEW_DESC ? ((StructType) type.composite()).fields().size() : 0;
        Operand[] operands = stack.pop(fields + 1);
        Operand descriptor = operands[fields];
        WasmNode[] values = InstructionTranslator.nodes(Arrays.copyOf(operands, fields));
        push(new StructNodes.NewDescribed(type, values, reference(descriptor), offset), new ReferenceType(false, type),
                        trapUnless(descriptor), operands);
    }

    private static int trapUnless(Operand reference) {
        return reference.type() instanceof ReferenceType type && !type.nullable() ? Effects.NONE : Effects.TRAP;
    }

    private static int read(FieldType field) {
        return field.mutable() ? Effects.READ_OBJECT : Effects.NONE;
    }

    private void structure(Opcode opcode, int offset) {
        DefinedType type = module.type(reader.readU32());
        StructType struct = (StructType) type.composite();
        switch (opcode) {
            case STRUCT_NEW -> {
                Operand[] values = stack.pop(struct.fields().size());
                push(new StructNodes.New(type, InstructionTranslator.nodes(values)), new ReferenceType(false, type), Effects.NONE, values);
            }
            case STRUCT_NEW_DEFAULT -> push(new StructNodes.New(type), new ReferenceType(false, type), Effects.NONE);
            case STRUCT_SET -> {
                int field = reader.readU32();
                Operand value = stack.pop();
                Operand target = stack.pop();
                instructions.statement(StructNodes.set(struct, field, reference(target), value.node(), offset),
                                Effects.WRITE_OBJECT | trapUnless(target), target, value);
            }
            default -> {
                int field = reader.readU32();
                FieldType fieldType = struct.fields().get(field);
                Operand target = stack.pop();
                push(StructNodes.get(struct, field, opcode == Opcode.STRUCT_GET_S, reference(target), offset),
                                fieldType.storage().unpacked(), read(fieldType) | trapUnless(target), target);
            }
        }
    }

    private void array(Opcode opcode, int offset) {
        switch (opcode) {
            case ARRAY_LEN -> {
                Operand target = stack.pop();
                push(new ArrayNodes.Length(reference(target), offset), NumberType.I32, trapUnless(target), target);
            }
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
                ArrayType type = arrayType();
                Operand index = stack.pop();
                Operand target = stack.pop();
                push(ArrayNodes.get(type, opcode == Opcode.ARRAY_GET_S, reference(target), number(index), offset),
                                type.element().storage().unpacked(), read(type.element()) | Effects.TRAP, target, index);
            }
            case ARRAY_SET -> {
                ArrayType type = arrayType();
                Operand[] operands = stack.pop(3);
                instructions.statement(ArrayNodes.set(type, reference(operands[0]), number(operands[1]), operands[2].node(), offset),
                                Effects.WRITE_OBJECT | Effects.TRAP, operands);
            }
            case ARRAY_FILL, ARRAY_COPY, ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> bulk(opcode, offset);
            default -> newArray(opcode, offset);
        }
    }

    private ArrayType arrayType() {
        return (ArrayType) module.type(reader.readU32()).composite();
    }

    private void bulk(Opcode opcode, int offset) {
        DefinedType type = module.type(reader.readU32());
        int other = opcode == Opcode.ARRAY_FILL ? 0 : reader.readU32();
        Operand[] operands = stack.pop(opcode == Opcode.ARRAY_COPY ? 5 : 4);
        WasmNode statement = switch (opcode) {
            case ARRAY_FILL ->
                new ArrayBulkNodes.Fill(reference(operands[0]), number(operands[1]), operands[2].node(), number(operands[3]), offset);
            case ARRAY_COPY -> new ArrayBulkNodes.Copy(reference(operands[0]), number(operands[1]), reference(operands[2]),
                            number(operands[3]), number(operands[4]), offset);
            default -> new ArrayBulkNodes.Init(type, opcode == Opcode.ARRAY_INIT_DATA, other, reference(operands[0]), number(operands[1]),
                            number(operands[2]), number(operands[3]), offset);
        };
        // Whether a segment was dropped is told as a write of memory or table.
        int reads = Effects.READ_OBJECT | Effects.READ_MEMORY | Effects.READ_TABLE;
        instructions.statement(statement, reads | Effects.WRITE_OBJECT | Effects.TRAP, operands);
    }

    private void newArray(Opcode opcode, int offset) {
        DefinedType type = module.type(reader.readU32());
        ReferenceType result = new ReferenceType(false, type);
        switch (opcode) {
            case ARRAY_NEW -> {
                Operand length = stack.pop();
                Operand value = stack.pop();
                WasmNode node = value.type() instanceof NumberType
                                ? new ArrayAllocationNodes.NewOfNumber(type, value.node(), number(length), offset)
                                : new ArrayAllocationNodes.NewOfObject(type, value.node(), number(length), offset);
                push(node, result, Effects.TRAP, value, length);
            }
            case ARRAY_NEW_DEFAULT -> {
                Operand length = stack.pop();
                push(new ArrayAllocationNodes.NewDefault(type, number(length), offset), result, Effects.TRAP, length);
            }
            case ARRAY_NEW_FIXED -> {
                Operand[] values = stack.pop(reader.readU32());
                push(new ArrayAllocationNodes.NewFixed(type, InstructionTranslator.nodes(values), offset), result, Effects.TRAP, values);
            }
            default -> {
                boolean isData = opcode == Opcode.ARRAY_NEW_DATA;
                int segment = reader.readU32();
                Operand length = stack.pop();
                Operand start = stack.pop();
                push(new ArrayAllocationNodes.NewOfSegment(type, isData, segment, number(start), number(length), offset), result,
                                Effects.TRAP | (isData ? Effects.READ_MEMORY : Effects.READ_TABLE), start, length);
            }
        }
    }
}
