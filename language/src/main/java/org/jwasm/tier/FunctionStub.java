// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.util.concurrent.CompletableFuture;

import org.jwasm.structure.Module;

/** What is found under the name of a function that has no class of its own: a method that calls the function as it is then. */
final class FunctionStub {

    private FunctionStub() {
    }

    /** The class file; built by a thread of its own, as there is no telling how much stack the library wants. */
    static byte[] build(Module module, int function) {
        return CompletableFuture.supplyAsync(() -> emit(module, function),
                        task -> Thread.ofPlatform().daemon().name("stub of a function").start(task)).join();
    }

    private static byte[] emit(Module module, int function) {
        Signature signature = Signature.of(module.functionType(function).functionType());
        return ClassFile.of().build(CompiledClasses.descOf(function), type -> type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL).withMethodBody(
                        FunctionContext.entryName(module, function), signature.with(Signature.INSTANCE), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> emitCallAnew(code, function, signature)));
    }

    /** Emits a call of a function, as it is when it's called, with the parameters and the instance of the method, and the return of what comes of it. */
    static void emitCallAnew(CodeBuilder code, int function, Signature signature) {
        code.aload(signature.load(code)).invokedynamic(FunctionContext.callSite(function, signature)).return_(signature.returnKind());
    }
}
