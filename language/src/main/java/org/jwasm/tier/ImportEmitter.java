// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

import org.jwasm.embedding.JavaFunction;
import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.FunctionalShape;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.structure.FunctionType;

/**
 * Emits the method in which compiled code calls an import of numbers. Where that is a Java object, it is called as such: HotSpot takes note of
 * its class at this very place, and compiles it into the caller. Else it is called like any function that is known at run time only.
 */
final class ImportEmitter {

    private static final ClassDesc FUNCTION = NumericEmitter.desc(WasmFunction.class);
    private static final ClassDesc BODY = NumericEmitter.desc(JavaFunction.Body.class);

    private final FunctionContext context;
    private final CodeBuilder code;
    private final FunctionType type;
    private final Signature signature;
    private final Label handler;
    private final int instance;
    private final int function;
    private final int object;
    private final int numbers;

    /** @param type of the import */
    ImportEmitter(FunctionContext context, CodeBuilder code, FunctionType type) {
        this.context = context;
        this.code = code;
        this.type = type;
        this.signature = Signature.of(type);
        this.handler = code.newLabel();
        this.instance = signature.places();
        this.function = instance + 1;
        this.object = instance + 2;
        this.numbers = instance + 3;
    }

    /** Whether a Java object can be called for it. */
    static boolean isOfNumbers(Signature signature) {
        return Arrays.stream(signature.params()).allMatch(Kind::isNumber) && Arrays.stream(signature.results()).allMatch(Kind::isNumber);
    }

    /** The name of the method: none of a function in traces. */
    static String methodName(int imported) {
        return "import$" + imported;
    }

    /** Emits the body of the method, which has the parameters of the import, then the instance. */
    void emit(int imported) {
        code.aload(instance).loadConstant(imported).invokevirtual(Signature.INSTANCE, "function", MethodTypeDesc.of(FUNCTION, ConstantDescs.CD_int));
        code.dup().astore(function);
        code.invokestatic(NumericEmitter.SUPPORT, "direct", MethodTypeDesc.of(ConstantDescs.CD_Object, FUNCTION)).astore(object);
        // A body may also be of the functional interface, where it means something else; what is called by that is never a body.
        emitIfInstance(BODY, () -> {
            pack();
            code.aload(numbers);
            code.invokeinterface(BODY, "call", MethodTypeDesc.of(ConstantDescs.CD_void, Packing.NUMBERS));
        }, this::emitPackedReturn);
        FunctionalShape shape = FunctionalShape.of(type);
        if (shape != null) {
            ClassDesc functional = NumericEmitter.desc(shape.functional());
            emitIfInstance(functional, () -> {
                loadParameters();
                code.invokeinterface(functional, shape.method(), signature.with());
            }, this::emitReturn);
        }
        Label linked = code.newLabel();
        code.aload(function).invokevirtual(FUNCTION, "compiled", MethodTypeDesc.of(NumericEmitter.desc(CompiledCode.class))).ifnonnull(linked);
        // By its call target at once: a method handle that isn't constant takes a quarter of what an object of the polyglot API does.
        pack();
        code.aload(function).aload(numbers).aconst_null().invokestatic(NumericEmitter.SUPPORT, "callTarget",
                        MethodTypeDesc.of(ConstantDescs.CD_void, FUNCTION, Packing.NUMBERS, Packing.OBJECTS));
        emitPackedReturn();
        code.labelBinding(linked);
        loadParameters();
        code.aload(function);
        // No instruction has such an offset.
        context.functionCalls().emit(code, signature, -1 - imported);
        emitReturn();
        code.labelBinding(handler).aload(function);
        code.invokestatic(NumericEmitter.SUPPORT, "failed",
                        MethodTypeDesc.of(NumericEmitter.desc(RuntimeException.class), ConstantDescs.CD_Throwable, FUNCTION)).athrow();
    }

    /** Emits a call of the object if it is of an interface; what it throws goes to the handler, what comes afterwards is not its. */
    private void emitIfInstance(ClassDesc functional, Runnable call, Runnable afterwards) {
        Label start = code.newLabel();
        Label end = code.newLabel();
        Label next = code.newLabel();
        code.aload(object).instanceOf(functional).ifeq(next);
        code.aload(object).checkcast(functional);
        code.labelBinding(start);
        call.run();
        code.labelBinding(end);
        // The host may have taken its time, and a loop around the call lets others in only once in many rounds.
        code.invokestatic(NumericEmitter.SUPPORT, "poll", MethodTypeDesc.of(ConstantDescs.CD_void));
        afterwards.run();
        code.exceptionCatch(start, end, handler, ConstantDescs.CD_Throwable);
        code.labelBinding(next);
    }

    private void pack() {
        Packing.pack(code, signature.params(), signature.numbers(), 0, this::loadParameter);
        code.pop().astore(numbers);
    }

    private void loadParameters() {
        for (int i = 0; i < signature.params().length; i++) {
            loadParameter(i);
        }
    }

    private void loadParameter(int index) {
        int place = 0;
        for (int i = 0; i < index; i++) {
            place += signature.params()[i].size();
        }
        code.loadLocal(signature.params()[index].typeKind(), place);
    }

    private void emitReturn() {
        code.return_(signature.returnKind());
    }

    private void emitPackedReturn() {
        if (signature.results().length > 1) {
            ClassDesc results = NumericEmitter.desc(Results.class);
            code.new_(results).dup().aload(numbers).aconst_null().invokespecial(results, ConstantDescs.INIT_NAME,
                            MethodTypeDesc.of(ConstantDescs.CD_void, Packing.NUMBERS, Packing.OBJECTS));
        } else {
            Packing.unpack(code, signature.results(), numbers, -1, _ -> { });
        }
        emitReturn();
    }
}
