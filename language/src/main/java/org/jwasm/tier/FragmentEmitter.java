// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

import org.jwasm.binary.CodeReader;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.StructType;
import org.jwasm.translation.FragmentTranslator.Fragment;

/** Emits instructions that have no bytecode of their own: calls of the interpreter's trees for them. */
final class FragmentEmitter {

    private final BodyEmitter body;
    private final CodeBuilder code;
    private final Operands operands;

    FragmentEmitter(BodyEmitter body) {
        this.body = body;
        this.code = body.code;
        this.operands = body.operands;
    }

    void emit(Opcode opcode, int offset) {
        int count = operandCount(opcode);
        Kind[] kinds = new Kind[count];
        for (int i = 0; i < count; i++) {
            kinds[i] = operands.kind(count - 1 - i);
        }
        call(FragmentRecipe.instruction(offset, kinds));
    }

    /**
     * Puts aside whether the reference on top, which stays, is of a type; the answer is the new top.
     *
     * @param heapType where the type stands
     */
    void test(boolean nullable, int heapType, int offset) {
        operands.spillTop(1);
        code.aload(operands.variable(operands.height() - 1, Kind.REF));
        operands.pushed(Kind.REF);
        call(FragmentRecipe.test(offset, heapType, nullable));
    }

    private void call(FragmentRecipe recipe) {
        FunctionContext context = body.context;
        Fragment fragment = recipe.make(context.moduleCode(), context.function(), body.reader);
        context.countFragment();
        Kind[] kinds = recipe.operands();
        int count = kinds.length;
        int objects = 0;
        for (Kind kind : kinds) {
            objects += kind.isNumber() ? 0 : 1;
        }
        Kind[] results = Kind.of(fragment.results());
        int resultObjects = 0;
        for (Kind result : results) {
            resultObjects += result.isNumber() ? 0 : 1;
        }
        operands.spillTop(count);
        new Packing(code, operands).packTop(kinds, Math.max(count - objects, results.length - resultObjects), Math.max(objects, resultObjects));
        int objectArray = operands.newVariable(Kind.REF);
        int numberArray = operands.newVariable(Kind.REF);
        code.astore(objectArray).astore(numberArray);
        body.layout.loadInstance(code);
        code.aload(numberArray).aload(objectArray);
        code.ldc(context.constants().add(fragment.target(), recipe));
        body.blame(recipe.offset());
        code.invokestatic(NumericEmitter.SUPPORT, "callFragment", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, Packing.NUMBERS,
                        Packing.OBJECTS, ConstantDescs.CD_Object));
        operands.truncate(operands.height() - count);
        new Packing(code, operands).unpackWaiting(results, numberArray, objectArray);
    }

    /** How many operands an instruction takes. */
    private int operandCount(Opcode opcode) {
        if (opcode.operands() != null) {
            return opcode.operands().length();
        }
        return switch (opcode) {
            case STRUCT_NEW -> peekType() instanceof StructType struct ? struct.fields().size() : 0;
            case ARRAY_NEW_FIXED -> peekLength();
            case STRUCT_NEW_DEFAULT -> 0;
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U, ARRAY_NEW_DEFAULT, ARRAY_LEN, REF_TEST, REF_TEST_NULL, REF_CAST, REF_CAST_NULL,
                            ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY, REF_I31, I31_GET_S, I31_GET_U, REF_GET_DESC -> 1;
            case STRUCT_SET, ARRAY_NEW, ARRAY_NEW_DATA, ARRAY_NEW_ELEM, ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> 2;
            case ARRAY_SET -> 3;
            case ARRAY_FILL, ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> 4;
            case ARRAY_COPY -> 5;
            default -> throw new Untranslatable(opcode.mnemonic());
        };
    }

    private CodeReader ahead() {
        Module module = body.module;
        CodeReader ahead = new CodeReader(module);
        ahead.move(body.reader.position(), module.codeEnd(body.context.function()));
        return ahead;
    }

    private Object peekType() {
        return body.module.type(ahead().readU32()).composite();
    }

    private int peekLength() {
        CodeReader ahead = ahead();
        ahead.readU32();
        return ahead.readU32();
    }
}
