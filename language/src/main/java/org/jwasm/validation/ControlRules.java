package org.jwasm.validation;

import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.ModuleError;
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
    private long branchTables;

    ControlRules(Context context, CodeReader reader, OperandStack operands, ControlStack control) {
        this.context = context;
        this.reader = reader;
        this.operands = operands;
        this.control = control;
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
            case CALL_INDIRECT -> callIndirect();
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
        control.push(opcode, type, base);
        operands.enter(base, false);
        operands.push(available);
    }

    /** Checks that the block at hand leaves its results and nothing else, and takes them away. */
    private void finish() {
        operands.pop(control.type().results());
        operands.checkEmpty(control.type().results());
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

    private void callIndirect() {
        FunctionType type = reader.readTypeUse().functionType();
        TableType table = context.table(reader.readU32(), reader.opcodeOffset());
        if (!table.elementType().matches(ReferenceType.FUNCREF)) {
            throw operands.invalid("type mismatch: a table of " + table.elementType() + " has no functions to call");
        }
        operands.pop(table.addressType().valueType());
        call(type);
    }
}
