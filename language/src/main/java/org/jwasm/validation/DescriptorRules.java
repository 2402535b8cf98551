// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import org.jwasm.binary.CodeReader;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.ExactType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.HeapType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;

/** The rules of instructions that take or give descriptors. Proposal: Custom Descriptors, New Instructions. */
final class DescriptorRules {

    private final CodeReader reader;
    private final OperandStack operands;

    DescriptorRules(CodeReader reader, OperandStack operands) {
        this.reader = reader;
        this.operands = operands;
    }

    /** The type of a reference to what an instruction makes as a {@code type}, or knows to be {@code exact}. */
    static ReferenceType reference(DefinedType type, boolean exact, CodeReader reader) {
        return new ReferenceType(false, exact && reader.isEnabled(Feature.CUSTOM_DESCRIPTORS) ? new ExactType(type) : type);
    }

    void check(Opcode opcode) {
        if (opcode == Opcode.REF_GET_DESC) {
            get(reader.definedType(reader.readU32(), reader.opcodeOffset()));
            return;
        }
        int at = reader.position();
        HeapType target = reader.readHeapType();
        operands.pop(ofTarget(target, at));
        operands.pop(new ReferenceType(true, AbstractHeapType.top(target)));
        operands.push(new ReferenceType(opcode == Opcode.REF_CAST_DESC_EQ_NULL, target));
    }

    private void get(DefinedType type) {
        DefinedType descriptor = type.descriptor();
        if (descriptor == null) {
            throw operands.invalid("type without descriptor: " + type);
        }
        ReferenceType exactly = new ReferenceType(true, new ExactType(type));
        ValueType operand = operands.pop();
        operands.push(operand);
        boolean exact = operand.matches(exactly);
        operands.pop(exact ? exactly : new ReferenceType(true, type));
        operands.push(reference(descriptor, exact, reader));
    }

    /** Pops the descriptor of a structure to be made, if its type has one. */
    void popForAllocation(DefinedType type, boolean withDescriptor) {
        if (withDescriptor != (type.descriptor() != null)) {
            throw operands.invalid(withDescriptor ? "type without descriptor requires non-descriptor allocation"
                            : "type with descriptor requires descriptor allocation");
        }
        if (withDescriptor) {
            operands.pop(new ReferenceType(true, new ExactType(type.descriptor())));
        }
    }

    /** The type of the descriptors by which a cast to a type, read at offset {@code at}, decides. */
    ReferenceType ofTarget(HeapType target, int at) {
        boolean exact = target instanceof ExactType;
        DefinedType type = switch (target) {
            case ExactType exactType -> exactType.type();
            case DefinedType defined -> defined;
            case AbstractHeapType _ -> null;
        };
        if (type == null || type.descriptor() == null) {
            throw operands.invalid("type " + (type == null ? target : index(exact, at)) + " does not have a descriptor");
        }
        return new ReferenceType(true, exact ? new ExactType(type.descriptor()) : type.descriptor());
    }

    /** The type index in a heap type at an offset. */
    private String index(boolean exact, int at) {
        reader.seek(exact ? at + 1 : at);
        return Integer.toUnsignedString(exact ? reader.readU32() : (int) reader.readI33());
    }
}
