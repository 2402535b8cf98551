// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
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
 * The calls of a class whose callee is a {@link WasmFunction} that is only known when they are made. Where there are numbers only, and not many,
 * a compiled callee is called by a virtual method of its class: HotSpot knows by the types that a call has seen what to inline. All
 * others are called by their method handles, which are too many ways for it to know any.
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
    private int sites;

    /** Forgets the calls of what is emitted once more. */
    void clear() {
        methods.clear();
        sites = 0;
    }

    private static String shared(Signature signature) {
        return "call$" + signature.shape();
    }

    private static String direct(Signature signature) {
        return "call" + signature.params().length;
    }

    /** Whether callees of a type have a virtual method for it. */
    private static boolean hasNumbersOnly(Signature signature) {
        if (signature.params().length > CompiledCode.MOST_NUMBERS || signature.results().length > 1) {
            return false;
        }
        for (Kind kind : signature.params()) {
            if (!kind.isNumber()) {
                return false;
            }
        }
        return signature.results().length == 0 || signature.results()[0].isNumber();
    }

    /** The type of the virtual method for so many numbers. */
    private static MethodTypeDesc directType(int count) {
        ClassDesc[] params = new ClassDesc[count + 1];
        Arrays.fill(params, ConstantDescs.CD_long);
        params[count] = Signature.INSTANCE;
        return MethodTypeDesc.of(ConstantDescs.CD_long, params);
    }

    /** Emits a call of a {@link WasmFunction} that is on the stack, above the arguments. */
    void emit(CodeBuilder code, Signature signature, int offset) {
        String name = shared(signature);
        methods.putIfAbsent(name, signature);
        if (hasNumbersOnly(signature)) {
            String own = name + "$" + offset;
            // What is emitted again, with longer jumps, has its methods already.
            if (!methods.containsKey(own) && sites++ >= MOST_SITES) {
                own = name + "$";
            }
            methods.putIfAbsent(own, signature);
            name = own;
        }
        code.invokestatic(FunctionContext.THIS, name, signature.with(FUNCTION));
    }

    /** Adds the methods that call. */
    void emitMethods(ClassBuilder type) {
        methods.forEach((name, signature) -> type.withMethodBody(name, signature.with(FUNCTION), STATIC, code -> {
            if (!name.equals(shared(signature))) {
                emitDirectCall(code, signature);
            }
            emitHandleCall(code, signature);
        }));
    }

    /**
     * Calls the callee's class, if it has one, and returns what that returns. There are two such calls, for functions of even and of odd index:
     * HotSpot inlines two callees of each, and the branch tells processors which of many comes next, where the jump alone often didn't.
     */
    private static void emitDirectCall(CodeBuilder code, Signature signature) {
        int function = places(signature);
        Label otherwise = code.newLabel();
        Label odd = code.newLabel();
        code.aload(function).invokevirtual(FUNCTION, "compiled", MethodTypeDesc.of(CODE)).astore(function + 1);
        code.aload(function + 1).ifnull(otherwise);
        code.aload(function).invokevirtual(FUNCTION, "index", MethodTypeDesc.of(ConstantDescs.CD_int)).iconst_1().iand().ifne(odd);
        emitVirtualCall(code, signature, function);
        code.labelBinding(odd);
        emitVirtualCall(code, signature, function);
        code.labelBinding(otherwise);
    }

    private static void emitVirtualCall(CodeBuilder code, Signature signature, int function) {
        code.aload(function + 1);
        int next = 0;
        for (Kind param : signature.params()) {
            code.loadLocal(param.typeKind(), next);
            Packing.toBits(code, param);
            next += param.size();
        }
        code.aload(function).invokevirtual(FUNCTION, "instance", MethodTypeDesc.of(Signature.INSTANCE));
        code.invokevirtual(CODE, direct(signature), directType(signature.params().length));
        if (signature.results().length == 0) {
            code.pop2();
        } else {
            Packing.fromBits(code, signature.results()[0]);
        }
        code.return_(returned(signature));
    }

    private static void emitHandleCall(CodeBuilder code, Signature signature) {
        int function = places(signature);
        code.aload(function).invokestatic(NumericEmitter.SUPPORT, "entry", MethodTypeDesc.of(METHOD_HANDLE, FUNCTION));
        int next = 0;
        for (Kind param : signature.params()) {
            code.loadLocal(param.typeKind(), next);
            next += param.size();
        }
        code.aload(function).invokevirtual(FUNCTION, "receiver", MethodTypeDesc.of(ConstantDescs.CD_Object));
        code.invokevirtual(METHOD_HANDLE, "invokeExact", signature.with(ConstantDescs.CD_Object));
        code.return_(returned(signature));
    }

    private static int places(Signature signature) {
        int places = 0;
        for (Kind param : signature.params()) {
            places += param.size();
        }
        return places;
    }

    private static TypeKind returned(Signature signature) {
        return switch (signature.results().length) {
            case 0 -> TypeKind.VOID;
            case 1 -> signature.results()[0].typeKind();
            default -> TypeKind.REFERENCE;
        };
    }

    /**
     * Adds the virtual method of a function that has numbers only.
     *
     * @param entry the static method that it calls
     */
    static void emitNumbersCall(ClassBuilder type, Signature signature, String entry) {
        if (!hasNumbersOnly(signature)) {
            return;
        }
        int count = signature.params().length;
        type.withMethodBody(direct(signature), directType(count), ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL, code -> {
            for (int i = 0; i < count; i++) {
                code.lload(1 + 2 * i);
                Packing.fromBits(code, signature.params()[i]);
            }
            code.aload(1 + 2 * count).invokestatic(FunctionContext.THIS, entry, signature.with(Signature.INSTANCE));
            if (signature.results().length == 0) {
                code.lconst_0();
            } else {
                Packing.toBits(code, signature.results()[0]);
            }
            code.lreturn();
        });
    }
}
