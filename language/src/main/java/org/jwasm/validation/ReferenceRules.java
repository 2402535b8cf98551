// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.ModuleError;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.ArrayType;
import org.jwasm.structure.BottomType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.HeapType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.PackedType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.StructType;
import org.jwasm.structure.ValueType;

/** The rules of reference and aggregate instructions that don't branch. Spec: Validation, Instructions. */
final class ReferenceRules {

    /** The JavaScript API's limit. */
    private static final int MAX_FIXED_OPERANDS = 10_000;
    private static final ReferenceType EQREF = new ReferenceType(true, AbstractHeapType.EQ);
    private static final ReferenceType I31REF = new ReferenceType(true, AbstractHeapType.I31);
    private static final ReferenceType ARRAYREF = new ReferenceType(true, AbstractHeapType.ARRAY);
    private static final ReferenceType ANYREF = new ReferenceType(true, AbstractHeapType.ANY);

    private final Context context;
    private final CodeReader reader;
    private final OperandStack operands;
    private final DescriptorRules descriptors;

    /** @param context may be null where only constant instructions are checked */
    ReferenceRules(Context context, CodeReader reader, OperandStack operands) {
        this.context = context;
        this.reader = reader;
        this.operands = operands;
        this.descriptors = new DescriptorRules(reader, operands);
    }

    DescriptorRules descriptors() {
        return descriptors;
    }

    /** Whether the instruction may be part of a constant expression. */
    static boolean isConstant(Opcode opcode) {
        return switch (opcode) {
            case STRUCT_NEW, STRUCT_NEW_DEFAULT, STRUCT_NEW_DESC, STRUCT_NEW_DEFAULT_DESC, ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_FIXED,
                            REF_I31, ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> true;
            default -> false;
        };
    }

    void check(Opcode opcode) {
        switch (opcode) {
            case REF_AS_NON_NULL -> operands.push(nonNull(popReference()));
            case REF_EQ -> {
                operands.pop(EQREF);
                operands.pop(EQREF);
                operands.push(NumberType.I32);
            }
            case REF_I31 -> operands.unary(NumberType.I32, new ReferenceType(false, AbstractHeapType.I31));
            case I31_GET_S, I31_GET_U -> operands.unary(I31REF, NumberType.I32);
            case REF_TEST, REF_TEST_NULL -> {
                popForCast();
                operands.push(NumberType.I32);
            }
            case REF_CAST -> operands.push(new ReferenceType(false, popForCast()));
            case REF_CAST_NULL -> operands.push(new ReferenceType(true, popForCast()));
            case ANY_CONVERT_EXTERN -> convert(ReferenceType.EXTERNREF, AbstractHeapType.ANY);
            case EXTERN_CONVERT_ANY -> convert(ANYREF, AbstractHeapType.EXTERN);
            case REF_GET_DESC, REF_CAST_DESC_EQ, REF_CAST_DESC_EQ_NULL -> descriptors.check(opcode);
            case STRUCT_NEW, STRUCT_NEW_DEFAULT, STRUCT_NEW_DESC, STRUCT_NEW_DEFAULT_DESC, STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U,
                            STRUCT_SET -> structure(opcode);
            default -> array(opcode);
        }
    }

    /** Pops a reference of any type. */
    ValueType popReference() {
        ValueType type = operands.pop();
        if (!type.isReference() && type != BottomType.BOT) {
            throw operands.invalid("type mismatch: instruction requires [a reference] but stack has [" + type + "]");
        }
        return type;
    }

    /** The type of a reference after it was found not to be null. */
    static ValueType nonNull(ValueType type) {
        return type instanceof ReferenceType reference ? new ReferenceType(false, reference.heapType()) : BottomType.REFERENCE;
    }

    private HeapType popForCast() {
        HeapType type = reader.readHeapType();
        operands.pop(new ReferenceType(true, AbstractHeapType.top(type)));
        return type;
    }

    private void convert(ReferenceType from, AbstractHeapType to) {
        ValueType type = popReference();
        if (!type.matches(from)) {
            throw operands.invalid("type mismatch: instruction requires [" + from + "] but stack has [" + type + "]");
        }
        operands.push(new ReferenceType(type instanceof ReferenceType reference && reference.nullable(), to));
    }

    private DefinedType type() {
        return reader.definedType(reader.readU32(), reader.opcodeOffset());
    }

    private StructType struct(DefinedType type) {
        if (type.composite() instanceof StructType struct) {
            return struct;
        }
        throw operands.invalid("type mismatch: " + type + " is no structure type");
    }

    private FieldType elementOf(DefinedType type) {
        if (type.composite() instanceof ArrayType array) {
            return array.element();
        }
        throw operands.invalid("type mismatch: " + type + " is no array type");
    }

    private void structure(Opcode opcode) {
        DefinedType type = type();
        List<FieldType> fields = struct(type).fields();
        switch (opcode) {
            case STRUCT_NEW, STRUCT_NEW_DESC -> {
                descriptors.popForAllocation(type, opcode == Opcode.STRUCT_NEW_DESC);
                for (int i = fields.size() - 1; i >= 0; i--) {
                    operands.pop(fields.get(i).storage().unpacked());
                }
                operands.push(DescriptorRules.reference(type, true, reader));
            }
            case STRUCT_NEW_DEFAULT, STRUCT_NEW_DEFAULT_DESC -> {
                descriptors.popForAllocation(type, opcode == Opcode.STRUCT_NEW_DEFAULT_DESC);
                fields.forEach(this::checkDefaultable);
                operands.push(DescriptorRules.reference(type, true, reader));
            }
            case STRUCT_SET -> {
                FieldType field = field(fields);
                if (!field.mutable()) {
                    throw operands.invalid("immutable field");
                }
                operands.pop(field.storage().unpacked());
                operands.pop(new ReferenceType(true, type));
            }
            default -> {
                FieldType field = field(fields);
                checkExtension(opcode == Opcode.STRUCT_GET, field);
                operands.pop(new ReferenceType(true, type));
                operands.push(field.storage().unpacked());
            }
        }
    }

    private FieldType field(List<FieldType> fields) {
        int index = reader.readU32();
        Context.check("field", index, fields.size(), reader.opcodeOffset());
        return fields.get(index);
    }

    private void checkDefaultable(FieldType field) {
        if (!field.isDefaultable()) {
            throw operands.invalid("type mismatch: field type is not defaultable: " + field);
        }
    }

    /** Packed content, and only that, is read with a sign or without. */
    private void checkExtension(boolean plain, FieldType field) {
        boolean packed = field.storage() instanceof PackedType;
        if (plain == packed) {
            throw operands.invalid("type mismatch: field type is " + (packed ? "packed" : "unpacked") + ": " + field);
        }
    }

    private void array(Opcode opcode) {
        switch (opcode) {
            case ARRAY_LEN -> operands.unary(ARRAYREF, NumberType.I32);
            case ARRAY_NEW, ARRAY_NEW_DEFAULT, ARRAY_NEW_FIXED, ARRAY_NEW_DATA, ARRAY_NEW_ELEM -> newArray(opcode);
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
                DefinedType type = type();
                FieldType element = elementOf(type);
                checkExtension(opcode == Opcode.ARRAY_GET, element);
                operands.pop(NumberType.I32);
                operands.pop(new ReferenceType(true, type));
                operands.push(element.storage().unpacked());
            }
            default -> writeArray(opcode);
        }
    }

    private void newArray(Opcode opcode) {
        DefinedType type = type();
        FieldType element = elementOf(type);
        switch (opcode) {
            case ARRAY_NEW -> {
                operands.pop(NumberType.I32);
                operands.pop(element.storage().unpacked());
            }
            case ARRAY_NEW_DEFAULT -> {
                checkDefaultable(element);
                operands.pop(NumberType.I32);
            }
            case ARRAY_NEW_FIXED -> {
                int count = reader.readU32();
                if (Integer.compareUnsigned(count, MAX_FIXED_OPERANDS) > 0) {
                    throw operands.invalid("too many operands: " + Integer.toUnsignedString(count)
                                    + " exceeds the implementation limit of " + MAX_FIXED_OPERANDS);
                }
                for (int i = 0; i < count; i++) {
                    operands.pop(element.storage().unpacked());
                }
            }
            default -> {
                checkSegment(opcode == Opcode.ARRAY_NEW_DATA, element);
                operands.pop(NumberType.I32);
                operands.pop(NumberType.I32);
            }
        }
        operands.push(DescriptorRules.reference(type, true, reader));
    }

    private void checkSegment(boolean isData, FieldType element) {
        int at = reader.opcodeOffset();
        if (!isData) {
            ReferenceType elements = context.element(reader.readU32(), at);
            if (!elements.matches(element.storage().unpacked())) {
                throw operands.invalid("type mismatch: array requires " + element.storage() + " but elements are " + elements);
            }
            return;
        }
        context.checkDataCount(at);
        context.checkData(reader.readU32(), at);
        if (element.storage().unpacked().isReference()) {
            throw operands.invalid("array type is not numeric or vector");
        }
    }

    private void writeArray(Opcode opcode) {
        DefinedType type = type();
        FieldType element = elementOf(type);
        if (!element.mutable()) {
            throw operands.invalid("immutable array");
        }
        switch (opcode) {
            case ARRAY_SET -> operands.pop(element.storage().unpacked());
            case ARRAY_FILL -> {
                operands.pop(NumberType.I32);
                operands.pop(element.storage().unpacked());
            }
            case ARRAY_COPY -> {
                DefinedType source = type();
                checkCopy(elementOf(source), element);
                operands.pop(NumberType.I32);
                operands.pop(NumberType.I32);
                operands.pop(new ReferenceType(true, source));
            }
            case ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> {
                checkSegment(opcode == Opcode.ARRAY_INIT_DATA, element);
                operands.pop(NumberType.I32);
                operands.pop(NumberType.I32);
            }
            default -> throw new IllegalStateException(opcode + " has no rule");
        }
        operands.pop(NumberType.I32);
        operands.pop(new ReferenceType(true, type));
    }

    private void checkCopy(FieldType source, FieldType target) {
        boolean matches = source.storage().equals(target.storage()) || source.storage() instanceof ValueType from
                        && target.storage() instanceof ValueType to && from.matches(to);
        if (!matches) {
            throw operands.invalid("array types do not match: " + source.storage() + " and " + target.storage());
        }
    }
}
