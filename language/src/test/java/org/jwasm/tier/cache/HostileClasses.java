// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Entries that somebody else could put into a cache. */
public final class HostileClasses {

    /** Set by code that must not run. */
    public static boolean wasRun;

    private static final int HEADER = 5;

    private HostileClasses() {
    }

    public static void run() {
        wasRun = true;
    }

    /** Code that is good Java but calls what no translated code calls. */
    static byte[] calling() {
        return entry(code -> code.invokestatic(ClassDesc.of(HostileClasses.class.getName()), "run", ConstantDescs.MTD_void).aconst_null().areturn());
    }

    /** An interface that translated code doesn't know. */
    public interface Other {
        static void run() {
            wasRun = true;
        }
    }

    /** The same by a method of an interface. */
    static byte[] callingAnInterface() {
        return entry(code -> code.invokestatic(ClassDesc.of(Other.class.getName()), "run", ConstantDescs.MTD_void, true).aconst_null().areturn());
    }

    /** The same by a method that another function's class has, but that isn't the function. */
    static byte[] callingWhatIsNoFunction() {
        return entry(code -> code.invokestatic(ClassDesc.of("org.jwasm.compiled.F1"), "run", ConstantDescs.MTD_void).aconst_null().areturn());
    }

    /** Another function's field. */
    static byte[] writingToAnother() {
        return entry(code -> code.iconst_1().putstatic(ClassDesc.of("org.jwasm.compiled.F1"), "retired", ConstantDescs.CD_boolean).aconst_null().areturn());
    }

    /** A field of a class whose name only begins like that of the constants. */
    static byte[] readingWhatIsNoConstant() {
        return entry(code -> code.getstatic(ClassDesc.of("org.jwasm.compiled.TypesToo"), "t0", ConstantDescs.CD_Object).areturn());
    }

    /** A method of the class of the constants. */
    static byte[] callingConstants() {
        return entry(code -> code.invokestatic(ClassDesc.of("org.jwasm.compiled.Types"), "f0", ConstantDescs.MTD_void).aconst_null().areturn());
    }

    /** Code that takes a number for a reference; without a map of the stack, as that would be found out here. */
    static byte[] unverifiable() {
        return entry(code -> code.bipush(42).areturn());
    }

    private static byte[] entry(Consumer<CodeBuilder> call) {
        ClassDesc superclass = ClassDesc.of("org.jwasm.runtime.CompiledCode");
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor("(Lorg/jwasm/runtime/WasmInstance;[J[Ljava/lang/Object;)Ljava/lang/Object;");
        byte[] bytes = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS).build(ClassDesc.of("org.jwasm.compiled.F0"), builder -> {
            builder.withSuperclass(superclass).withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
            builder.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC,
                            code -> code.aload(0).invokespecial(superclass, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_());
            builder.withMethodBody("call", type, ClassFile.ACC_PUBLIC, call);
        });
        return ByteBuffer.allocate(HEADER + bytes.length).put((byte) 0).putInt(0).put(bytes).array();
    }
}
