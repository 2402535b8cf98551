// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.WasmFunction;

/**
 * The calls of a class whose callee is a {@link WasmFunction} that is only known when they are made. Where it has a few numbers and objects,
 * a compiled callee is called by a virtual method of its class: HotSpot knows by the types that a call has seen what to inline, and one
 * without code by its call target. Those of more are called by their method handles, which are too many ways for it to know any.
 */
final class FunctionCalls {

    private static final ClassDesc FUNCTION = NumericEmitter.desc(WasmFunction.class);
    private static final ClassDesc CODE = NumericEmitter.desc(CompiledCode.class);
    private static final ClassDesc METHOD_HANDLE = NumericEmitter.desc(MethodHandle.class);
    private static final int STATIC = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    /** How many calls of a class have a method of their own, and with it the types that they alone have seen. */
    private static final int MOST_SITES = 24;

    /** The types by the names of the methods that call. */
    private final Map<String, Signature> methods = new LinkedHashMap<>();
    private final ClassDesc self;
    private int sites;

    /** @param self the class that calls */
    FunctionCalls(ClassDesc self) {
        this.self = self;
    }

    /** Forgets the calls of what is emitted once more. */
    void clear() {
        methods.clear();
        sites = 0;
    }

    private static String shared(Signature signature) {
        return "call$" + signature.shape();
    }

    private static int objects(Kind[] kinds) {
        return (int) Arrays.stream(kinds).filter(kind -> kind == Kind.REF).count();
    }

    private static boolean returnsObject(Signature signature) {
        return signature.results().length == 1 && signature.results()[0] == Kind.REF;
    }

    /** The name of the virtual method for a type, see {@link CompiledCode}. */
    private static String direct(Signature signature) {
        int objects = objects(signature.params());
        String name = "call" + (signature.params().length - objects);
        if (returnsObject(signature)) {
            return name + "and" + objects + "ToObject";
        }
        return objects == 0 ? name : name + "and" + objects;
    }

    /** Whether callees of a type have a virtual method for it. */
    private static boolean isDirect(Signature signature) {
        Kind[] params = signature.params();
        Kind[] results = signature.results();
        if (results.length > 1 || Arrays.asList(params).contains(Kind.V128) || Arrays.asList(results).contains(Kind.V128)) {
            return false;
        }
        int objects = objects(params);
        if (objects == 0 && !returnsObject(signature)) {
            return params.length <= CompiledCode.MOST_NUMBERS;
        }
        return objects <= CompiledCode.MOST_OBJECTS && params.length - objects <= CompiledCode.MOST_NUMBERS_WITH_OBJECTS;
    }

    /** The type of the virtual method: the numbers, the objects, the instance. */
    private static MethodTypeDesc directType(Signature signature) {
        int objects = objects(signature.params());
        int numbers = signature.params().length - objects;
        ClassDesc[] params = new ClassDesc[numbers + objects + 1];
        Arrays.fill(params, 0, numbers, ConstantDescs.CD_long);
        Arrays.fill(params, numbers, numbers + objects, ConstantDescs.CD_Object);
        params[numbers + objects] = Signature.INSTANCE;
        return MethodTypeDesc.of(returnsObject(signature) ? ConstantDescs.CD_Object : ConstantDescs.CD_long, params);
    }

    /** Emits a call of a {@link WasmFunction} that is on the stack, above the arguments. */
    void emit(CodeBuilder code, Signature signature, int offset) {
        String name = shared(signature);
        methods.putIfAbsent(name, signature);
        if (isDirect(signature)) {
            String own = name + "$" + offset;
            // What is emitted again, with longer jumps, has its methods already.
            if (!methods.containsKey(own) && sites++ >= MOST_SITES) {
                own = name + "$";
            }
            methods.putIfAbsent(own, signature);
            name = own;
        }
        code.invokestatic(self, name, signature.with(FUNCTION));
    }

    /** Adds the methods that call. */
    void emitMethods(ClassBuilder type) {
        methods.forEach((name, signature) -> type.withMethodBody(name, signature.with(FUNCTION), STATIC, code -> {
            if (!name.equals(shared(signature))) {
                emitDirectCall(code, signature);
            } else if (isDirect(signature)) {
                emitPackedCall(code, signature);
            } else {
                emitHandleCall(code, signature);
            }
        }));
    }

    /**
     * Calls the callee's class, if it has one, and returns what that returns. There are two such calls, for functions of even and of odd index:
     * HotSpot inlines two callees of each, and the branch tells processors which of many comes next, where the jump alone often didn't.
     */
    private void emitDirectCall(CodeBuilder code, Signature signature) {
        int function = signature.places();
        Label otherwise = code.newLabel();
        Label odd = code.newLabel();
        code.aload(function).invokevirtual(FUNCTION, "compiled", MethodTypeDesc.of(CODE)).astore(function + 1);
        code.aload(function + 1).ifnull(otherwise);
        code.aload(function).invokevirtual(FUNCTION, "index", MethodTypeDesc.of(ConstantDescs.CD_int)).iconst_1().iand().ifne(odd);
        emitVirtualCall(code, signature, function);
        code.labelBinding(odd);
        emitVirtualCall(code, signature, function);
        code.labelBinding(otherwise);
        signature.load(code);
        code.aload(function).invokestatic(self, shared(signature), signature.with(FUNCTION)).return_(signature.returnKind());
    }

    /** Calls what has no class, or none yet, by its call target: for a handle, Java would make four classes of each type, while the guest waits. */
    private static void emitPackedCall(CodeBuilder code, Signature signature) {
        Packing.emitCall(code, signature, (numbers, objects, function) -> code.aload(function).aload(numbers).aload(objects).invokestatic(NumericEmitter.SUPPORT,
                        "callTarget", MethodTypeDesc.of(ConstantDescs.CD_void, FUNCTION, Packing.NUMBERS, Packing.OBJECTS)));
    }

    private static void emitVirtualCall(CodeBuilder code, Signature signature, int function) {
        code.aload(function + 1);
        loadParams(code, signature, true);
        loadParams(code, signature, false);
        code.aload(function).invokevirtual(FUNCTION, "instance", MethodTypeDesc.of(Signature.INSTANCE));
        code.invokevirtual(CODE, direct(signature), directType(signature));
        if (signature.results().length == 0) {
            code.pop2();
        } else {
            Packing.fromBits(code, signature.results()[0]);
        }
        code.return_(signature.returnKind());
    }

    /** Pushes the parameters that are numbers, or those that aren't. */
    private static void loadParams(CodeBuilder code, Signature signature, boolean numbers) {
        int next = 0;
        for (Kind param : signature.params()) {
            if (param.isNumber() == numbers) {
                code.loadLocal(param.typeKind(), next);
                Packing.toBits(code, param);
            }
            next += param.size();
        }
    }

    private static void emitHandleCall(CodeBuilder code, Signature signature) {
        int function = signature.places();
        code.aload(function).invokestatic(NumericEmitter.SUPPORT, "entry", MethodTypeDesc.of(METHOD_HANDLE, FUNCTION));
        signature.load(code);
        code.aload(function).invokevirtual(FUNCTION, "receiver", MethodTypeDesc.of(ConstantDescs.CD_Object));
        code.invokevirtual(METHOD_HANDLE, "invokeExact", signature.with(ConstantDescs.CD_Object));
        code.return_(signature.returnKind());
    }

    /**
     * Adds the virtual method of a function, if its type is one for which there is one.
     *
     * @param entry the static method that it calls
     */
    void emitDirectMethod(ClassBuilder type, Signature signature, String entry) {
        if (!isDirect(signature)) {
            return;
        }
        type.withMethodBody(direct(signature), directType(signature), ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL, code -> {
            int number = 1;
            int object = 1 + 2 * (signature.params().length - objects(signature.params()));
            for (Kind param : signature.params()) {
                if (param.isNumber()) {
                    code.lload(number);
                    Packing.fromBits(code, param);
                    number += 2;
                } else {
                    code.aload(object++);
                }
            }
            code.aload(object).invokestatic(self, entry, signature.with(Signature.INSTANCE));
            if (returnsObject(signature)) {
                code.areturn();
                return;
            }
            if (signature.results().length == 0) {
                code.lconst_0();
            } else {
                Packing.toBits(code, signature.results()[0]);
            }
            code.lreturn();
        });
    }
}
