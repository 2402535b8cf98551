package org.jwasm.instantiation;

import org.jwasm.binary.CodeReader;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.ConstantExpression;
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
            default -> arithmetic(opcode);
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
