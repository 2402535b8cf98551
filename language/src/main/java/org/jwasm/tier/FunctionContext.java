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
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.Immediates;
import org.jwasm.runtime.CompiledFrames;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ValueType;
import org.jwasm.translation.FunctionTranslator;

/** What the emitters of a function share: its signature, its local variables, and how it reaches what is around it. */
final class FunctionContext {

    private static final int MOST_LINES = 0xFFFF;
    /** Places in a frame for what a label gets, behind those of the locals. */
    private static final int MOST_VALUES = 1024;
    /** Descriptions of variables at labels in one class: what takes some 100 MB while it is built. */
    private static final long MOST_DESCRIBED = 24_000_000;
    private static final int FEW_FRAGMENTS = 3;
    private static final int BYTES_PER_FRAGMENT = 40;
    /** In bytes of code, what a function comes to that has its calls of itself compiled into it three deep. */
    private static final int MOST_RECURSION = 2000;
    private static final MethodTypeDesc ON_INSTANCE = MethodTypeDesc.of(ConstantDescs.CD_void, Signature.INSTANCE);
    private static final ClassDesc ARRAYS = ClassDesc.of("java.util.Arrays");
    private static final ClassDesc LINKAGE = NumericEmitter.desc(Linkage.class);
    private static final DirectMethodHandleDesc LINK = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, LINKAGE, "call",
                    MethodTypeDesc.of(ConstantDescs.CD_CallSite, ConstantDescs.CD_MethodHandles_Lookup, ConstantDescs.CD_String,
                                    ConstantDescs.CD_MethodType, ConstantDescs.CD_Object));

    private final ModuleCode moduleCode;
    private final Module module;
    private final int function;
    private final FunctionType type;
    private final Signature signature;
    private final boolean endsInCalls;
    /** Where what is emitted begins in the middle of the function; null if it is the function. */
    private final LoopHead entrance;
    private final CompiledTier tier;
    private final Pace pace;
    private final Notes notes;
    private final Kind[] locals;
    private final int start;
    private final Map<Integer, Integer> charges;
    private final Constants constants = new Constants();
    private final String className;
    private final ClassDesc self;
    private final FunctionCalls functionCalls;
    /** The imports that are called. */
    private final Set<Integer> importCalls = new LinkedHashSet<>();
    private final int firstInstruction;
    /** Whether others come in by a method of its own, as the function calls itself. */
    private boolean hasEntry;
    /** Whether some depth of recursion is worth its room in machine code, see {@link #emitTwin}. */
    private boolean hasTwin;
    private boolean inTwin;
    private boolean indirect;

    /** @param endsInCalls whether the function has tail calls */
    FunctionContext(CompiledTier tier, ModuleCode code, int function, boolean endsInCalls, Pace pace) {
        this(tier, code, function, endsInCalls, pace, new Notes(), null);
    }

    private FunctionContext(CompiledTier tier, ModuleCode code, int function, boolean endsInCalls, Pace pace, Notes notes, LoopHead entrance) {
        this.tier = tier;
        this.pace = pace;
        this.notes = notes;
        this.entrance = entrance;
        this.moduleCode = code;
        this.module = code.module();
        this.function = function;
        this.type = module.functionType(function).functionType();
        this.signature = Signature.of(type);
        this.endsInCalls = endsInCalls;
        this.start = module.codeStart(function);
        CodeReader reader = CodeReader.ofFunction(module, function);
        List<ValueType> all = new ArrayList<>(type.params());
        Immediates.readLocals(reader, all);
        this.firstInstruction = reader.position();
        this.locals = Kind.of(all);
        this.charges = code.profile().metered() ? FunctionTranslator.charges(code, function, pace) : null;
        long calls = isPacked() ? 0 : recursiveCalls();
        this.hasEntry = calls > 0;
        this.hasTwin = calls > 0 && module.codeSize(function) * calls * calls * calls <= MOST_RECURSION;
        this.className = entrance == null ? tier.freeName(function) : tier.otherName(function);
        this.self = ClassDesc.of(className);
        this.functionCalls = new FunctionCalls(self);
    }

    /** What goes on at a loop in place of the function, once that was emitted. */
    FunctionContext from(int loop) {
        LoopHead head = notes.heads.get(loop);
        if (head == null) {
            throw new Untranslatable("a loop that can't be entered");
        }
        return new FunctionContext(tier, moduleCode, function, endsInCalls, pace, notes, head);
    }

    /** In how many places the function calls itself, if it is small; else it does more than that. */
    private int recursiveCalls() {
        int calls = 0;
        if (module.codeSize(function) > MOST_RECURSION) {
            return calls;
        }
        CodeReader reader = reader();
        while (reader.position() < reader.end()) {
            Opcode opcode = reader.readOpcode();
            if (opcode != Opcode.CALL) {
                Immediates.skip(reader, opcode);
            } else if (reader.readU32() == function) {
                calls++;
            }
        }
        return calls;
    }

    /** Whether the function jumps to its start. */
    boolean startsOver() {
        return notes.startsOver;
    }

    Pace pace() {
        return pace;
    }

    /** Whether the method gets arrays and returns null or a tail call: it has tail calls, or begins at a loop. */
    private boolean isPacked() {
        return endsInCalls || entrance != null;
    }

    boolean isMetered() {
        return charges != null;
    }

    /** What is to be paid at an offset. */
    int charge(int offset) {
        return charges == null ? 0 : charges.getOrDefault(offset, 0);
    }

    /** The layout of the method of the whole function, whose locals are in variables. */
    private Layout layout() {
        return layout(isPacked() ? 2 : 0, false);
    }

    /** The layout of a method with the parameters of the function, or of one that has {@code arrays}, then the instance. */
    private Layout layout(int arrays, boolean withFrame) {
        int[] variables = new int[locals.length];
        int next = arrays;
        int params = parameterCount();
        if (arrays == 0) {
            for (int i = 0; i < params; i++) {
                variables[i] = next;
                next += locals[i].size();
            }
        }
        int instance = next++;
        int memory = next++;
        int leavesStack = next++;
        if (withFrame) {
            return new Layout(instance, memory, leavesStack, locals, null, next, next + 2);
        }
        for (int i = 0; i < locals.length; i++) {
            if (arrays == 0 && i < params && locals[i] != Kind.V128) {
                continue;
            }
            variables[i] = next;
            next += locals[i].variables();
            if (next > MOST_LINES) {
                throw new Untranslatable("too many local variables");
            }
        }
        return new Layout(instance, memory, leavesStack, locals, variables, -1, next);
    }

    /** The layout of a part, which has the locals that occur in it. */
    private Layout layout(Part part) {
        int[] variables = new int[locals.length];
        int next = 5;
        for (int local : part.used) {
            variables[local] = next;
            next += locals[local].variables();
        }
        return new Layout(2, 3, 4, locals, variables, 0, next);
    }

    Module module() {
        return module;
    }

    /** A reader of the instructions. A builder of class files may want to start over, with longer jumps. */
    CodeReader reader() {
        CodeReader reader = new CodeReader(module);
        reader.move(firstInstruction, module.codeEnd(function));
        return reader;
    }

    ModuleCode moduleCode() {
        return moduleCode;
    }

    /** Takes note of an instruction that is left to the interpreter. A function of mostly these is better left to it as a whole. */
    void countFragment() {
        fragments++;
        int size = module.codeEnd(function) - start;
        if (fragments > FEW_FRAGMENTS && fragments * BYTES_PER_FRAGMENT > size) {
            throw new Untranslatable("many instructions that are left to the interpreter");
        }
    }

    /** Takes note of a vector instruction. */
    void countVector() {
        vectors++;
    }

    /** Whether there are vector instructions. */
    boolean hasVectors() {
        return vectors > 0;
    }

    /** Whether instructions are left to the interpreter. */
    boolean hasFragments() {
        return fragments > 0;
    }

    int function() {
        return function;
    }

    FunctionType type() {
        return type;
    }

    Signature signature() {
        return signature;
    }

    Constants constants() {
        return constants;
    }

    int parameterCount() {
        return type.params().size();
    }

    Kind localKind(int index) {
        return locals[index];
    }

    /** Takes note of a label, where {@code variables} are to be described. */
    void describe(int variables) {
        described += variables;
        if (described > MOST_DESCRIBED) {
            throw new Untranslatable("too many variables and labels");
        }
    }

    int localCount() {
        return locals.length;
    }

    /** The line number that stands for a distance from what the name of the method says. */
    int line(int distance) {
        return Math.min(distance, MOST_LINES);
    }

    /** What the line numbers of a part count from. */
    int lineBase(Part part) {
        return part.base;
    }

    /** Emits the whole function. */
    private void emitWhole(CodeBuilder code, Notes found) {
        Layout layout = layout();
        if (!isPacked() && !hasEntry) {
            emitRetirement(code);
        }
        code.lineNumber(0);
        if (entrance != null) {
            emitEntered(code, layout);
            emitStart(code, layout);
            new BodyEmitter(this, layout, code).emitFrom(entrance, Map.of(), null);
            return;
        }
        if (endsInCalls) {
            Kind[] params = signature.params();
            Packing.unpack(code, params, 0, 1, i -> layout.store(code, i));
        } else {
            emitVectorParams(code, layout);
        }
        emitStart(code, layout);
        emitLocals(code, layout, parameterCount());
        emitMetered(code, layout, () -> new BodyEmitter(this, layout, code).emit(found, Map.of()));
    }

    /** Takes the parameters apart that are vectors. */
    private void emitVectorParams(CodeBuilder code, Layout layout) {
        int place = 0;
        for (int i = 0; i < parameterCount(); i++) {
            if (locals[i] == Kind.V128) {
                code.aload(place);
                layout.store(code, i);
            }
            place += locals[i].size();
        }
    }

    /** Takes the locals at a loop out of the arrays. */
    private void emitEntered(CodeBuilder code, Layout layout) {
        for (int i = 0; i < locals.length; i++) {
            emitEnteredValue(code, i, locals[i]);
            layout.store(code, i);
        }
    }

    /** Pushes one of the values with which what begins at a loop is called. */
    void emitEnteredValue(CodeBuilder code, int place, Kind kind) {
        if (kind.isNumber()) {
            code.aload(0).loadConstant(place).laload();
            Packing.fromBits(code, kind);
        } else {
            code.aload(1).loadConstant(place).aaload();
            if (kind == Kind.V128) {
                code.checkcast(kind.descriptor());
            }
        }
    }

    /** Emits a body between what counts the depth of calls, if code is metered. */
    private void emitMetered(CodeBuilder code, Layout layout, Runnable body) {
        if (!isMetered()) {
            body.run();
            return;
        }
        layout.loadInstance(code);
        code.invokestatic(NumericEmitter.SUPPORT, "enter", ON_INSTANCE);
        Label start = code.newLabel();
        Label end = code.newLabel();
        Label handler = code.newLabel();
        code.labelBinding(start);
        body.run();
        code.labelBinding(end).exceptionCatchAll(start, end, handler).labelBinding(handler);
        layout.loadInstance(code);
        code.invokestatic(NumericEmitter.SUPPORT, "leave", ON_INSTANCE).athrow();
    }

    private void emitLeave(CodeBuilder code, Layout layout) {
        // What begins at a loop was entered by the tree, which leaves it.
        if (isMetered() && entrance == null) {
            layout.loadInstance(code);
            code.invokestatic(NumericEmitter.SUPPORT, "leave", ON_INSTANCE);
        }
    }

    /**
     * Emits the function with calls of its parts.
     *
     * @param entered the part that begins at the loop where the whole does, or null
     */
    private void emitSplit(CodeBuilder code, Map<Integer, Part> parts, Part entered) {
        Layout layout = layout(entrance == null ? 0 : 2, true);
        if (entrance == null) {
            emitRetirement(code);
        }
        code.lineNumber(0);
        FrameSize size = frameSize(parts.values());
        if (entrance != null) {
            copyOf(code, 0, size.numbers(), Packing.NUMBERS);
            code.astore(layout.frame());
            copyOf(code, 1, size.objects(), Packing.OBJECTS);
            code.astore(layout.frame() + 1);
            emitStart(code, layout);
            new BodyEmitter(this, layout, code).emitFrom(entrance, parts, entered);
            return;
        }
        code.loadConstant(size.numbers()).newarray(TypeKind.LONG).astore(layout.frame());
        if (size.objects() == 0) {
            code.aconst_null();
        } else {
            code.loadConstant(size.objects()).anewarray(ConstantDescs.CD_Object);
        }
        code.astore(layout.frame() + 1);
        int variable = 0;
        for (int i = 0; i < parameterCount(); i++) {
            code.loadLocal(locals[i].typeKind(), variable);
            layout.store(code, i);
            variable += locals[i].size();
        }
        for (int i = parameterCount(); i < locals.length; i++) {
            if (locals[i] == Kind.V128) {
                emitDefault(code, locals[i]);
                layout.store(code, i);
            }
        }
        emitStart(code, layout);
        emitMetered(code, layout, () -> new BodyEmitter(this, layout, code).emit(null, parts));
    }

    /** How long the arrays of a frame are: behind the locals are the values with which a loop is entered, or a part goes to a label. */
    private record FrameSize(int numbers, int objects) {

        FrameSize with(Kind kind, int place) {
            return kind.isNumber() ? new FrameSize(Math.max(numbers, place + 1), objects) : new FrameSize(numbers, Math.max(objects, place + 1));
        }

        FrameSize with(Kind[] kinds, int firstPlace) {
            FrameSize size = this;
            for (int i = 0; i < kinds.length; i++) {
                size = size.with(kinds[i], firstPlace + i);
            }
            return size;
        }
    }

    /** Enough for parts that have been emitted: a frame is made and cleared at each call. */
    private FrameSize frameSize(Collection<Part> parts) {
        FrameSize size = new FrameSize(0, 0).with(locals, 0);
        if (entrance != null) {
            size = size.with(entrance.operands(), locals.length);
        }
        for (Part part : parts) {
            for (Scope exit : part.exits) {
                size = size.with(Kind.of(exit.branchTypes()), locals.length);
            }
        }
        return size;
    }

    private static void copyOf(CodeBuilder code, int array, int length, ClassDesc type) {
        code.aload(array).loadConstant(length).invokestatic(ARRAYS, "copyOf", MethodTypeDesc.of(type, type, ConstantDescs.CD_int));
    }

    private void emitPart(CodeBuilder code, Part part) {
        Layout layout = layout(part);
        code.lineNumber(0);
        for (int local : part.used) {
            layout.loadFromFrame(code, locals[local], local);
            layout.store(code, local);
        }
        emitStart(code, layout);
        new BodyEmitter(this, layout, code).emitPart(part, part.isEntered ? entrance : null);
    }

    private static MethodTypeDesc partType() {
        return MethodTypeDesc.of(ConstantDescs.CD_int, Packing.NUMBERS, Packing.OBJECTS, Signature.INSTANCE);
    }

    void emitPartCall(CodeBuilder code, Part part) {
        code.invokestatic(self, CompiledFrames.partName(function, part.base), partType());
    }

    private void emitStart(CodeBuilder code, Layout layout) {
        code.iconst_0().istore(layout.leavesStack());
        if (module.memoryCount() > 0) {
            layout.loadInstance(code);
            code.invokevirtual(Signature.INSTANCE, "memory", MethodTypeDesc.of(InstructionEmitter.MEMORY)).astore(layout.memory());
        }
    }

    /** Gives locals their initial values. */
    void emitLocals(CodeBuilder code, Layout layout, int from) {
        for (int i = from; i < locals.length; i++) {
            if (locals[i] == Kind.V128 && layout.locals() != null) {
                int variable = layout.locals()[i];
                code.lconst_0().lstore(variable).lconst_0().lstore(variable + Variables.HIGH);
            } else {
                emitDefault(code, locals[i]);
                layout.store(code, i);
            }
        }
    }

    private static void emitDefault(CodeBuilder code, Kind kind) {
        switch (kind) {
            case I32 -> code.iconst_0();
            case I64 -> code.lconst_0();
            case F32 -> code.fconst_0();
            case F64 -> code.dconst_0();
            case REF -> code.aconst_null();
            case V128 -> {
                code.lconst_0().lconst_0();
                Variables.pack(code);
            }
        }
    }

    /** Emits the return of what is on the stack: the result, {@link Results}, or nothing. */
    void emitReturn(CodeBuilder code, Layout layout) {
        emitLeave(code, layout);
        Kind[] results = signature.results();
        if (isPacked()) {
            storeResults(code, signature, 0, 1);
            code.aconst_null().areturn();
        } else if (results.length == 0) {
            code.return_();
        } else {
            code.return_(results.length == 1 ? results[0].typeKind() : TypeKind.REFERENCE);
        }
    }

    /** Puts what a method returned into arrays that are in variables; into no other variable, as a handler around it may need any. */
    private static void storeResults(CodeBuilder code, Signature signature, int numbers, int objects) {
        Kind[] results = signature.results();
        if (results.length == 1) {
            Kind kind = results[0];
            if (kind.isNumber()) {
                Packing.toBits(code, kind);
                code.aload(numbers).invokestatic(NumericEmitter.SUPPORT, "storeOnly", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long,
                                Packing.NUMBERS));
            } else {
                code.aload(objects).invokestatic(NumericEmitter.SUPPORT, "storeOnly", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object,
                                Packing.OBJECTS));
            }
        } else if (results.length > 1) {
            code.aload(numbers).aload(objects).invokestatic(NumericEmitter.SUPPORT, "store",
                            MethodTypeDesc.of(ConstantDescs.CD_void, NumericEmitter.desc(Results.class), Packing.NUMBERS, Packing.OBJECTS));
        }
    }

    /** Emits the return of a tail call that is on the stack. */
    void emitTailReturn(CodeBuilder code, Layout layout) {
        if (!endsInCalls) {
            throw new EndsInCall();
        }
        emitLeave(code, layout);
        code.areturn();
    }

    /** Tells that the function has to be emitted once more, with another kind of method. */
    static final class EndsInCall extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndsInCall() {
            super(null, null, false, false);
        }
    }

    /** Emits a call of a function of the module, with the arguments and the instance on the stack. */
    void emitCall(CodeBuilder code, int callee, Signature calleeSignature) {
        MethodTypeDesc descriptor = calleeSignature.with(Signature.INSTANCE);
        if (callee == function && !isPacked()) {
            code.invokestatic(self, hasTwin && !inTwin ? twinName() : methodName(), descriptor);
        } else if (tier.hasClass(callee)) {
            code.invokestatic(CompiledClasses.descOf(callee), entryName(module, callee), descriptor);
        } else {
            indirect = true;
            tier.prepareCall(calleeSignature);
            code.invokedynamic(callSite(callee, calleeSignature));
        }
    }

    /** Whether there are calls of functions that have no classes. */
    boolean isIndirect() {
        return indirect;
    }

    /** A call of a function of the module as it is at the time, with the arguments and the instance. */
    static DynamicCallSiteDesc callSite(int callee, Signature signature) {
        return DynamicCallSiteDesc.of(LINK, "call", signature.with(Signature.INSTANCE), callee);
    }

    /** Emits a call of an imported function of numbers, with the arguments and the instance on the stack. */
    void emitImportCall(CodeBuilder code, int callee, Signature calleeSignature) {
        importCalls.add(callee);
        code.invokestatic(self, ImportEmitter.methodName(callee), calleeSignature.with(Signature.INSTANCE));
    }

    FunctionCalls functionCalls() {
        return functionCalls;
    }

    /** The name of the method with the code of the function. */
    String methodName() {
        return isPacked() || hasEntry ? CompiledFrames.innerName(function, start) : CompiledFrames.methodName(function, start);
    }

    /** The class, see {@link CompiledClasses}. */
    String className() {
        return className;
    }

    ClassDesc self() {
        return self;
    }

    private String twinName() {
        return CompiledFrames.twinName(function, start);
    }

    private MethodTypeDesc bodyType() {
        return isPacked() ? MethodTypeDesc.of(ConstantDescs.CD_Object, Packing.NUMBERS, Packing.OBJECTS, Signature.INSTANCE)
                        : signature.with(Signature.INSTANCE);
    }

    private long described;
    private int fragments;
    private int vectors;

    private static int flags() {
        return ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    }

    /** Lets those who call by name get to what is there in place of the function, if that is no longer compiled; before any line, as it's no place of the function. */
    private void emitRetirement(CodeBuilder code) {
        Label here = code.newLabel();
        code.getstatic(self, CompiledClasses.RETIRED, ConstantDescs.CD_boolean).ifeq(here);
        FunctionStub.emitCallAnew(code, function, signature);
        code.labelBinding(here);
    }

    /** Whether the function was emitted whole before, so that it's known how to split it. */
    boolean isNoted() {
        return entrance != null;
    }

    boolean canSplit() {
        return !endsInCalls && (entrance == null || entrance.operands().length <= MOST_VALUES && entrance.scope().form == Scope.Form.LOOP);
    }

    /** Adds all methods to a class. */
    void emitMethods(ClassBuilder type) {
        type.withMethodBody(methodName(), bodyType(), flags() | ClassFile.ACC_PUBLIC, code -> {
            if (entrance == null) {
                notes.clear();
            }
            described = 0;
            fragments = 0;
            vectors = 0;
            emitWhole(code, notes);
        });
        if (hasEntry) {
            type.withMethodBody(entryName(module, function), bodyType(), flags() | ClassFile.ACC_PUBLIC, this::emitEntry);
        }
        if (hasTwin) {
            emitTwin(type);
        }
        emitOthers(type);
    }

    /**
     * Adds the function once more, for its calls of itself, which call the first again: HotSpot compiles a method into itself but once, and each of two into the other as well. V8
     * goes deeper, and the calls are most of what small recursive functions do.
     */
    private void emitTwin(ClassBuilder type) {
        int fragmentsOfFirst = fragments;
        int vectorsOfFirst = vectors;
        inTwin = true;
        type.withMethodBody(twinName(), bodyType(), flags(), code -> emitWhole(code, null));
        inTwin = false;
        fragments = fragmentsOfFirst;
        vectors = vectorsOfFirst;
    }

    /**
     * Adds the methods of a function that is split, after it was emitted whole.
     *
     * @param many whether it is split into more and smaller parts
     * @param most the size of the largest part, in bytes of WebAssembly
     */
    void emitSplitMethods(ClassBuilder type, boolean many, int most) {
        hasTwin = false;
        hasEntry = false;
        described = 0;
        fragments = 0;
        functionCalls.clear();
        importCalls.clear();
        Map<Integer, Part> parts = notes.splitter.parts(many, most);
        Part entered = null;
        if (entrance != null) {
            int begin = beginning();
            parts.values().removeIf(part -> part.end <= begin);
            Part around = around(parts);
            if (around != null) {
                entered = around.entered();
                parts.put(entered.base, entered);
            }
        }
        for (Part part : parts.values()) {
            type.withMethodBody(CompiledFrames.partName(function, part.base), partType(), flags(), code -> emitPart(code, part));
        }
        if (entered != null) {
            parts.remove(entered.base);
            entered.joinExits(parts.get(entered.start));
        }
        Part last = entered;
        type.withMethodBody(methodName(), bodyType(), flags() | ClassFile.ACC_PUBLIC, code -> emitSplit(code, parts, last));
        emitOthers(type);
    }

    /** Where what begins at a loop has its first instruction: at the outermost loop around it. */
    private int beginning() {
        for (Scope scope : entrance.chain()) {
            if (scope.form == Scope.Form.LOOP) {
                return scope.offset;
            }
        }
        return module.codeStart(function);
    }

    /** The part in which the loop is where what is emitted begins, or null. */
    private Part around(Map<Integer, Part> parts) {
        return parts.values().stream().filter(part -> part.contains(entrance.offset())).findFirst().orElse(null);
    }

    private void emitOthers(ClassBuilder type) {
        if (endsInCalls && entrance == null) {
            type.withMethodBody(entryName(module, function), signature.with(Signature.INSTANCE), flags() | ClassFile.ACC_PUBLIC, this::emitTrampoline);
        }
        type.withMethodBody("call", MethodTypeDesc.of(ConstantDescs.CD_Object, Signature.INSTANCE, Packing.NUMBERS, Packing.OBJECTS),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL, this::emitUnpackingCall);
        for (int callee : importCalls) {
            FunctionType called = module.functionType(callee).functionType();
            type.withMethodBody(ImportEmitter.methodName(callee), Signature.of(called).with(Signature.INSTANCE), flags(),
                            code -> new ImportEmitter(this, code, called).emit(callee));
        }
        functionCalls.emitMethods(type);
        if (entrance == null) {
            type.withField(CompiledClasses.RETIRED, ConstantDescs.CD_boolean, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC);
            functionCalls.emitDirectMethod(type, signature, isPacked() ? entryName(module, function) : methodName());
        }
    }

    /** The name of the method that others call. */
    static String entryName(Module module, int function) {
        return CompiledFrames.methodName(function, module.codeStart(function));
    }

    /** The function as it was emitted last. */
    Translation translation(byte[] bytes) {
        return new Translation(endsInCalls, constants.recipes(), bytes, 0);
    }

    /** {@link org.jwasm.runtime.CompiledCode#call} */
    private void emitUnpackingCall(CodeBuilder code) {
        int numbers = 2;
        int objects = 3;
        if (isPacked()) {
            code.aload(numbers).aload(objects).aload(1).invokestatic(self, methodName(), bodyType()).areturn();
            return;
        }
        Packing.unpack(code, signature.params(), numbers, objects, _ -> { });
        code.aload(1).invokestatic(self, methodName(), bodyType());
        storeResults(code, signature, numbers, objects);
        code.aconst_null().areturn();
    }

    private void emitEntry(CodeBuilder code) {
        emitRetirement(code);
        code.aload(signature.load(code)).invokestatic(self, methodName(), bodyType()).return_(signature.returnKind());
    }

    /** The method that makes the calls that the function leaves to its caller. */
    private void emitTrampoline(CodeBuilder code) {
        emitRetirement(code);
        Packing.emitCall(code, signature, (numbers, objects, receiver) -> {
            code.aload(numbers).aload(objects).aload(receiver).invokestatic(self, methodName(), bodyType());
            code.aload(numbers).aload(objects).invokestatic(NumericEmitter.SUPPORT, "complete",
                            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, Packing.NUMBERS, Packing.OBJECTS));
        });
    }
}
