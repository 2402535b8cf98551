// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

import org.jwasm.nodes.control.WasmRootNode;
import org.jwasm.runtime.CompiledCalls;
import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.FunctionLink;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.StackProbe;
import org.jwasm.structure.Module;
import org.jwasm.runtime.Tier;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.tier.cache.ModuleCache;
import org.jwasm.translation.FunctionTranslator;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.nodes.RootNode;

/**
 * The compiled tier of a module: translates its functions to bytecode of the JVM when they have been called often enough, or a loop
 * went round often enough, in which case what runs goes over to compiled code at the head of the loop. The code is shared by all
 * instances, and goes when the module goes.
 */
public final class CompiledTier implements Tier {

    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final ClassDesc CALLEE = NumericEmitter.desc(Link.class);
    private static final ClassDesc PACKER = ClassDesc.of("org.jwasm.tier.CompiledPacker");
    /** Whether functions fail of which the translation does, as tests want them to; else these stay in the interpreter. */
    private static final boolean STRICT = CompiledTier.class.desiredAssertionStatus();

    private static final int LARGEST_FUNCTION = 1 << 20;
    /** Of one module: classes lie outside of the heap. */
    private static final long MOST_CLASS_BYTES = 128L << 20;

    /**
     * When what is translated.
     *
     * @param calls at which of its calls a function is, or is asked for; with 1 and without a background thread it never has a tree
     * @param rounds after how many rounds of its loops
     */
    public record Thresholds(int calls, int rounds) {
    }

    private final ModuleCode code;
    private final Share share;
    private final TierLog log;
    private final Thresholds thresholds;
    private final TranslationQueue queue;
    /** What other processes have translated; null if there is no cache. */
    private final ModuleCache cache;
    private final AtomicLong classBytes = new AtomicLong();
    private final AtomicReferenceArray<Link> links;
    private final AtomicInteger linked = new AtomicInteger();
    /** Methods that call targets with packed arguments, by the shape of the type. */
    private final ConcurrentHashMap<String, MethodHandle> packers = new ConcurrentHashMap<>();
    /** Null before there is one. */
    private volatile CompiledClasses classes;

    /**
     * @param share which functions it takes
     * @param cache what other processes have translated of the module, or null
     */
    public CompiledTier(ModuleCode code, Share share, Thresholds thresholds, TranslationQueue queue, ModuleCache cache, boolean traced) {
        this.cache = cache;
        this.share = share;
        this.code = code;
        this.thresholds = thresholds;
        this.queue = queue;
        this.log = new TierLog(code.module(), traced);
        this.links = new AtomicReferenceArray<>(code.module().functionCount());
        if (cache != null) {
            cache.completeBy(this::complete);
        }
    }

    TranslationQueue queue() {
        return queue;
    }

    TierLog log() {
        return log;
    }

    boolean isImported(int function) {
        return function < code.module().importedFunctionCount();
    }

    RootCallTarget target(int function) {
        return code.target(function);
    }

    /** How compiled code calls a function. A guest chooses how deep it is when a function is first called. */
    MethodHandle linked(Link link) {
        StackProbe.large(null);
        return link.linked();
    }

    static MethodHandle last(MethodHandle handle, Class<?> type) {
        return handle.asType(handle.type().changeParameterType(handle.type().parameterCount() - 1, type));
    }

    /**
     * Makes classes of what a program ran before, on another processor than the one that is about to run it again. Not for where there may be instruments, late ones
     * as well: they hear of functions by their roots only, and these come with the first call, which finds the class. Nor for {@link Share#BESIDE_GRAAL}: what is
     * left to Graal is known when there is a tree.
     */
    public void loadAhead() {
        if (cache == null || Runtime.getRuntime().availableProcessors() == 1) {
            return;
        }
        try {
            Thread loader = Thread.ofPlatform().daemon().name("loading of code").unstarted(this::loadAll);
            loader.setPriority(Thread.MIN_PRIORITY);
            loader.start();
        } catch (OutOfMemoryError e) {
            // No thread to be had: each is loaded when it's called.
        }
    }

    private void loadAll() {
        try {
            for (int function : cache.ran()) {
                if (function < links.length()) {
                    known(function).load();
                }
            }
        } catch (RuntimeException | Error e) {
            // The rest is loaded when it's called, where it fails again if it has to.
        }
    }

    /** Translates for the next process what ran in this one; what has handles for calls of functions that came later gets direct calls. */
    private void complete(long deadline) throws InterruptedException {
        int[] ran = ran();
        int[] missing = IntStream.concat(IntStream.of(ran).filter(function -> !cache.has(function)),
                        IntStream.of(ran).filter(function -> cache.has(function) && known(function).isIndirect())).toArray();
        if (missing.length > 0) {
            AheadOfTime.complete(code, share, cache, missing, deadline);
        }
        if (System.nanoTime() < deadline) {
            IntStream.of(missing).forEach(function -> known(function).setIndirect(false));
        }
        cache.setRan(ran);
    }

    /** The functions that a program ran, in the order in which it first did. The program has ended, and whoever waits for that waits for this. */
    private int[] ran() {
        long[] ordered = new long[links.length()];
        int count = 0;
        for (int function = code.module().importedFunctionCount(); function < links.length(); function++) {
            if (code.isBuilt(function)) {
                ordered[count++] = (long) known(function).order() << Integer.SIZE | function;
            }
        }
        Arrays.sort(ordered, 0, count);
        int[] ran = new int[count];
        for (int i = 0; i < count; i++) {
            ran[i] = (int) ordered[i];
        }
        return ran;
    }

    private CompiledClasses classes() {
        CompiledClasses known = classes;
        if (known == null) {
            synchronized (links) {
                if (classes == null) {
                    CompiledClasses made = new CompiledClasses(this, code);
                    made.defineTypes();
                    classes = made;
                }
                known = classes;
            }
        }
        return known;
    }

    Module module() {
        return code.module();
    }

    /** The name for a function's class: the one by which others find it, if that isn't taken. */
    String freeName(int function) {
        String name = CompiledClasses.nameOf(function);
        return classes().known(name) == null ? name : classes().otherName(function);
    }

    String otherName(int function) {
        return classes().otherName(function);
    }

    /** Whether code that is translated now may call a function by the name of its class. */
    boolean hasClass(int function) {
        if (queue == null) {
            // Nothing runs here: what there will be no class for when it runs is found then.
            return !isImported(function);
        }
        Link link = links.get(function);
        return link != null && link.hasClass();
    }

    /**
     * The class of a function that another has called by name, and that isn't there yet. A guest chooses how deep it is when that happens; the JVM forgets the
     * exceptions that may come of it.
     */
    Class<?> classOf(int function) throws ClassNotFoundException {
        if (function < code.module().importedFunctionCount() || function >= links.length()) {
            throw new ClassNotFoundException(CompiledClasses.nameOf(function));
        }
        StackProbe.large(null);
        Link link = known(function);
        RootCallTarget target = link.target();
        Class<?> type = link.named();
        if (type == null) {
            return stub(link);
        }
        if (!link.isAnnounced()) {
            // Instruments hear of roots when these are first called; another thread may do so as well, but not go on before.
            target.call();
            link.setAnnounced();
        }
        return type;
    }

    /** A class in the place of that of a function that has none yet. */
    private Class<?> stub(Link link) {
        byte[] bytes = FunctionStub.build(code.module(), link.function);
        // Whoever defines a class of that name holds the lock: of two, HotSpot would remember for ever that one failed.
        synchronized (link) {
            Class<?> known = classes().known(link.name());
            return known != null ? known : classes().define(link.name(), bytes, 0, List.of());
        }
    }

    Link known(int function) {
        Link link = links.get(function);
        if (link == null) {
            links.compareAndSet(function, null, new Link(this, function, linked.getAndIncrement()));
            link = links.get(function);
        }
        return link;
    }

    @Override
    public FunctionLink link(int function) {
        return known(function);
    }

    /** The root of a function: its compiled code if it is compiled before its first call, or a tree. */
    public RootNode root(TruffleLanguage<?> language, int function) {
        Link link = known(function);
        if (share == Share.BESIDE_GRAAL) {
            return rootBesideGraal(language, link);
        }
        link.load();
        if (link.code() == null && queue.isSynchronous() && thresholds.calls <= 1) {
            link.called(1);
        }
        CompiledCode compiled = link.code();
        if (compiled != null && compiled != FunctionLink.NONE) {
            return new CompiledRootNode(language, code, function, link);
        }
        WasmRootNode tree = FunctionTranslator.translate(language, code, function);
        if (compiled == null) {
            tree.replaceAfter(thresholds.calls, thresholds.rounds, link, false);
        }
        return tree;
    }

    private RootNode rootBesideGraal(TruffleLanguage<?> language, Link link) {
        WasmRootNode tree = FunctionTranslator.translate(language, code, link.function);
        link.leaveToGraal(tree.isCompilable());
        link.load();
        boolean stays = tree.isCompilable() && BesideGraal.joinsCallers(code.module(), link.function);
        tree.replaceAfter(thresholds.calls, thresholds.rounds, link, stays);
        if (tree.isCompilable() && BesideGraal.isLoopOfIntegers(code.module(), link.function)) {
            tree.mayTakeOver();
        }
        return tree;
    }

    /**
     * Translates a function if it was not yet, and a loop of it. Whatever fails leaves what it was for in the interpreter.
     *
     * @param loop its offset, or {@link TranslationQueue#NO_LOOP}
     * @param waited how long that was asked for, in nanoseconds
     */
    void translate(Link link, int loop, Pace pace, long waited) {
        int current = TranslationQueue.NO_LOOP;
        try {
            FunctionContext context = null;
            if (link.code() == null) {
                context = translate(link, pace, waited);
            }
            if (loop != TranslationQueue.NO_LOOP && !link.hasLoop(loop) && link.code() != FunctionLink.NONE) {
                current = loop;
                translateLoop(link, loop, context, pace, waited);
            }
        } catch (Untranslatable | WasmException e) {
            log.refused(link, current, waited, e.getMessage());
            link.refuse(current, FunctionLink.NONE);
        } catch (Throwable e) {
            // A defect of the tier, or no memory for what it does.
            log.refused(link, current, waited, "the translation fails: " + e);
            link.refuse(current, STRICT && !(e instanceof VirtualMachineError) ? new Defect(e) : FunctionLink.NONE);
        }
    }

    /** What a test finds in place of code that could not be made. */
    private static final class Defect extends CompiledCode {
        private final Throwable failure;

        Defect(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public Object call(WasmInstance instance, long[] numbers, Object[] objects) {
            throw new AssertionError("a defect of the compiled tier", failure);
        }
    }

    private FunctionContext translate(Link link, Pace pace, long waited) {
        checkRoom(link.function);
        TierLog.Translation event = log.begin(link, TranslationQueue.NO_LOOP, waited);
        Emitted emitted = emit(link.function, pace, link.isForGraal());
        if (!enter(link, emitted)) {
            // A stub has been needed meanwhile, which has its name.
            emitted = emit(link.function, pace, link.isForGraal());
            enter(link, emitted);
        }
        if (cache != null && emitted.context.className().equals(link.name())) {
            cache.add(link.function, emitted.translation().toEntry());
            link.setIndirect(emitted.context.isIndirect());
        }
        log.compiled(event, emitted.bytes.length, pace.nanos());
        return emitted.context;
    }

    /** A function as a class file, and what is known of it. */
    private record Emitted(FunctionContext context, byte[] bytes) {
        Translation translation() {
            return context.translation(bytes);
        }
    }

    /** @param forGraal whether Graal takes what has no bytecode of one method */
    private Emitted emit(int function, Pace pace, boolean forGraal) {
        FunctionContext context = new FunctionContext(this, code, function, false, pace);
        if (!context.signature().fits()) {
            throw new Untranslatable("too many parameters");
        }
        byte[] bytes;
        try {
            bytes = FunctionClassFile.build(context, forGraal);
        } catch (FunctionContext.EndsInCall e) {
            context = new FunctionContext(this, code, function, true, pace);
            bytes = FunctionClassFile.build(context, forGraal);
        }
        if (share == Share.MOST && context.hasFragments()) {
            throw new Untranslatable("atomic accesses or what else trees do, which is left to Graal");
        }
        return new Emitted(context, bytes);
    }

    /**
     * Translates a function without making a class of it.
     *
     * @throws Untranslatable it has to stay in the interpreter
     */
    Translation translate(int function, Pace pace) {
        checkRoom(function);
        return emit(function, pace, false).translation();
    }

    /** Takes a function from the cache, if that has it. */
    void load(Link link) {
        byte[] entry = cache == null || isImported(link.function) || classBytes.get() > MOST_CLASS_BYTES ? null : cache.find(link.function);
        String name = link.name();
        if (entry == null || !hasRoomFor(name)) {
            return;
        }
        long start = System.nanoTime();
        TierLog.Translation event = log.begin(link, TranslationQueue.NO_LOOP, 0);
        Translation translation = Translation.ofEntry(name, entry);
        if (translation != null && isForGraal(link, translation)) {
            return;
        }
        if (translation != null) {
            try {
                enter(link, name, translation, Constants.of(code, link.function, translation.fragments()));
                log.loaded(event, translation.length(), System.nanoTime() - start);
                return;
            } catch (OutOfMemoryError e) {
                // No fault of the cache's; there is still the tree.
                return;
            } catch (LinkageError | RuntimeException e) {
                // Nothing that this tier has made.
            }
        }
        cache.discard();
    }

    /** Whether a class of that name can be made; there is still the tree. */
    private boolean hasRoomFor(String name) {
        try {
            return classes().known(name) == null;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    /** Whether a function from the cache is, or may be, one that is left to Graal. */
    private boolean isForGraal(Link link, Translation translation) {
        boolean inParts = !translation.fragments().isEmpty();
        return share == Share.MOST && inParts || link.isForGraal() && (inParts || !isSmall(link.function) || BesideGraal.hasManyVectors(code.module(), link.function));
    }

    /** @param known the context in which the function was translated, or null if that was some time ago */
    private void translateLoop(Link link, int loop, FunctionContext known, Pace pace, long waited) {
        checkRoom(link.function);
        TierLog.Translation event = log.begin(link, loop, waited);
        FunctionContext whole = known == null ? emit(link.function, pace, link.isForGraal()).context : known;
        FunctionContext context = whole.from(loop);
        byte[] bytes = FunctionClassFile.build(context, link.isForGraal());
        link.enterLoop(loop, CompiledCalls.instantiate(define(context.className(), bytes, 0, context.constants().values())));
        log.compiled(event, bytes.length, pace.nanos());
    }

    private boolean isSmall(int function) {
        return code.module().codeSize(function) < FunctionClassFile.ALWAYS_SMALL;
    }

    private void checkRoom(int function) {
        if (code.profile().deterministic()) {
            throw new Untranslatable("the profile of the code");
        }
        int size = code.module().codeSize(function);
        if (size > LARGEST_FUNCTION || classBytes.get() > MOST_CLASS_BYTES) {
            throw new Untranslatable("too much code");
        }
    }

    /** Makes a class of what was translated, and lets calls go there, unless there is a class of its name. */
    private boolean enter(Link link, Emitted emitted) {
        synchronized (link) {
            if (classes().known(emitted.context.className()) != null) {
                return false;
            }
            enter(link, emitted.context.className(), emitted.translation(), emitted.context.constants().values());
            return true;
        }
    }

    /** Makes a class of a function, and lets calls go there. */
    private void enter(Link link, String name, Translation translation, List<Object> constants) {
        Class<?> type = define(name, translation.bytes(), translation.start(), constants);
        // First, as handles of classes that aren't initialized are others, of which Java makes one of each type more.
        CompiledCode instance = CompiledCalls.instantiate(type);
        link.enter(instance, type, name.equals(link.name()));
    }

    private Class<?> define(String name, byte[] bytes, int start, List<Object> constants) {
        classBytes.addAndGet(bytes.length - start);
        return classes().define(name, bytes, start, constants);
    }

    /** A handle of the method of a function that others call. */
    MethodHandle handle(int function, Class<?> type) {
        Signature signature = Signature.of(code.module().functionType(function).functionType());
        try {
            return LOOKUP.findStatic(type, FunctionContext.entryName(code.module(), function), methodType(signature, WasmInstance.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodType methodType(Signature signature, Class<?> last) {
        MethodTypeDesc descriptor = signature.with(NumericEmitter.desc(last));
        return MethodType.fromMethodDescriptorString(descriptor.descriptorString(), CompiledTier.class.getClassLoader());
    }

    /**
     * A handle that takes the arguments and the receiver of a function, and calls its call target.
     *
     * @param receiver its type; converting the handle instead would have Java make one more class for each type of function
     */
    MethodHandle packed(Link link, Class<?> receiver) {
        Signature signature = Signature.of(code.module().functionType(link.function).functionType());
        return bind(packerOf(signature, receiver), link);
    }

    /** Has Java make now, while no guest waits for it, what it makes for the first call of a function of such a type that has no class. */
    void prepareCall(Signature signature) {
        packerOf(signature, WasmInstance.class);
    }

    private MethodHandle packerOf(Signature signature, Class<?> receiver) {
        return packers.computeIfAbsent(signature.shape() + receiver.getSimpleName(), _ -> {
            MethodHandle packer = packer(signature, receiver);
            bind(packer, null);
            return packer;
        });
    }

    private static MethodHandle bind(MethodHandle packer, Link link) {
        return MethodHandles.insertArguments(packer, packer.type().parameterCount() - 1, link);
    }

    private static MethodHandle packer(Signature signature, Class<?> receiverType) {
        MethodTypeDesc descriptor = signature.with(NumericEmitter.desc(receiverType), CALLEE);
        byte[] bytes = FunctionClassFile.FILE.build(PACKER, type -> type.withMethodBody("pack", descriptor, ClassFile.ACC_STATIC,
                        code -> Packing.emitCall(code, signature, (numbers, objects, receiver) ->
                            code.aload(receiver).aload(numbers).aload(objects).aload(receiver + 1).invokestatic(NumericEmitter.SUPPORT, "call",
                                            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, Packing.NUMBERS, Packing.OBJECTS, CALLEE)))));
        try {
            Lookup lookup = LOOKUP.defineHiddenClass(bytes, true);
            MethodType type = MethodType.fromMethodDescriptorString(descriptor.descriptorString(), CompiledTier.class.getClassLoader());
            return lookup.findStatic(lookup.lookupClass(), "pack", type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
