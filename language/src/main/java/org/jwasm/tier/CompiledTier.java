// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import org.jwasm.nodes.control.WasmRootNode;
import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.CompiledFrames;
import org.jwasm.runtime.FunctionLink;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.StackProbe;
import org.jwasm.runtime.Tier;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.translation.FunctionTranslator;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.nodes.RootNode;

/**
 * The compiled tier of a module: translates its functions to bytecode of the JVM, each at its first call if it has a loop,
 * otherwise when it was called often enough. The code is shared by all instances, and goes when the module goes.
 */
public final class CompiledTier implements Tier {

    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final ClassDesc SUPERCLASS = NumericEmitter.desc(CompiledCode.class);
    private static final ClassDesc TARGET = NumericEmitter.desc(RootCallTarget.class);
    private static final ClassFile FILE = ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(LOOKUP).orElse(ClassHierarchyResolver.defaultResolver())));

    /** HotSpot compiles no method that is larger, in bytes. */
    private static final int HUGE_METHOD_LIMIT = 8000;
    /** No function with fewer bytes of code becomes as large. */
    private static final int ALWAYS_SMALL = 1500;

    private static final int LARGEST_FUNCTION = 1 << 20;
    /** Of one module: classes lie outside of the heap. */
    private static final long MOST_CLASS_BYTES = 128L << 20;

    private final ModuleCode code;
    private final TierLog log;
    private final int threshold;
    private final AtomicLong classBytes = new AtomicLong();
    private final AtomicReferenceArray<Link> links;
    /** Methods that call targets with packed arguments, by the shape of the type. */
    private final ConcurrentHashMap<String, MethodHandle> packers = new ConcurrentHashMap<>();

    /** @param threshold at which of its calls a function without loops is compiled; up to 1, all are at their first */
    public CompiledTier(ModuleCode code, int threshold, boolean traced) {
        this.threshold = threshold;
        this.code = code;
        this.log = new TierLog(code.module(), traced);
        this.links = new AtomicReferenceArray<>(code.module().functionCount());
    }

    /** A function, and the ways to call it. */
    private final class Link extends FunctionLink {
        private final int function;
        private boolean tried;
        private CompiledCode compiled;
        /** Calls of the tree, linked before the function was compiled; null afterwards. */
        private List<MutableCallSite> waiting = new ArrayList<>();
        /** Takes the arguments and the instance. */
        private volatile MethodHandle direct;
        private volatile MethodHandle entry;

        Link(int function) {
            this.function = function;
        }

        @Override
        public MethodHandle entry() {
            MethodHandle known = entry;
            return known == null ? link() : known;
        }

        private MethodHandle link() {
            // A guest chooses how deep it is when a function is first called.
            StackProbe.large(null);
            return linked();
        }

        private synchronized MethodHandle linked() {
            if (entry == null) {
                entry = function < code.module().importedFunctionCount() ? packed(function) : last(direct(), Object.class);
            }
            return entry;
        }

        /** A call of it by compiled code; changes to the compiled code when that is there. */
        synchronized CallSite site() {
            MethodHandle handle = direct();
            if (tried) {
                return new ConstantCallSite(handle);
            }
            MutableCallSite site = new MutableCallSite(handle);
            waiting.add(site);
            return site;
        }

        private MethodHandle direct() {
            if (direct == null && !startsAsTree(function)) {
                compile();
            }
            if (direct == null) {
                direct = last(packed(function), WasmInstance.class);
            }
            return direct;
        }

        @Override
        public synchronized CompiledCode compile() {
            if (!tried) {
                try {
                    translate(this);
                } catch (Untranslatable e) {
                    log.refused(function, e.getMessage());
                }
                tried = true;
                waiting = null;
            }
            return compiled;
        }

        /** Lets all calls go to the compiled code from now on. */
        private void enter(CompiledCode newCode, MethodHandle handle) {
            compiled = newCode;
            direct = handle;
            if (entry != null) {
                entry = last(handle, Object.class);
            }
            waiting.forEach(site -> site.setTarget(handle));
        }
    }

    private static MethodHandle last(MethodHandle handle, Class<?> type) {
        return handle.asType(handle.type().changeParameterType(handle.type().parameterCount() - 1, type));
    }

    private Link known(int function) {
        Link link = links.get(function);
        if (link == null) {
            links.compareAndSet(function, null, new Link(function));
            link = links.get(function);
        }
        return link;
    }

    @Override
    public FunctionLink link(int function) {
        return known(function);
    }

    /** The root of a function: its compiled code, or a tree. */
    public RootNode root(TruffleLanguage<?> language, int function) {
        Link link = known(function);
        boolean waits = startsAsTree(function);
        CompiledCode compiled = waits ? null : link.compile();
        if (compiled != null) {
            return new CompiledRootNode(language, code, function, compiled);
        }
        WasmRootNode tree = FunctionTranslator.translate(language, code, function);
        if (waits) {
            tree.replaceAfter(threshold, link);
        }
        return tree;
    }

    /** There is no way into the middle of compiled code, so what may stay long in one call is compiled before. */
    private boolean startsAsTree(int function) {
        return threshold > 1 && !LoopFinder.hasLoops(code.module(), function);
    }

    private void translate(Link link) {
        if (code.profile().deterministic()) {
            throw new Untranslatable("the profile of the code");
        }
        int size = code.module().codeEnd(link.function) - code.module().codeStart(link.function);
        if (size > LARGEST_FUNCTION || classBytes.get() > MOST_CLASS_BYTES) {
            throw new Untranslatable("too much code");
        }
        long before = System.nanoTime();
        FunctionContext context = new FunctionContext(this, code, link.function, false);
        if (!context.signature().fits()) {
            throw new Untranslatable("too many parameters");
        }
        byte[] bytes;
        try {
            bytes = build(context);
        } catch (FunctionContext.EndsInCall e) {
            context = new FunctionContext(this, code, link.function, true);
            bytes = build(context);
        }
        classBytes.addAndGet(bytes.length);
        define(link, context, bytes);
        log.compiled(link.function, bytes.length, System.nanoTime() - before);
    }

    /** The class of a function, split if it is too large for the compilers of HotSpot. */
    private static byte[] build(FunctionContext context) {
        int size = context.module().codeEnd(context.function()) - context.module().codeStart(context.function());
        byte[] whole = null;
        try {
            whole = build(context::emitMethods);
            if (size < ALWAYS_SMALL || codeLength(whole, context.methodName()) <= HUGE_METHOD_LIMIT) {
                return whole;
            }
        } catch (IllegalArgumentException e) {
            // Larger than methods can be.
        }
        try {
            if (context.canSplit()) {
                return build(context::emitSplitMethods);
            }
        } catch (IllegalArgumentException | Untranslatable e) {
            // Then it stays whole.
        }
        if (whole == null) {
            throw new Untranslatable("too large for a method of the JVM");
        }
        return whole;
    }

    private static byte[] build(Consumer<ClassBuilder> methods) {
        return FILE.build(FunctionContext.THIS, type -> {
            type.withSuperclass(SUPERCLASS).withFlags(ClassFile.ACC_FINAL);
            type.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0,
                            method -> method.aload(0).invokespecial(SUPERCLASS, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_());
            methods.accept(type);
        });
    }

    private static int codeLength(byte[] bytes, String method) {
        return FILE.parse(bytes).methods().stream().filter(each -> each.methodName().equalsString(method)).findFirst().flatMap(
                        each -> each.findAttribute(Attributes.code())).map(CodeAttribute::codeLength).orElse(0);
    }

    private void define(Link link, FunctionContext context, byte[] bytes) {
        try {
            Lookup lookup = LOOKUP.defineHiddenClassWithClassData(bytes, context.constants().values(), false);
            Class<?> type = lookup.lookupClass();
            CompiledFrames.register(type, code);
            CompiledCode compiled = (CompiledCode) lookup.findConstructor(type, MethodType.methodType(void.class)).invoke();
            link.enter(compiled, lookup.findStatic(type, context.entryName(), methodType(context.signature(), WasmInstance.class)));
        } catch (VerifyError | ClassFormatError e) {
            // A defect of the tier, which tests are to find; a function stays in the interpreter for it.
            assert isNoDefect(e);
            throw new Untranslatable("a defect of the translation: " + e.getMessage().lines().findFirst().orElse(""));
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isNoDefect(LinkageError error) {
        throw error;
    }

    private static MethodType methodType(Signature signature, Class<?> last) {
        MethodTypeDesc descriptor = signature.with(NumericEmitter.desc(last));
        return MethodType.fromMethodDescriptorString(descriptor.descriptorString(), CompiledTier.class.getClassLoader());
    }

    /** A handle that takes the arguments and the receiver of a function, and calls its call target. */
    private MethodHandle packed(int function) {
        Signature signature = Signature.of(code.module().functionType(function).functionType());
        MethodHandle packer = packers.computeIfAbsent(signature.shape(), _ -> packer(signature));
        return MethodHandles.insertArguments(packer, signature.params().length + 1, code.target(function));
    }

    private static MethodHandle packer(Signature signature) {
        MethodTypeDesc descriptor = signature.with(ConstantDescs.CD_Object, TARGET);
        byte[] bytes = FILE.build(FunctionContext.THIS, type -> type.withMethodBody("pack", descriptor, ClassFile.ACC_STATIC,
                        code -> FunctionContext.emitPackedCall(code, signature, (numbers, objects, receiver) ->
                            code.aload(receiver).aload(numbers).aload(objects).aload(receiver + 1).invokestatic(NumericEmitter.SUPPORT, "call",
                                            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, Packing.NUMBERS, Packing.OBJECTS, TARGET)))));
        try {
            Lookup lookup = LOOKUP.defineHiddenClass(bytes, false);
            MethodType type = MethodType.fromMethodDescriptorString(descriptor.descriptorString(), CompiledTier.class.getClassLoader());
            return lookup.findStatic(lookup.lookupClass(), "pack", type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Links a call of a function of the same module, when it is first made. */
    static CallSite bootstrap(Lookup caller, String name, MethodType type, int function) throws IllegalAccessException {
        List<?> data = MethodHandles.classData(caller, ConstantDescs.DEFAULT_NAME, List.class);
        CompiledTier tier = (CompiledTier) data.getFirst();
        try {
            Support.probe();
            return tier.known(function).site();
        } catch (WasmException e) {
            // An exception would make the JVM give up this call for ever.
            throw new StackOverflowError();
        }
    }
}
