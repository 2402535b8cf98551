// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntUnaryOperator;

import org.jwasm.binary.CodeReader;
import org.jwasm.runtime.CompiledObjects;
import org.jwasm.runtime.StructLayout;
import org.jwasm.runtime.WasmArray;
import org.jwasm.runtime.WasmStruct;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.ArrayType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.HeapType;
import org.jwasm.structure.Module;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.PackedType;
import org.jwasm.structure.StructType;

/**
 * Emits what makes, reads, writes and casts objects of the guest's. Spec: Execution, Aggregate Reference Instructions. What works on many
 * elements and what is rare is left to {@link FragmentEmitter}.
 */
final class ObjectEmitter {

    private static final ClassDesc OBJECTS = NumericEmitter.desc(CompiledObjects.class);
    private static final ClassDesc STRUCT = NumericEmitter.desc(WasmStruct.class);
    private static final ClassDesc ARRAY = NumericEmitter.desc(WasmArray.class);
    private static final ClassDesc I = ConstantDescs.CD_int;
    private static final ClassDesc L = ConstantDescs.CD_long;
    private static final ClassDesc V = ConstantDescs.CD_void;
    private static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    /** A structure of so many takes as long as some twenty other instructions; one of the most that there can be takes microseconds. */
    private static final int MANY_FIELDS = 64;

    private final BodyEmitter body;
    private final CodeBuilder code;
    private final CodeReader reader;
    private final Operands operands;
    private final Module module;

    ObjectEmitter(BodyEmitter body) {
        this.body = body;
        this.code = body.code;
        this.reader = body.reader;
        this.operands = body.operands;
        this.module = body.module;
    }

    /** Emits an instruction whose immediates come next; false if it is none of those that this class knows, and then the reader may have moved. */
    boolean emit(Opcode opcode, int offset) {
        switch (opcode) {
            case STRUCT_NEW, STRUCT_NEW_DEFAULT -> newStruct(reader.readU32(), opcode == Opcode.STRUCT_NEW);
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> getField(opcode == Opcode.STRUCT_GET_U, offset);
            case STRUCT_SET -> setField(offset);
            case ARRAY_NEW, ARRAY_NEW_DEFAULT -> newArray(reader.readU32(), opcode == Opcode.ARRAY_NEW, offset);
            case ARRAY_NEW_FIXED -> newFixedArray(reader.readU32(), reader.readU32(), offset);
            case ARRAY_LEN -> unary("length", OBJECT, I, Kind.I32, offset);
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> getElement(opcode == Opcode.ARRAY_GET_U, offset);
            case ARRAY_SET -> setElement(offset);
            case REF_I31 -> unary("i31", I, OBJECT, Kind.REF, offset);
            case I31_GET_S -> unary("i31Value", OBJECT, I, Kind.I32, offset);
            case I31_GET_U -> {
                unary("i31Value", OBJECT, I, Kind.I32, offset);
                code.loadConstant(Integer.MAX_VALUE).iand();
            }
            case REF_TEST, REF_TEST_NULL -> {
                HeapType type = reader.readHeapType();
                if (!isKnown(type)) {
                    return false;
                }
                operands.take(1);
                emitTest(type, opcode == Opcode.REF_TEST_NULL, false, offset);
                body.push(Condition.NOT_ZERO);
            }
            case REF_CAST, REF_CAST_NULL -> {
                HeapType type = reader.readHeapType();
                if (!isKnown(type)) {
                    return false;
                }
                operands.take(1);
                emitTest(type, opcode == Opcode.REF_CAST_NULL, true, offset);
                operands.pushed(Kind.REF);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Puts on top whether the reference there, which stays, is of a type; false if this class doesn't know how. */
    boolean test(HeapType type, boolean nullable, int offset) {
        if (!isKnown(type)) {
            return false;
        }
        operands.spillTop(1);
        code.aload(operands.variable(operands.height() - 1, Kind.REF));
        emitTest(type, nullable, false, offset);
        body.push(Condition.NOT_ZERO);
        return true;
    }

    private void call(String name, ClassDesc result, ClassDesc... params) {
        code.invokestatic(OBJECTS, name, MethodTypeDesc.of(result, params));
    }

    private void poll() {
        code.invokestatic(NumericEmitter.SUPPORT, "poll", MethodTypeDesc.of(V));
    }

    private void unary(String name, ClassDesc from, ClassDesc to, Kind result, int offset) {
        operands.take(1);
        body.blame(offset);
        call(name, to, from);
        operands.pushed(result);
    }

    private StructType structType(int type) {
        return (StructType) module.type(type).composite();
    }

    private void newStruct(int type, boolean withValues) {
        StructType struct = structType(type);
        int fields = struct.fields().size();
        int numbers = StructLayout.numbers(struct);
        int count = withValues ? fields : 0;
        operands.spillTop(count);
        body.layout.loadInstance(code);
        code.loadConstant(type).loadConstant(numbers).loadConstant(fields - numbers);
        call("newStruct", STRUCT, Signature.INSTANCE, I, I, I);
        if (fields > MANY_FIELDS) {
            poll();
        }
        initialize(count, STRUCT, i -> StructLayout.position(struct, i));
    }

    /** Fills a new object, which is on the JVM's stack, with the upper operands, which wait; it takes their place. */
    private void initialize(int count, ClassDesc type, IntUnaryOperator position) {
        int base = operands.height() - count;
        for (int i = 0; i < count; i++) {
            code.dup();
            loadBits(base + i, operands.kind(count - 1 - i));
            code.loadConstant(position.applyAsInt(i));
            call("initialize", V, type, operands.kind(count - 1 - i).isNumber() ? L : OBJECT, I);
        }
        operands.truncate(base);
        operands.pushed(Kind.REF);
    }

    private void loadBits(int height, Kind kind) {
        Variables.load(code, kind, operands.variable(height, kind));
        Packing.toBits(code, kind);
    }

    private int arrayKind(int type) {
        return WasmArray.kind((ArrayType) module.type(type).composite());
    }

    private void newArray(int type, boolean withValue, int offset) {
        int count = withValue ? 2 : 1;
        operands.spillTop(count);
        int base = operands.height() - count;
        Kind kind = operands.kind(count - 1);
        if (withValue) {
            loadBits(base, kind);
        }
        code.iload(operands.variable(base + count - 1, Kind.I32));
        body.layout.loadInstance(code);
        code.loadConstant(type).loadConstant(arrayKind(type));
        body.blame(offset);
        if (withValue) {
            call("newArray", ARRAY, kind.isNumber() ? L : OBJECT, I, Signature.INSTANCE, I, I);
        } else {
            call("newArray", ARRAY, I, Signature.INSTANCE, I, I);
        }
        // It may have taken a while.
        poll();
        operands.truncate(base);
        operands.pushed(Kind.REF);
    }

    private void newFixedArray(int type, int length, int offset) {
        operands.spillTop(length);
        code.loadConstant(length);
        body.layout.loadInstance(code);
        code.loadConstant(type).loadConstant(arrayKind(type));
        body.blame(offset);
        call("newArray", ARRAY, I, Signature.INSTANCE, I, I);
        initialize(length, ARRAY, i -> i);
    }

    private void getField(boolean unsigned, int offset) {
        StructType struct = structType(reader.readU32());
        int field = reader.readU32();
        FieldType type = struct.fields().get(field);
        boolean number = StructLayout.isNumber(type);
        operands.take(1);
        code.loadConstant(StructLayout.position(struct, field));
        body.blame(offset);
        call(number ? "number" : "reference", number ? L : OBJECT, OBJECT, I);
        Kind kind = Kind.of(type.storage().unpacked());
        if (number) {
            Packing.fromBits(code, kind);
            if (unsigned) {
                mask(type);
            } else if (type.storage() instanceof PackedType packed) {
                extend(packed);
            }
        }
        pushObject(kind);
    }

    /** Pushes what is on the JVM's stack, as an object if it is none of the numbers. */
    private void pushObject(Kind kind) {
        if (kind == Kind.V128) {
            call("vector", Kind.V128.descriptor(), OBJECT);
        }
        operands.pushed(kind);
    }

    private void mask(FieldType type) {
        code.loadConstant(type.storage() == PackedType.I8 ? 0xFF : 0xFFFF).iand();
    }

    private void extend(PackedType type) {
        if (type == PackedType.I8) {
            code.i2b();
        } else {
            code.i2s();
        }
    }

    private void setField(int offset) {
        StructType struct = structType(reader.readU32());
        int field = reader.readU32();
        operands.load(2);
        Kind kind = operands.kind(0);
        operands.take(2);
        Packing.toBits(code, kind);
        code.loadConstant(StructLayout.position(struct, field));
        body.blame(offset);
        if (kind.isNumber()) {
            call("setNumber", V, OBJECT, L, I);
        } else {
            call("setReference", V, OBJECT, OBJECT, I);
        }
    }

    private FieldType elementType() {
        return ((ArrayType) module.type(reader.readU32()).composite()).element();
    }

    /** How accessors of elements call the storage. */
    private static String storage(FieldType type) {
        return switch (type.storage().kind()) {
            case I8 -> "Byte";
            case I16 -> "Short";
            case I32 -> "Int";
            case I64 -> "Long";
            case F32 -> "Float";
            case F64 -> "Double";
            case V128, REF -> "Reference";
        };
    }

    private void getElement(boolean unsigned, int offset) {
        FieldType type = elementType();
        Kind kind = Kind.of(type.storage().unpacked());
        operands.take(2);
        body.blame(offset);
        call("get" + storage(type), kind.isNumber() ? kind.descriptor() : OBJECT, OBJECT, I);
        if (unsigned) {
            mask(type);
        }
        pushObject(kind);
    }

    private void setElement(int offset) {
        FieldType type = elementType();
        Kind kind = Kind.of(type.storage().unpacked());
        operands.take(3);
        body.blame(offset);
        call("set" + storage(type), V, OBJECT, I, kind.isNumber() ? kind.descriptor() : OBJECT);
    }

    /** Whether a test of a type is known here: of structures and arrays that the module defines, and of small integers. */
    private boolean isKnown(HeapType type) {
        return type == AbstractHeapType.I31 || type instanceof DefinedType defined && !defined.isFunction() && index(defined) >= 0;
    }

    private int index(DefinedType type) {
        for (int i = 0; i < module.typeCount(); i++) {
            if (module.type(i) == type) {
                return i;
            }
        }
        return -1;
    }

    /** Emits a test of the reference on the JVM's stack, or a cast of it, which may trap. */
    private void emitTest(HeapType type, boolean nullable, boolean cast, int offset) {
        int flags = nullable ? CompiledObjects.NULLABLE : 0;
        if (cast) {
            body.blame(offset);
        }
        if (type instanceof DefinedType defined) {
            flags |= defined.unrolled().isFinal() ? CompiledObjects.EXACT : 0;
            body.layout.loadInstance(code);
            code.loadConstant(index(defined)).loadConstant(flags);
            call(cast ? "cast" : "isOf", cast ? OBJECT : BOOLEAN, OBJECT, Signature.INSTANCE, I, I);
        } else {
            code.loadConstant(flags);
            call(cast ? "castI31" : "isI31", cast ? OBJECT : BOOLEAN, OBJECT, I);
        }
    }
}
