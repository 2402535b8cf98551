// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.binary.CatchReader;
import org.jwasm.binary.CodeReader;
import org.jwasm.binary.ModuleError;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;

/**
 * The rules of the instructions that throw and catch. Spec: Validation, Instructions, Control Instructions; the legacy
 * exception handling proposal.
 */
final class ExceptionRules {

    private static final ReferenceType EXCEPTION = new ReferenceType(false, AbstractHeapType.EXN);

    private final Context context;
    private final CodeReader reader;
    private final OperandStack operands;
    private final ControlStack control;
    private final ControlRules controlRules;

    ExceptionRules(Context context, CodeReader reader, OperandStack operands, ControlStack control, ControlRules controlRules) {
        this.context = context;
        this.reader = reader;
        this.operands = operands;
        this.control = control;
        this.controlRules = controlRules;
    }

    void check(Opcode opcode) {
        switch (opcode) {
            case THROW -> {
                operands.pop(tagType().params());
                operands.setUnreachable();
            }
            case THROW_REF -> {
                operands.pop(ReferenceType.EXNREF);
                operands.setUnreachable();
            }
            case TRY_TABLE -> tryTable();
            case TRY -> controlRules.open(opcode, reader.readBlockType());
            case CATCH -> {
                FunctionType tag = tagType();
                turn(opcode, tag.params());
            }
            case CATCH_ALL -> turn(opcode, List.of());
            case DELEGATE -> delegate();
            case RETHROW -> rethrow();
            default -> throw new IllegalStateException(opcode + " is no exception instruction");
        }
    }

    private FunctionType tagType() {
        return context.tagType(reader.readU32(), reader.opcodeOffset());
    }

    private void tryTable() {
        FunctionType type = reader.readBlockType();
        CatchReader clauses = new CatchReader(reader);
        while (clauses.next()) {
            checkClause(clauses);
        }
        controlRules.open(Opcode.TRY_TABLE, type);
    }

    /** The label is one around the {@code try_table}, which is not open yet. */
    private void checkClause(CatchReader clause) {
        List<ValueType> passed = new ArrayList<>();
        if (clause.kind().hasTag()) {
            passed.addAll(context.tagType(clause.tag(), reader.opcodeOffset()).params());
        }
        if (clause.kind().hasReference()) {
            passed.add(EXCEPTION);
        }
        if (!control.hasLabel(clause.label())) {
            Context.check("label", clause.label(), control.size(), reader.opcodeOffset());
        }
        List<ValueType> expected = control.labelTypes(clause.label());
        boolean matches = passed.size() == expected.size();
        for (int i = 0; matches && i < passed.size(); i++) {
            matches = passed.get(i).matches(expected.get(i));
        }
        if (!matches) {
            throw operands.invalid("type mismatch: the label requires " + expected + " but the clause has " + passed);
        }
    }

    /** Goes over from one part of a {@code try} to the next. */
    private void turn(Opcode opcode, List<ValueType> caught) {
        if (control.opcode() != Opcode.TRY && control.opcode() != Opcode.CATCH) {
            throw ModuleError.malformed("END opcode expected: " + opcode.mnemonic() + " without try", reader.opcodeOffset());
        }
        controlRules.turn(opcode, caught);
    }

    private void delegate() {
        if (control.opcode() != Opcode.TRY) {
            throw ModuleError.malformed("END opcode expected: delegate without try", reader.opcodeOffset());
        }
        int label = reader.readU32();
        // The label is one around the try, as if it had ended.
        int around = control.size() - 1;
        if (Integer.compareUnsigned(label, around) >= 0) {
            Context.check("label", label, around, reader.opcodeOffset());
        }
        controlRules.close();
    }

    private void rethrow() {
        int label = controlRules.label();
        if (!control.isCatch(label)) {
            throw operands.invalid("invalid rethrow label " + label);
        }
        operands.setUnreachable();
    }
}
