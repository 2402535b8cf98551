// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.DescribedStruct;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.StructLayout;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmArray;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmI31;
import org.jwasm.runtime.WasmStruct;
import org.jwasm.structure.ArrayType;
import org.jwasm.structure.ConstantExpression;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.StructType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;

/** Evaluates constant expressions. Spec: Execution, Modules; Validation, Instructions, Constant Expressions. */
final class ConstantEvaluator {

    private final WasmInstance instance;
    private final CodeReader reader;
    private long[] numbers = new long[4];
    private Object[] references = new Object[4];
    private int height;

    ConstantEvaluator(WasmInstance instance) {
        this.instance = instance;
        this.reader = new CodeReader(instance.code().module());
    }

    /** The value as the bits of a number. */
    long number(ConstantExpression expression) {
        reader.move(expression.start(), expression.end());
        if (reader.passNumber(expression.type())) {
            return reader.passedNumber();
        }
        evaluate(expression);
        return numbers[0];
    }

    /** The value as an unsigned address. */
    long address(ConstantExpression expression) {
        long bits = number(expression);
        return expression.type() == NumberType.I32 ? bits & 0xFFFF_FFFFL : bits;
    }

    /** The value as a reference or a vector. */
    Object reference(ConstantExpression expression) {
        evaluate(expression);
        return references[0];
    }

    private void evaluate(ConstantExpression expression) {
        height = 0;
        reader.move(expression.start(), expression.end());
        for (Opcode opcode = reader.readOpcode(); opcode != Opcode.END; opcode = reader.readOpcode()) {
            step(opcode);
        }
    }

    private void step(Opcode opcode) {
        switch (opcode) {
            case I32_CONST -> push(reader.readI32(), null);
            case I64_CONST -> push(reader.readI64(), null);
            case F32_CONST -> push(reader.readFixed32(), null);
            case F64_CONST -> push(reader.readFixed64(), null);
            case V128_CONST -> push(0, new V128(reader.readFixed64(), reader.readFixed64()));
            case REF_NULL -> {
                reader.readHeapType();
                push(0, null);
            }
            case REF_FUNC -> push(0, instance.function(reader.readU32()));
            case GLOBAL_GET -> {
                WasmGlobal global = instance.global(reader.readU32());
                push(global.bits(), global.reference());
            }
            case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> arithmetic(opcode);
            default -> aggregate(opcode);
        }
    }

    private void arithmetic(Opcode opcode) {
        long right = numbers[--height];
        long left = numbers[--height];
        push(switch (opcode) {
            case I32_ADD -> (int) left + (int) right;
            case I32_SUB -> (int) left - (int) right;
            case I32_MUL -> (int) left * (int) right;
            case I64_ADD -> left + right;
            case I64_SUB -> left - right;
            case I64_MUL -> left * right;
            default -> throw new IllegalStateException(opcode.mnemonic());
        }, null);
    }

    private void aggregate(Opcode opcode) {
        switch (opcode) {
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {
                // Both sides have the same references.
            }
            case REF_I31 -> push(0, new WasmI31((int) numbers[--height]));
            case STRUCT_NEW, STRUCT_NEW_DEFAULT -> push(0, struct(type(), opcode == Opcode.STRUCT_NEW, null));
            case STRUCT_NEW_DESC, STRUCT_NEW_DEFAULT_DESC -> {
                Object descriptor = references[--height];
                if (descriptor == null) {
                    throw WasmException.trap(TrapKind.NULL_DESCRIPTOR_REFERENCE, null);
                }
                push(0, struct(type(), opcode == Opcode.STRUCT_NEW_DESC, (WasmStruct) descriptor));
            }
            default -> push(0, array(opcode, type()));
        }
    }

    private DefinedType type() {
        return instance.code().module().type(reader.readU32());
    }

    /** @param descriptor that of the structure, or null if its type has none */
    private WasmStruct struct(DefinedType type, boolean hasValues, WasmStruct descriptor) {
        List<FieldType> fields = ((StructType) type.composite()).fields();
        int numberCount = StructLayout.numbers((StructType) type.composite());
        WasmStruct struct = allocate(type, numberCount, fields.size() - numberCount, descriptor);
        int number = 0;
        int reference = 0;
        int first = hasValues ? height - fields.size() : height;
        for (int i = first; i < height; i++) {
            if (StructLayout.isNumber(fields.get(i - first))) {
                struct.setNumber(number++, numbers[i]);
            } else {
                struct.setReference(reference++, references[i]);
            }
        }
        height = first;
        return struct;
    }

    private static WasmStruct allocate(DefinedType type, int numbers, int references, WasmStruct descriptor) {
        return descriptor == null ? new WasmStruct(type, numbers, references) : DescribedStruct.of(type, numbers, references, descriptor);
    }

    private WasmArray array(Opcode opcode, DefinedType type) {
        int length = opcode == Opcode.ARRAY_NEW_FIXED ? reader.readU32() : (int) numbers[--height];
        if (length < 0) {
            throw WasmException.trap(TrapKind.ARRAY_TOO_LARGE, null);
        }
        WasmArray array;
        try {
            array = WasmArray.create(type, WasmArray.kind((ArrayType) type.composite()), length);
        } catch (OutOfMemoryError e) {
            throw WasmException.trap(TrapKind.ARRAY_TOO_LARGE, null);
        }
        boolean isFixed = opcode == Opcode.ARRAY_NEW_FIXED;
        int count = isFixed ? length : opcode == Opcode.ARRAY_NEW ? 1 : 0;
        height -= count;
        for (int i = 0; i < length && count > 0; i++) {
            int source = isFixed ? height + i : height;
            if (array instanceof WasmArray.OfReferences ofReferences) {
                ofReferences.elements[i] = references[source];
            } else {
                array.setNumber(i, numbers[source]);
            }
        }
        return array;
    }

    private void push(long number, Object reference) {
        if (height == numbers.length) {
            numbers = java.util.Arrays.copyOf(numbers, 2 * height);
            references = java.util.Arrays.copyOf(references, 2 * height);
        }
        numbers[height] = number;
        references[height] = reference;
        height++;
    }
}
