// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.BitSet;
import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.ModuleError;
import org.jwasm.runtime.V128;
import org.jwasm.structure.ConstantExpression;
import org.jwasm.structure.Feature;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.ModuleBuilder;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;

/** Decodes and validates constant expressions. Spec: Validation, Instructions, Constant Expressions. */
public final class ConstantExpressionValidator {

    /** A number's instruction, its longest operand, and the end. */
    private static final int LONGEST_NUMBER = 12;

    private final ModuleBuilder module;
    private final CodeReader reader;
    private final OperandStack operands;
    private final ReferenceRules referenceRules;
    private final BitSet references;
    private int end;

    /**
     * A validator of expressions that {@code reader} is about to read.
     *
     * @param module what expressions can refer to: its functions, and its globals at the time of each expression
     * @param references collects the indices of the functions that expressions refer to
     */
    public ConstantExpressionValidator(ModuleBuilder module, CodeReader reader, int operandLimit, BitSet references) {
        this.module = module;
        this.reader = reader;
        this.operands = new OperandStack(reader, operandLimit);
        this.referenceRules = new ReferenceRules(null, reader, operands);
        this.references = references;
    }

    /** Sets the offset that expressions may not reach, that of the section's end. */
    public void setEnd(int newEnd) {
        end = newEnd;
    }

    /** Reads an expression that must give a {@code type}. */
    public ConstantExpression validate(ValueType type) {
        int start = reader.position();
        if (start + LONGEST_NUMBER <= end && reader.passNumber(type)) {
            return new ConstantExpression(start, reader.position(), type);
        }
        operands.clear();
        Opcode opcode = next();
        while (opcode != Opcode.END) {
            step(opcode);
            opcode = next();
        }
        operands.pop(type);
        operands.checkEmpty(List.of(type));
        return new ConstantExpression(start, reader.position(), type);
    }

    private Opcode next() {
        if (reader.position() >= end) {
            throw ModuleError.malformed("unexpected end of section or function", reader.position());
        }
        return reader.readOpcode();
    }

    private void step(Opcode opcode) {
        switch (opcode) {
            case I32_CONST -> {
                reader.readI32();
                operands.push(Rule.result(opcode));
            }
            case I64_CONST -> {
                reader.readI64();
                operands.push(Rule.result(opcode));
            }
            case F32_CONST -> {
                reader.readFixed32();
                operands.push(Rule.result(opcode));
            }
            case F64_CONST -> {
                reader.readFixed64();
                operands.push(Rule.result(opcode));
            }
            case V128_CONST -> {
                require(opcode, Feature.SIMD);
                reader.skip(V128.SIZE);
                operands.push(Rule.result(opcode));
            }
            case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> {
                require(opcode, Feature.EXTENDED_CONST);
                operands.binary(Rule.operand(opcode), Rule.result(opcode));
            }
            case GLOBAL_GET -> global();
            case REF_NULL -> {
                require(opcode, Feature.REFERENCE_TYPES);
                operands.push(new ReferenceType(true, reader.readHeapType()));
            }
            case REF_FUNC -> function(opcode);
            default -> {
                if (!ReferenceRules.isConstant(opcode)) {
                    throw notConstant("");
                }
                require(opcode, opcode.feature());
                referenceRules.check(opcode);
            }
        }
    }

    private void global() {
        int index = reader.readU32();
        Context.check("global", index, module.globals.size(), reader.opcodeOffset());
        GlobalType global = module.globals.get(index);
        if (global.mutable()) {
            throw notConstant(": global " + index + " is mutable");
        }
        if (index >= module.importedGlobals && !reader.isEnabled(Feature.EXTENDED_CONST) && !reader.isEnabled(Feature.GC)) {
            throw notConstant(": global " + index + " is not imported (feature extended-const is not enabled)");
        }
        operands.push(global.valueType());
    }

    private void function(Opcode opcode) {
        require(opcode, Feature.REFERENCE_TYPES);
        int index = reader.readU32();
        Context.check("function", index, module.functions.size(), reader.opcodeOffset());
        references.set(index);
        operands.push(DescriptorRules.reference(module.functions.get(index), module.isExact(index), reader));
    }

    private void require(Opcode opcode, Feature feature) {
        if (!reader.isEnabled(feature)) {
            throw notConstant(": " + opcode.mnemonic() + " (feature " + feature + " is not enabled)");
        }
    }

    private ModuleError notConstant(String detail) {
        return operands.invalid("constant expression required" + detail);
    }
}
