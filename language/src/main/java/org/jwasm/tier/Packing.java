// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Emits the way of values into the arrays of {@link org.jwasm.runtime.Arguments}, and out of them. */
record Packing(CodeBuilder code, Operands operands) {

    static final ClassDesc NUMBERS = ConstantDescs.CD_long.arrayType();
    static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
    private static final ClassDesc RESULTS = NumericEmitter.desc(Results.class);

    /** Where a value is read from, by its index. */
    interface Source {
        void load(int index);
    }

    /** Where a value is written to, which is on the stack. */
    interface Target {
        void store(int index);
    }

    /** Pushes an array for numbers and one for objects, or null if it has no length, with the values in them. */
    static void pack(CodeBuilder code, Kind[] kinds, int numbers, int objects, Source source) {
        code.loadConstant(numbers).newarray(TypeKind.LONG);
        int number = 0;
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i].isNumber()) {
                code.dup().loadConstant(number++);
                source.load(i);
                toBits(code, kinds[i]);
                code.lastore();
            }
        }
        if (objects == 0) {
            code.aconst_null();
            return;
        }
        code.loadConstant(objects).anewarray(ConstantDescs.CD_Object);
        int object = 0;
        for (int i = 0; i < kinds.length; i++) {
            if (!kinds[i].isNumber()) {
                code.dup().loadConstant(object++);
                source.load(i);
                code.aastore();
            }
        }
    }

    /** Takes values out of arrays that are in variables. */
    static void unpack(CodeBuilder code, Kind[] kinds, int numbers, int objects, Target target) {
        int number = 0;
        int object = 0;
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i].isNumber()) {
                code.aload(numbers).loadConstant(number++).laload();
                fromBits(code, kinds[i]);
            } else {
                code.aload(objects).loadConstant(object++).aaload();
                if (kinds[i] == Kind.V128) {
                    code.checkcast(Kind.V128.descriptor());
                }
            }
            target.store(i);
        }
    }

    static void toBits(CodeBuilder code, Kind kind) {
        switch (kind) {
            case I32 -> code.i2l();
            case F32 -> code.invokestatic(ConstantDescs.CD_Float, "floatToRawIntBits",
                            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_float)).i2l();
            case F64 -> code.invokestatic(ConstantDescs.CD_Double, "doubleToRawLongBits",
                            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_double));
            default -> {
            }
        }
    }

    static void fromBits(CodeBuilder code, Kind kind) {
        switch (kind) {
            case I32 -> code.l2i();
            case F32 -> code.l2i().invokestatic(ConstantDescs.CD_Float, "intBitsToFloat",
                            MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int));
            case F64 -> code.invokestatic(ConstantDescs.CD_Double, "longBitsToDouble",
                            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long));
            default -> {
            }
        }
    }

    /** Packs the upper operands, which wait; they stay. */
    void packTop(Kind[] kinds, int numbers, int objects) {
        int base = operands.height() - kinds.length;
        pack(code, kinds, numbers, objects, i -> Variables.load(code, kinds[i], operands.variable(base + i, kinds[i])));
    }

    /** Pushes the {@link Results} of a function, from the upper operands. */
    void packResults(Signature signature) {
        code.new_(RESULTS).dup();
        int objects = (int) java.util.Arrays.stream(signature.results()).filter(kind -> !kind.isNumber()).count();
        packTop(signature.results(), signature.results().length - objects, objects);
        code.invokespecial(RESULTS, ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, NUMBERS, OBJECTS));
    }

    /** Makes operands that wait of what is in arrays; these are in variables. */
    void unpackWaiting(Kind[] kinds, int numbers, int objects) {
        int base = operands.height();
        unpack(code, kinds, numbers, objects, i -> Variables.store(code, kinds[i], operands.variable(base + i, kinds[i])));
        for (Kind kind : kinds) {
            operands.pushWaiting(kind);
        }
    }

    /** Makes operands that wait of {@link Results} that are on the stack. */
    void unpackResults(Kind[] kinds) {
        int numbers = operands.newVariable(Kind.REF);
        int objects = operands.newVariable(Kind.REF);
        code.dup().invokevirtual(RESULTS, "numbers", MethodTypeDesc.of(NUMBERS)).astore(numbers);
        code.invokevirtual(RESULTS, "objects", MethodTypeDesc.of(OBJECTS)).astore(objects);
        unpackWaiting(kinds, numbers, objects);
    }

    /** Emits a call with arrays. */
    interface PackedCall {
        void emit(int numbers, int objects, int receiver);
    }

    /** Emits the body of a method that packs its parameters, behind which there is a receiver, and unpacks the results. */
    static void emitCall(CodeBuilder code, Signature signature, PackedCall call) {
        Kind[] params = signature.params();
        int[] places = new int[params.length];
        int next = 0;
        for (int i = 0; i < params.length; i++) {
            places[i] = next;
            next += params[i].size();
        }
        int receiver = next++;
        // More parameters may follow.
        int numbers = next + 1;
        int objects = next + 2;
        pack(code, params, signature.numbers(), signature.objects(), i -> code.loadLocal(params[i].typeKind(), places[i]));
        code.astore(objects).astore(numbers);
        call.emit(numbers, objects, receiver);
        Kind[] results = signature.results();
        switch (results.length) {
            case 0 -> code.return_();
            case 1 -> {
                unpack(code, results, numbers, objects, _ -> { });
                code.return_(results[0].typeKind());
            }
            default -> {
                ClassDesc type = NumericEmitter.desc(Results.class);
                code.new_(type).dup().aload(numbers).aload(objects).invokespecial(type, ConstantDescs.INIT_NAME,
                                MethodTypeDesc.of(ConstantDescs.CD_void, NUMBERS, OBJECTS)).areturn();
            }
        }
    }
}
