// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.Immediates;
import org.jwasm.runtime.CompiledMemory;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Immediate;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;
import org.jwasm.translation.InstructionTranslator;

/** Emits the instructions that don't branch. */
final class InstructionEmitter {

    static final ClassDesc EXCEPTION = NumericEmitter.desc(WasmException.class);
    static final ClassDesc MEMORY = NumericEmitter.desc(WasmMemory.class);
    static final ClassDesc ACCESS = NumericEmitter.desc(CompiledMemory.class);
    private static final ClassDesc GLOBAL = NumericEmitter.desc(WasmGlobal.class);
    private static final ClassDesc FUNCTION = NumericEmitter.desc(WasmFunction.class);
    private static final ClassDesc SUPPORT = NumericEmitter.SUPPORT;
    private static final ClassDesc I = ConstantDescs.CD_int;
    private static final ClassDesc L = ConstantDescs.CD_long;
    private static final ClassDesc V = ConstantDescs.CD_void;
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final ClassDesc INSTANCE = Signature.INSTANCE;

    private final BodyEmitter body;
    private final FunctionContext context;
    private final CodeBuilder code;
    private final Layout layout;
    private final CodeReader reader;
    private final Operands operands;
    private final Module module;
    private final FragmentEmitter fragments;
    private final ObjectEmitter objects;
    private final VectorEmitter vectors;
    private int lastConstant;
    private int behindConstant = -1;

    InstructionEmitter(BodyEmitter body) {
        this.body = body;
        this.context = body.context;
        this.layout = body.layout;
        this.code = body.code;
        this.reader = body.reader;
        this.operands = body.operands;
        this.module = body.module;
        this.fragments = new FragmentEmitter(body);
        this.objects = new ObjectEmitter(body);
        this.vectors = new VectorEmitter(body, this);
    }

    /** Puts on top whether the reference there, which stays, is of a type. */
    void test(boolean nullable, int heapType, int offset) {
        int next = reader.position();
        reader.move(heapType, reader.end());
        boolean known = objects.test(reader.readHeapType(), nullable, offset);
        reader.move(next, reader.end());
        if (!known) {
            fragments.test(nullable, heapType, offset);
        }
    }

    void emit(Opcode opcode, int offset) {
        if (opcode.isVector()) {
            vectors.emit(opcode, offset);
            return;
        }
        switch (opcode.immediate()) {
            case LOCAL -> local(opcode, offset);
            case GLOBAL -> global(opcode);
            case I32, I64, F32, F64 -> constant(opcode);
            case FUNCTION, TYPE_TABLE -> call(opcode, offset);
            case TYPE -> {
                if (opcode == Opcode.CALL_REF) {
                    call(opcode, offset);
                } else {
                    fragment(opcode, offset);
                }
            }
            case MEMARG -> {
                if (opcode.feature() == null) {
                    access(opcode, offset);
                } else {
                    fragment(opcode, offset);
                }
            }
            case MEMORY, MEMORY_MEMORY, DATA_MEMORY, DATA -> memory(opcode, offset);
            case TABLE, TABLE_TABLE, ELEM_TABLE, ELEM -> table(opcode, offset);
            case VALUE_TYPES -> {
                Immediates.skip(reader, opcode);
                select();
            }
            default -> plain(opcode, offset);
        }
    }

    private void plain(Opcode opcode, int offset) {
        switch (opcode) {
            case DROP -> operands.drop();
            case SELECT -> select();
            case REF_NULL -> {
                Immediates.skip(reader, opcode);
                code.aconst_null();
                operands.pushed(Kind.REF);
            }
            case REF_IS_NULL -> {
                operands.take(1);
                body.push(new Condition(java.lang.classfile.Opcode.IFNULL, 1));
            }
            case REF_AS_NON_NULL -> {
                operands.take(1);
                body.blame(offset);
                call("nonNull", MethodTypeDesc.of(OBJECT, OBJECT));
                operands.pushed(Kind.REF);
            }
            case REF_EQ -> {
                operands.take(2);
                call("same", MethodTypeDesc.of(ConstantDescs.CD_boolean, OBJECT, OBJECT));
                body.push(Condition.NOT_ZERO);
            }
            default -> {
                if (opcode.operands() == null || opcode.results().length() != 1) {
                    fragment(opcode, offset);
                } else {
                    numeric(opcode, offset);
                }
            }
        }
    }

    private void numeric(Opcode opcode, int offset) {
        operands.take(opcode.operands().length());
        if (NumericEmitter.canTrap(opcode)) {
            body.blame(offset);
        }
        Condition condition = NumericEmitter.comparison(code, opcode);
        if (condition != null) {
            body.push(condition);
            return;
        }
        if (!NumericEmitter.emit(code, opcode)) {
            throw new Untranslatable(opcode.mnemonic());
        }
        operands.pushed(Kind.of(opcode.results().charAt(0)));
    }

    private void call(String name, MethodTypeDesc descriptor) {
        code.invokestatic(SUPPORT, name, descriptor);
    }

    /** Emits what this class doesn't know. */
    private void fragment(Opcode opcode, int offset) {
        if (opcode == Opcode.ARRAY_NEW || opcode == Opcode.ARRAY_NEW_DEFAULT) {
            chargeRange(opcode);
        }
        if (!objects.emit(opcode, offset)) {
            fragments.emit(opcode, offset);
        }
    }

    private void select() {
        Condition condition = body.takeCondition();
        Kind kind = operands.kind(0);
        if (kind == Kind.V128) {
            vectors.select(condition);
            return;
        }
        if (!operands.isLoaded(2)) {
            condition = body.aside(condition, () -> operands.load(2));
        }
        operands.take(2);
        Label first = code.newLabel();
        condition.jump(code, first);
        if (kind.size() == 1) {
            code.swap().labelBinding(first).pop();
        } else {
            code.dup2_x2().pop2().labelBinding(first).pop2();
        }
        operands.pushed(kind);
    }

    private void constant(Opcode opcode) {
        switch (opcode) {
            case I32_CONST -> {
                lastConstant = reader.readI32();
                behindConstant = reader.position();
                code.loadConstant(lastConstant);
                operands.pushed(Kind.I32);
            }
            case I64_CONST -> {
                code.loadConstant(reader.readI64());
                operands.pushed(Kind.I64);
            }
            case F32_CONST -> {
                int bits = reader.readFixed32();
                float value = Float.intBitsToFloat(bits);
                if (Float.isNaN(value)) {
                    // Class files have one NaN.
                    code.loadConstant(bits).invokestatic(ConstantDescs.CD_Float, "intBitsToFloat", MethodTypeDesc.of(ConstantDescs.CD_float, I));
                } else {
                    code.loadConstant(value);
                }
                operands.pushed(Kind.F32);
            }
            default -> {
                long bits = reader.readFixed64();
                double value = Double.longBitsToDouble(bits);
                if (Double.isNaN(value)) {
                    code.loadConstant(bits).invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", MethodTypeDesc.of(ConstantDescs.CD_double, L));
                } else {
                    code.loadConstant(value);
                }
                operands.pushed(Kind.F64);
            }
        }
    }

    /** Whether the operand on top of the JVM's stack is a constant at the instruction at an offset, as an {@code i32.const} comes before it. */
    boolean isConstant(int offset) {
        return behindConstant == offset;
    }

    /** The constant on top. */
    int constant() {
        return lastConstant;
    }

    private void local(Opcode opcode, int offset) {
        int index = reader.readU32();
        Kind kind = context.localKind(index);
        body.noteLocal(offset, index, opcode != Opcode.LOCAL_GET);
        if (kind == Kind.V128 && layout.locals() != null) {
            vectors.local(opcode, layout.locals()[index]);
            return;
        }
        switch (opcode) {
            case LOCAL_GET -> {
                layout.load(code, index);
                operands.pushed(kind);
            }
            case LOCAL_SET -> {
                operands.take(1);
                layout.store(code, index);
            }
            default -> {
                operands.load(1);
                if (kind.size() == 2) {
                    code.dup2();
                } else {
                    code.dup();
                }
                layout.store(code, index);
            }
        }
    }

    private void global(Opcode opcode) {
        int index = reader.readU32();
        Kind kind = Kind.of(module.global(index).valueType());
        if (opcode == Opcode.GLOBAL_GET) {
            if (kind == Kind.I32) {
                loadGlobalPlace(index);
                call("globalInt", MethodTypeDesc.of(I, INSTANCE, I));
            } else if (kind.isNumber()) {
                loadGlobalPlace(index);
                call("globalBits", MethodTypeDesc.of(L, INSTANCE, I));
                Packing.fromBits(code, kind);
            } else {
                loadGlobal(index);
                code.invokevirtual(GLOBAL, "reference", MethodTypeDesc.of(OBJECT));
                if (kind == Kind.V128) {
                    code.checkcast(kind.descriptor());
                }
            }
            operands.pushed(kind);
            return;
        }
        operands.take(1);
        if (kind.isNumber()) {
            Packing.toBits(code, kind);
            loadGlobalPlace(index);
            call("setGlobal", MethodTypeDesc.of(V, L, INSTANCE, I));
        } else {
            loadGlobal(index);
            code.swap().invokevirtual(GLOBAL, "setReference", MethodTypeDesc.of(V, OBJECT));
        }
    }

    private void loadGlobalPlace(int index) {
        layout.loadInstance(code);
        code.loadConstant(index);
    }

    private void loadGlobal(int index) {
        loadGlobalPlace(index);
        code.invokevirtual(INSTANCE, "global", MethodTypeDesc.of(GLOBAL, I));
    }

    private void access(Opcode opcode, int offset) {
        long displacement = reader.readMemarg();
        int memory = reader.memory();
        ClassDesc address = module.memory(memory).addressType() == AddressType.I64 ? L : I;
        operands.take(opcode.operands().length());
        // A long takes the interpreter longer, and more room among the constants.
        ClassDesc width = address == I && displacement <= Integer.MAX_VALUE && displacement >= 0 ? I : L;
        if (width == I) {
            code.loadConstant((int) displacement);
        } else {
            code.loadConstant(displacement);
        }
        loadMemory(memory);
        body.blame(offset);
        String name = accessName(opcode);
        if (opcode.results().isEmpty()) {
            ClassDesc value = Kind.of(opcode.operands().charAt(1)).descriptor();
            code.invokestatic(ACCESS, name, MethodTypeDesc.of(V, address, value, width, MEMORY));
        } else {
            Kind result = Kind.of(opcode.results().charAt(0));
            code.invokestatic(ACCESS, name, MethodTypeDesc.of(result.descriptor(), address, width, MEMORY));
            operands.pushed(result);
        }
    }

    /** {@code i32.load8_s} is {@code i32Load8S}. */
    private static String accessName(Opcode opcode) {
        return camelCase(opcode.mnemonic());
    }

    static String camelCase(String mnemonic) {
        StringBuilder name = new StringBuilder(mnemonic.length());
        boolean upper = false;
        for (int i = 0; i < mnemonic.length(); i++) {
            char letter = mnemonic.charAt(i);
            if (letter == '.' || letter == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(letter) : letter);
                upper = false;
            }
        }
        return name.toString();
    }

    void loadMemory(int memory) {
        if (memory == 0) {
            layout.loadMemory(code);
        } else {
            layout.loadInstance(code);
            code.loadConstant(memory).invokevirtual(INSTANCE, "memory", MethodTypeDesc.of(MEMORY, I));
        }
    }

    /** Takes an operand of an address type, which becomes an unsigned number of 64 bits. It has to be the top one. */
    private void widen(AddressType type) {
        if (type == AddressType.I32) {
            NumericEmitter.unsigned(code);
        }
    }

    /** Puts the upper operands on the stack, those that are addresses or lengths as numbers of 64 bits; null is for the others. */
    private void takeWide(AddressType... types) {
        int count = types.length;
        operands.spillTop(count);
        int base = operands.height() - count;
        for (int i = 0; i < count; i++) {
            Kind kind = operands.kind(count - 1 - i);
            code.loadLocal(kind.typeKind(), operands.variable(base + i, kind));
            if (types[i] != null) {
                widen(types[i]);
            }
        }
        operands.truncate(base);
    }

    /** Pays for the range whose length is on top. */
    private void chargeRange(Opcode opcode) {
        if (!context.isMetered() || !InstructionTranslator.takesLength(opcode)) {
            return;
        }
        operands.spillTop(1);
        Kind kind = operands.kind(0);
        code.loadLocal(kind.typeKind(), operands.variable(operands.height() - 1, kind));
        if (kind == Kind.I32) {
            NumericEmitter.unsigned(code);
        }
        layout.loadInstance(code);
        call("chargeRange", MethodTypeDesc.of(V, L, INSTANCE));
    }

    private void memory(Opcode opcode, int offset) {
        chargeRange(opcode);
        int first = reader.readU32();
        int second = opcode.immediate() == Immediate.MEMORY_MEMORY || opcode.immediate() == Immediate.DATA_MEMORY ? reader.readU32() : 0;
        switch (opcode) {
            case MEMORY_SIZE -> {
                loadMemory(first);
                code.invokevirtual(MEMORY, "pages", MethodTypeDesc.of(L));
                pushAddress(module.memory(first).addressType());
            }
            case MEMORY_GROW -> {
                AddressType type = module.memory(first).addressType();
                operands.take(1);
                widen(type);
                loadMemory(first);
                call("grow", MethodTypeDesc.of(L, L, MEMORY));
                pushAddress(type);
            }
            case DATA_DROP -> {
                layout.loadInstance(code);
                code.loadConstant(first).invokevirtual(INSTANCE, "dropData", MethodTypeDesc.of(V, I));
            }
            case MEMORY_FILL -> {
                AddressType type = module.memory(first).addressType();
                takeWide(type, null, type);
                loadMemory(first);
                body.blame(offset);
                call("fill", MethodTypeDesc.of(V, L, I, L, MEMORY));
            }
            case MEMORY_COPY -> {
                AddressType target = module.memory(first).addressType();
                AddressType source = module.memory(second).addressType();
                takeWide(target, source, target == AddressType.I64 && source == AddressType.I64 ? AddressType.I64 : AddressType.I32);
                loadMemory(first);
                loadMemory(second);
                body.blame(offset);
                call("copy", MethodTypeDesc.of(V, L, L, L, MEMORY, MEMORY));
            }
            default -> {
                takeWide(module.memory(second).addressType(), null, null);
                loadMemory(second);
                code.loadConstant(first);
                layout.loadInstance(code);
                body.blame(offset);
                call("init", MethodTypeDesc.of(V, L, I, I, MEMORY, I, INSTANCE));
            }
        }
    }

    /** Makes an operand of a number of 64 bits. */
    private void pushAddress(AddressType type) {
        if (type == AddressType.I32) {
            code.l2i();
            operands.pushed(Kind.I32);
        } else {
            operands.pushed(Kind.I64);
        }
    }

    private void table(Opcode opcode, int offset) {
        chargeRange(opcode);
        int first = reader.readU32();
        int second = opcode.immediate() == Immediate.TABLE_TABLE || opcode.immediate() == Immediate.ELEM_TABLE ? reader.readU32() : 0;
        switch (opcode) {
            case TABLE_GET -> {
                takeWide(module.table(first).addressType());
                finishTable("tableGet", offset, MethodTypeDesc.of(OBJECT, L, INSTANCE, I), first);
                operands.pushed(Kind.REF);
            }
            case TABLE_SET -> {
                takeWide(module.table(first).addressType(), null);
                finishTable("tableSet", offset, MethodTypeDesc.of(V, L, OBJECT, INSTANCE, I), first);
            }
            case TABLE_SIZE -> {
                finishTable("tableSize", offset, MethodTypeDesc.of(I, INSTANCE, I), first);
                code.i2l();
                pushAddress(module.table(first).addressType());
            }
            case TABLE_GROW -> {
                takeWide(null, module.table(first).addressType());
                finishTable("tableGrow", offset, MethodTypeDesc.of(L, OBJECT, L, INSTANCE, I), first);
                pushAddress(module.table(first).addressType());
            }
            case TABLE_FILL -> {
                AddressType type = module.table(first).addressType();
                takeWide(type, null, type);
                finishTable("tableFill", offset, MethodTypeDesc.of(V, L, OBJECT, L, INSTANCE, I), first);
            }
            case TABLE_COPY -> {
                AddressType target = module.table(first).addressType();
                AddressType source = module.table(second).addressType();
                takeWide(target, source, target == AddressType.I64 && source == AddressType.I64 ? AddressType.I64 : AddressType.I32);
                finishTable("tableCopy", offset, MethodTypeDesc.of(V, L, L, L, INSTANCE, I, I), first, second);
            }
            case ELEM_DROP -> {
                layout.loadInstance(code);
                code.loadConstant(first).invokevirtual(INSTANCE, "dropElements", MethodTypeDesc.of(V, I));
            }
            default -> {
                takeWide(module.table(second).addressType(), AddressType.I32, AddressType.I32);
                finishTable("tableInit", offset, MethodTypeDesc.of(V, L, L, L, INSTANCE, I, I), first, second);
            }
        }
    }

    private void finishTable(String name, int offset, MethodTypeDesc descriptor, int... indices) {
        layout.loadInstance(code);
        for (int index : indices) {
            code.loadConstant(index);
        }
        body.blame(offset);
        call(name, descriptor);
    }

    private void call(Opcode opcode, int offset) {
        int index = reader.readU32();
        if (opcode == Opcode.REF_FUNC) {
            loadFunction(index);
            operands.pushed(Kind.REF);
            return;
        }
        if (opcode == Opcode.CALL && index >= module.importedFunctionCount()) {
            Signature signature = Signature.of(module.functionType(index).functionType());
            requireFit(signature);
            operands.take(signature.params().length);
            layout.loadInstance(code);
            body.blame(offset);
            context.emitCall(code, index, signature);
            body.called(index);
            pushResults(signature);
            return;
        }
        Signature signature = Signature.of(opcode == Opcode.CALL ? module.functionType(index).functionType() : module.type(index).functionType());
        requireFit(signature);
        body.blame(offset);
        if (opcode == Opcode.CALL && ImportEmitter.isOfNumbers(signature)) {
            leaveStack(index);
            operands.take(signature.params().length);
            layout.loadInstance(code);
            context.emitImportCall(code, index, signature);
            pushResults(signature);
            return;
        }
        loadCallee(opcode, index);
        // The callee was the last operand, or is none: the arguments are under it.
        int callee = operands.newVariable(Kind.REF);
        code.astore(callee);
        operands.take(signature.params().length);
        code.aload(callee);
        context.functionCalls().emit(code, signature, offset);
        pushResults(signature);
    }

    /** Makes sure, once in each call of the function, that a function of the host's has the stack that it needs. */
    private void leaveStack(int imported) {
        Label left = code.newLabel();
        code.iload(layout.leavesStack()).ifne(left);
        layout.loadInstance(code);
        code.loadConstant(imported).invokestatic(NumericEmitter.SUPPORT, "leaveStack", MethodTypeDesc.of(ConstantDescs.CD_boolean, INSTANCE, I));
        code.istore(layout.leavesStack()).labelBinding(left);
    }

    private static void requireFit(Signature signature) {
        if (!signature.fits()) {
            throw new Untranslatable("call with too many arguments");
        }
    }

    private void loadFunction(int index) {
        layout.loadInstance(code);
        code.loadConstant(index).invokevirtual(INSTANCE, "function", MethodTypeDesc.of(FUNCTION, I));
    }

    /** Pushes the function that a call calls; takes the operand that says which, if there is one, and reads the table index. */
    private void loadCallee(Opcode opcode, int index) {
        switch (opcode) {
            case CALL, RETURN_CALL -> loadFunction(index);
            case CALL_REF, RETURN_CALL_REF -> {
                operands.take(1);
                call("callee", MethodTypeDesc.of(FUNCTION, OBJECT));
            }
            default -> {
                int table = reader.readU32();
                operands.take(1);
                layout.loadInstance(code);
                // A constant for HotSpot: the way by instance, code and module is a twelfth of a call.
                code.loadConstant(table);
                TypeConstants.load(code, index);
                call("callee", MethodTypeDesc.of(FUNCTION, module.table(table).addressType() == AddressType.I64 ? L : I, INSTANCE, I, TypeConstants.TYPE));
            }
        }
    }

    private void pushResults(Signature signature) {
        switch (signature.results().length) {
            case 0 -> {
            }
            case 1 -> operands.pushed(signature.results()[0]);
            default -> new Packing(code, operands).unpackResults(signature.results());
        }
    }

    /** Emits a call in place of a return. */
    void tailCall(Opcode opcode, int index, int offset) {
        Signature signature = Signature.of(opcode == Opcode.RETURN_CALL ? module.functionType(index).functionType() : module.type(index).functionType());
        body.blame(offset);
        loadCallee(opcode, index);
        int callee = operands.newVariable(Kind.REF);
        code.astore(callee);
        operands.spillTop(signature.params().length);
        new Packing(code, operands).packTop(signature.params(), signature.numbers(), signature.objects());
        code.aload(callee);
        call("tailCall", MethodTypeDesc.of(NumericEmitter.desc(org.jwasm.runtime.TailCall.class), Packing.NUMBERS, Packing.OBJECTS, FUNCTION));
        body.leaveByTailCall();
        body.unreachable();
    }
}
