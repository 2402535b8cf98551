// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

import org.jwasm.runtime.CompiledCode;

/** Builds the class files of functions: of one method with the code, or of several where HotSpot would compile none that large. */
final class FunctionClassFile {

    private static final ClassDesc SUPERCLASS = NumericEmitter.desc(CompiledCode.class);
    static final ClassFile FILE = ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(MethodHandles.lookup()).orElse(ClassHierarchyResolver.defaultResolver())));

    /** For classes that nobody loads. */
    private static final ClassFile DRAFT = FILE.withOptions(ClassFile.StackMapsOption.DROP_STACK_MAPS, ClassFile.DeadCodeOption.KEEP_DEAD_CODE);

    /** HotSpot compiles no method that is larger, in bytes. */
    private static final int HUGE_METHOD_LIMIT = 8000;
    /** No function with fewer bytes of code becomes as large. */
    static final int ALWAYS_SMALL = 1500;
    /** By how much more bytes vector instructions become than others. */
    private static final int VECTOR_EXPANSION = 5;
    /** Functions with more are split whatever they become. */
    private static final int ALWAYS_LARGE = 8000;

    private FunctionClassFile() {
    }

    /**
     * The class of a function, split if it is too large for the compilers of HotSpot.
     *
     * @param forGraal whether Graal takes what has no bytecode of one method
     * @throws Untranslatable it has to stay in the interpreter, or stays with Graal
     */
    static byte[] build(FunctionContext context, boolean forGraal) {
        if (!forGraal) {
            return build(context);
        }
        try {
            byte[] whole = size(context) > ALWAYS_LARGE ? null : build(FILE, context.self(), context::emitMethods);
            if (whole != null && !context.hasFragments() && !(context.hasVectors() && BesideGraal.hasManyVectors(context.module(), context.function())) &&
                            (isAlwaysSmall(context) || codeLength(whole, context.methodName()) <= HUGE_METHOD_LIMIT)) {
                return whole;
            }
        } catch (IllegalArgumentException e) {
            // Larger than methods can be.
        }
        throw new Untranslatable("left to Graal");
    }

    private static boolean isAlwaysSmall(FunctionContext context) {
        return size(context) < (context.hasVectors() ? ALWAYS_SMALL / VECTOR_EXPANSION : ALWAYS_SMALL);
    }

    private static int size(FunctionContext context) {
        return context.module().codeSize(context.function());
    }

    private static byte[] build(FunctionContext context) {
        int size = size(context);
        boolean splits = size > ALWAYS_LARGE && context.canSplit();
        byte[] whole = null;
        try {
            if (!splits || !context.isNoted()) {
                // What is split afterwards is only looked at.
                whole = build(splits ? DRAFT : FILE, context.self(), context::emitMethods);
            }
            if (!splits && (isAlwaysSmall(context) || codeLength(whole, context.methodName()) <= HUGE_METHOD_LIMIT)) {
                return whole;
            }
        } catch (IllegalArgumentException e) {
            // Larger than methods can be.
        }
        try {
            if (context.canSplit()) {
                return split(context);
            }
        } catch (IllegalArgumentException | Untranslatable e) {
            // Then it stays whole.
        }
        return wholeAfterAll(context, splits ? null : whole);
    }

    private static byte[] split(FunctionContext context) {
        int most = Splitter.LARGEST;
        byte[] split = split(context, false, most);
        if (context.hasVectors() && largestPart(split, context) > HUGE_METHOD_LIMIT) {
            // Vector instructions become far more bytes than others.
            most /= VECTOR_EXPANSION;
            split = split(context, false, most);
        }
        int rest = codeLength(split, context.methodName());
        if (rest <= HUGE_METHOD_LIMIT) {
            return split;
        }
        try {
            byte[] more = split(context, true, most);
            return codeLength(more, context.methodName()) < rest ? more : split;
        } catch (IllegalArgumentException | Untranslatable e) {
            return split;
        }
    }

    private static byte[] split(FunctionContext context, boolean many, int most) {
        return build(FILE, context.self(), type -> context.emitSplitMethods(type, many, most));
    }

    private static int largestPart(byte[] bytes, FunctionContext context) {
        return FILE.parse(bytes).methods().stream().filter(each -> !each.methodName().equalsString(context.methodName())).mapToInt(
                        FunctionClassFile::codeLength).max().orElse(0);
    }

    private static byte[] wholeAfterAll(FunctionContext context, byte[] known) {
        try {
            return known == null ? build(FILE, context.self(), context::emitMethods) : known;
        } catch (IllegalArgumentException e) {
            throw new Untranslatable("too large for a method of the JVM");
        }
    }

    private static byte[] build(ClassFile file, ClassDesc self, Consumer<ClassBuilder> methods) {
        return file.build(self, type -> {
            type.withSuperclass(SUPERCLASS).withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
            methods.accept(type);
        });
    }

    private static int codeLength(byte[] bytes, String method) {
        return FILE.parse(bytes).methods().stream().filter(each -> each.methodName().equalsString(method)).mapToInt(FunctionClassFile::codeLength).findFirst().orElse(0);
    }

    private static int codeLength(MethodModel method) {
        return method.findAttribute(Attributes.code()).map(CodeAttribute::codeLength).orElse(0);
    }
}
