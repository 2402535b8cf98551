// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jwasm.binary.CodeReader;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;
import org.jwasm.translation.FragmentTranslator;
import org.jwasm.translation.FragmentTranslator.Fragment;

/**
 * How a tree that compiled code calls is made, here or in another process: of an instruction, or of the question whether
 * a reference is of a type.
 *
 * @param offset of the instruction in the module's bytes
 * @param heapType where the heap type that is asked for stands in these; -1 for an instruction
 * @param nullable whether null is of the type
 * @param operands kinds of what is given to the tree
 */
record FragmentRecipe(int offset, int heapType, boolean nullable, Kind[] operands) {

    private static final Kind[] KINDS = Kind.values();
    private static final int NO_TYPE = -1;

    static FragmentRecipe instruction(int offset, Kind[] operands) {
        return new FragmentRecipe(offset, NO_TYPE, false, operands);
    }

    static FragmentRecipe test(int offset, int heapType, boolean nullable) {
        return new FragmentRecipe(offset, heapType, nullable, new Kind[]{Kind.REF});
    }

    /** @param reader stands behind the instruction afterwards, if it's of one */
    Fragment make(ModuleCode code, int function, CodeReader reader) {
        if (heapType != NO_TYPE) {
            CodeReader type = new CodeReader(code.module());
            type.move(heapType, code.module().codeEnd(function));
            return FragmentTranslator.test(code.language(), code, function, new ReferenceType(nullable, type.readHeapType()));
        }
        reader.move(offset, code.module().codeEnd(function));
        Opcode opcode = reader.readOpcode();
        List<ValueType> types = new ArrayList<>();
        for (Kind kind : operands) {
            types.add(kind.type());
        }
        return FragmentTranslator.instruction(code.language(), code, function, reader, opcode, offset, types);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(offset);
        out.writeInt(heapType);
        out.writeBoolean(nullable);
        out.writeInt(operands.length);
        for (Kind kind : operands) {
            out.writeByte(kind.ordinal());
        }
    }

    static FragmentRecipe read(DataInput in) throws IOException {
        int offset = in.readInt();
        int heapType = in.readInt();
        boolean nullable = in.readBoolean();
        int count = in.readInt();
        List<Kind> operands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operands.add(KINDS[in.readUnsignedByte()]);
        }
        return new FragmentRecipe(offset, heapType, nullable, operands.toArray(Kind[]::new));
    }
}
