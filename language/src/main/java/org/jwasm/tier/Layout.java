// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Where a method has what it works with: the instance, memory 0, and the locals of the function. These are in local
 * variables, or, in a function that is split, in a frame of two arrays, from which its parts take what they need.
 *
 * @param locals the variable of each local, or null if they are in the frame
 * @param leavesStack the variable that says whether the host has been left its stack
 * @param frame the variable of the frame's {@code long[]}; its {@code Object[]} is in the next one
 * @param firstFree the first variable that nothing is in
 */
record Layout(int instance, int memory, int leavesStack, Kind[] kinds, int[] locals, int frame, int firstFree) {

    void loadInstance(CodeBuilder code) {
        code.aload(instance);
    }

    void loadMemory(CodeBuilder code) {
        code.aload(memory);
    }

    /** Pushes a local. */
    void load(CodeBuilder code, int local) {
        if (locals == null) {
            loadFromFrame(code, kinds[local], local);
        } else {
            Variables.load(code, kinds[local], locals[local]);
        }
    }

    /** Pops the value of a local. */
    void store(CodeBuilder code, int local) {
        if (locals == null) {
            storeToFrame(code, kinds[local], local);
        } else {
            Variables.store(code, kinds[local], locals[local]);
        }
    }

    /** Pushes what is at a place of the frame. */
    void loadFromFrame(CodeBuilder code, Kind kind, int place) {
        if (kind.isNumber()) {
            code.aload(frame).loadConstant(place).laload();
            Packing.fromBits(code, kind);
        } else {
            code.aload(frame + 1).loadConstant(place).aaload();
            if (kind == Kind.V128) {
                code.checkcast(kind.descriptor());
            }
        }
    }

    /** Pops what belongs at a place of the frame. */
    void storeToFrame(CodeBuilder code, Kind kind, int place) {
        boolean number = kind.isNumber();
        if (number) {
            Packing.toBits(code, kind);
        }
        ClassDesc value = number ? ConstantDescs.CD_long : ConstantDescs.CD_Object;
        code.aload(number ? frame : frame + 1).loadConstant(place).invokestatic(NumericEmitter.SUPPORT, "put",
                        MethodTypeDesc.of(ConstantDescs.CD_void, value, value.arrayType(), ConstantDescs.CD_int));
    }
}
