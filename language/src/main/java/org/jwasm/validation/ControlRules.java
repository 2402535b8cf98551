// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.ModuleError;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.TableType;
import org.jwasm.structure.ValueType;

/** The rules of control instructions. Spec: Validation, Instructions, Control Instructions. */
final class ControlRules {

    private final Context context;
    private final CodeReader reader;
    private final OperandStack operands;
    private final ControlStack control;
    private final LocalStates localStates;
    private final ReferenceRules references;
    private long branchTables;

    ControlRules(Context context, CodeReader reader, OperandStack operands, ControlStack control, LocalStates localStates) {
        this.context = context;
        this.reader = reader;
        this.operands = operands;
        this.control = control;
        this.localStates = localStates;
        this.references = new ReferenceRules(context, reader, operands);
    }

    void check(Opcode opcode) {
        switch (opcode) {
            case UNREACHABLE -> operands.setUnreachable();
            case NOP -> { }
            case BLOCK, LOOP -> open(opcode, reader.readBlockType());
            case IF -> {
                FunctionType type = reader.readBlockType();
                operands.pop(NumberType.I32);
                open(opcode, type);
            }
            case ELSE -> otherwise();
            case END -> close();
            case BR -> {
                operands.pop(labelTypes());
                operands.setUnreachable();
            }
            case BR_IF -> branchIf();
            case BR_TABLE -> branchTable();
            case RETURN -> {
                operands.pop(control.labelTypes(control.size() - 1));
                operands.setUnreachable();
            }
            case CALL -> call(context.functionType(reader.readU32(), reader.opcodeOffset()));
            case CALL_INDIRECT -> call(indirectCallee());
            case CALL_REF -> call(referenceCallee());
            case RETURN_CALL -> returnCall(context.functionType(reader.readU32(), reader.opcodeOffset()));
            case RETURN_CALL_INDIRECT -> returnCall(indirectCallee());
            case RETURN_CALL_REF -> returnCall(referenceCallee());
            case BR_ON_NULL -> branchOnNull();
            case BR_ON_NON_NULL -> branchOnNonNull();
            case BR_ON_CAST, BR_ON_CAST_DESC_EQ -> branchOnCast(opcode, true);
            case BR_ON_CAST_FAIL, BR_ON_CAST_DESC_EQ_FAIL -> branchOnCast(opcode, false);
            default -> throw new IllegalStateException(opcode + " is no control instruction");
        }
    }

    void open(Opcode opcode, FunctionType type) {
        operands.pop(type.params());
        control.suspend(operands.isUnreachable());
        start(opcode, type, type.params());
    }

    private void start(Opcode opcode, FunctionType type, List<ValueType> available) {
        int base = operands.height();
        control.push(opcode, type, base, localStates.mark());
        operands.enter(base, false);
        operands.push(available);
    }

    /** Checks that the block at hand leaves its results and nothing else, and takes them away. */
    private void finish() {
        operands.pop(control.type().results());
        operands.checkEmpty(control.type().results());
        localStates.reset(control.localMark());
    }

    private void otherwise() {
        if (control.opcode() != Opcode.IF) {
            throw ModuleError.malformed("END opcode expected: else without if", reader.opcodeOffset());
        }
        turn(Opcode.ELSE, control.type().params());
    }

    /** Ends a part of the block at hand; another starts with {@code opcode} and operands that are available there. */
    void turn(Opcode opcode, List<ValueType> available) {
        finish();
        FunctionType type = control.type();
        control.pop();
        start(opcode, type, available);
    }

    void close() {
        finish();
        FunctionType type = control.type();
        if (control.opcode() == Opcode.IF) {
            checkWithoutElse(type);
        }
        control.pop();
        if (control.size() > 0) {
            operands.enter(control.base(), control.wasUnreachable());
            operands.push(type.results());
        }
    }

    /** An absent else branch leaves the block's operands as its results. */
    private void checkWithoutElse(FunctionType type) {
        List<ValueType> params = type.params();
        List<ValueType> results = type.results();
        boolean matches = params.size() == results.size();
        for (int i = 0; matches && i < params.size(); i++) {
            matches = params.get(i).matches(results.get(i));
        }
        if (!matches) {
            throw operands.invalid("type mismatch: if without else requires " + results + " but has " + params);
        }
    }

    private List<ValueType> labelTypes() {
        return control.labelTypes(label());
    }

    int label() {
        int label = reader.readU32();
        if (!control.hasLabel(label)) {
            Context.check("label", label, control.size(), reader.opcodeOffset());
        }
        return label;
    }

    private void branchIf() {
        List<ValueType> types = labelTypes();
        operands.pop(NumberType.I32);
        operands.pop(types);
        operands.push(types);
    }

    private void branchTable() {
        operands.pop(NumberType.I32);
        branchTables++;
        int arity = -1;
        // The default label is one more than the count says.
        long labels = Integer.toUnsignedLong(reader.readU32()) + 1;
        for (long i = 0; i < labels; i++) {
            int label = label();
            if (control.mark(label, branchTables)) {
                List<ValueType> types = control.labelTypes(label);
                if (arity >= 0 && types.size() != arity) {
                    throw operands.invalid("type mismatch: labels of " + arity + " and of " + types.size() + " operands");
                }
                arity = types.size();
                operands.check(types);
            }
        }
        operands.setUnreachable();
    }

    private void call(FunctionType type) {
        operands.pop(type.params());
        operands.push(type.results());
    }

    private FunctionType indirectCallee() {
        FunctionType type = reader.readTypeUse().functionType();
        TableType table = context.table(reader.readU32(), reader.opcodeOffset());
        if (!table.elementType().matches(ReferenceType.FUNCREF)) {
            throw operands.invalid("type mismatch: a table of " + table.elementType() + " has no functions to call");
        }
        operands.pop(table.addressType().valueType());
        return type;
    }

    private FunctionType referenceCallee() {
        DefinedType type = reader.readTypeUse();
        operands.pop(new ReferenceType(true, type));
        return type.functionType();
    }

    private void returnCall(FunctionType type) {
        List<ValueType> expected = control.labelTypes(control.size() - 1);
        List<ValueType> results = type.results();
        boolean matches = results.size() == expected.size();
        for (int i = 0; matches && i < results.size(); i++) {
            matches = results.get(i).matches(expected.get(i));
        }
        if (!matches) {
            throw operands.invalid("type mismatch: the function returns " + expected + " but the callee " + results);
        }
        operands.pop(type.params());
        operands.setUnreachable();
    }

    private void branchOnNull() {
        List<ValueType> types = labelTypes();
        ValueType reference = references.popReference();
        operands.pop(types);
        operands.push(types);
        operands.push(ReferenceRules.nonNull(reference));
    }

    /** The last type of a label that a reference is passed to; the others are passed, and stay. */
    private ReferenceType referenceOf(List<ValueType> types) {
        if (types.isEmpty() || !(types.getLast() instanceof ReferenceType reference)) {
            throw operands.invalid("type mismatch: the label takes no reference but " + types);
        }
        return reference;
    }

    private void branchOnNonNull() {
        List<ValueType> types = labelTypes();
        ReferenceType expected = referenceOf(types);
        operands.pop(new ReferenceType(true, expected.heapType()));
        List<ValueType> rest = types.subList(0, types.size() - 1);
        operands.pop(rest);
        operands.push(rest);
    }

    private void branchOnCast(Opcode opcode, boolean branchesOnSuccess) {
        int flags = reader.readByte();
        if (flags > 3) {
            throw ModuleError.malformed("malformed cast flags", reader.opcodeOffset());
        }
        List<ValueType> types = labelTypes();
        ReferenceType source = new ReferenceType((flags & 1) != 0, reader.readHeapType());
        int targetAt = reader.position();
        ReferenceType target = new ReferenceType((flags & 2) != 0, reader.readHeapType());
        checkCast(source, target);
        // What fails is not null if the cast takes null.
        ReferenceType failing = new ReferenceType(source.nullable() && !target.nullable(), source.heapType());
        ReferenceType passed = branchesOnSuccess ? target : failing;
        ReferenceType expected = referenceOf(types);
        if (!passed.matches(expected)) {
            throw operands.invalid("type mismatch: the label takes " + expected + " but gets " + passed);
        }
        if (opcode.feature() == Feature.CUSTOM_DESCRIPTORS) {
            operands.pop(references.descriptors().ofTarget(target.heapType(), targetAt));
        }
        operands.pop(source);
        List<ValueType> rest = types.subList(0, types.size() - 1);
        operands.pop(rest);
        operands.push(rest);
        operands.push(branchesOnSuccess ? failing : target);
    }

    /** The proposal of custom descriptors allows any two types of a hierarchy. */
    private void checkCast(ReferenceType source, ReferenceType target) {
        if (!reader.isEnabled(Feature.CUSTOM_DESCRIPTORS)) {
            if (!target.matches(source)) {
                throw operands.invalid("type mismatch: " + target + " is no subtype of " + source);
            }
        } else if (AbstractHeapType.top(source.heapType()) != AbstractHeapType.top(target.heapType())) {
            throw operands.invalid("type mismatch: " + target + " and " + source + " have no supertype in common");
        }
    }
}
