// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import org.jwasm.binary.CodeReader;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.BottomType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.TableType;
import org.jwasm.structure.ValueType;

/** The rules of parametric, variable, table, memory and reference instructions without a signature. Spec: Validation, Instructions. */
final class OtherRules {

    private final Context context;
    private final CodeReader reader;
    private final OperandStack operands;

    OtherRules(Context context, CodeReader reader, OperandStack operands) {
        this.context = context;
        this.reader = reader;
        this.operands = operands;
    }

    void check(Opcode opcode) {
        switch (opcode) {
            case DROP -> operands.pop();
            case SELECT -> select();
            case SELECT_T -> typedSelect();
            case GLOBAL_GET -> operands.push(global().valueType());
            case GLOBAL_SET -> globalSet();
            case MEMORY_COPY -> memoryCopy();
            case REF_NULL -> operands.push(new ReferenceType(true, reader.readHeapType()));
            case REF_IS_NULL -> isNull();
            case REF_FUNC -> function();
            default -> table(opcode);
        }
    }

    private void table(Opcode opcode) {
        switch (opcode) {
            case TABLE_GET -> {
                TableType table = table();
                operands.pop(address(table));
                operands.push(table.elementType());
            }
            case TABLE_SET -> {
                TableType table = table();
                operands.pop(table.elementType());
                operands.pop(address(table));
            }
            case TABLE_SIZE -> operands.push(address(table()));
            case TABLE_GROW -> {
                TableType table = table();
                operands.pop(address(table));
                operands.pop(table.elementType());
                operands.push(address(table));
            }
            case TABLE_FILL -> {
                TableType table = table();
                operands.pop(address(table));
                operands.pop(table.elementType());
                operands.pop(address(table));
            }
            case TABLE_COPY -> tableCopy();
            case TABLE_INIT -> tableInit();
            default -> throw new IllegalStateException(opcode + " has no rule");
        }
    }

    private void select() {
        operands.pop(NumberType.I32);
        ValueType second = operands.pop();
        ValueType first = operands.pop();
        if (first.isReference() || second.isReference()) {
            throw operands.invalid("type mismatch: select without a type requires numbers or vectors but stack has [" + first + " "
                            + second + "]");
        }
        if (first != second && first != BottomType.BOT && second != BottomType.BOT) {
            throw operands.invalid("type mismatch: select requires operands of one type but stack has [" + first + " " + second + "]");
        }
        operands.push(first == BottomType.BOT ? second : first);
    }

    private void typedSelect() {
        int count = reader.readU32();
        if (count != 1) {
            throw operands.invalid("invalid result arity: " + Integer.toUnsignedString(count));
        }
        ValueType type = reader.readValueType();
        operands.pop(NumberType.I32);
        operands.pop(type);
        operands.pop(type);
        operands.push(type);
    }

    private GlobalType global() {
        return context.global(reader.readU32(), reader.opcodeOffset());
    }

    private void globalSet() {
        GlobalType global = global();
        if (!global.mutable()) {
            throw operands.invalid("immutable global");
        }
        operands.pop(global.valueType());
    }

    private void memoryCopy() {
        AddressType destination = context.memory(reader.readU32(), reader.opcodeOffset()).addressType();
        AddressType source = context.memory(reader.readU32(), reader.opcodeOffset()).addressType();
        copy(destination, source);
    }

    private void tableCopy() {
        TableType destination = table();
        TableType source = table();
        checkElements(source.elementType(), destination);
        copy(destination.addressType(), source.addressType());
    }

    /** The operands of a copy; the length is of the smaller type. */
    private void copy(AddressType destination, AddressType source) {
        AddressType length = destination == AddressType.I32 ? destination : source;
        operands.pop(length.valueType());
        operands.pop(source.valueType());
        operands.pop(destination.valueType());
    }

    private void tableInit() {
        int index = reader.readU32();
        TableType table = table();
        ReferenceType elements = context.element(index, reader.opcodeOffset());
        checkElements(elements, table);
        operands.pop(NumberType.I32);
        operands.pop(NumberType.I32);
        operands.pop(address(table));
    }

    private void checkElements(ReferenceType from, TableType to) {
        if (!from.matches(to.elementType())) {
            throw operands.invalid("type mismatch: table requires " + to.elementType() + " but elements are " + from);
        }
    }

    private TableType table() {
        return context.table(reader.readU32(), reader.opcodeOffset());
    }

    private static ValueType address(TableType table) {
        return table.addressType().valueType();
    }

    private void isNull() {
        ValueType type = operands.pop();
        if (!type.isReference() && type != BottomType.BOT) {
            throw operands.invalid("type mismatch: instruction requires [a reference] but stack has [" + type + "]");
        }
        operands.push(NumberType.I32);
    }

    private void function() {
        int index = reader.readU32();
        DefinedType function = context.function(index, reader.opcodeOffset());
        if (!context.isReferenced(index)) {
            throw operands.invalid("undeclared function reference: function " + index);
        }
        operands.push(DescriptorRules.reference(function, context.isExact(index), reader));
    }
}
