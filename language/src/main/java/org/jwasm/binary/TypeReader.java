// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.List;
import java.util.Set;

import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.ExactType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.HeapType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;
import org.jwasm.structure.VectorType;

/** Reads types. Spec: Binary Format, Types. */
public class TypeReader extends ByteReader {

    static final int EMPTY_BLOCK = 0x40;
    static final int FUNCREF = 0x70;
    static final int EXTERNREF = 0x6F;
    private static final int V128 = 0x7B;
    static final int REF = 0x64;
    static final int REF_NULL = 0x63;
    static final int EXNREF = 0x69;
    static final int NULLEXNREF = 0x74;
    private static final int EXACT = 0x62;

    private static final FunctionType NOTHING = new FunctionType(List.of(), List.of());
    private static final int FIRST_NUMBER_TYPE = 0x7F;
    private static final NumberType[] NUMBER_TYPES = NumberType.values();
    private static final FunctionType[] NUMBER_BLOCKS = numberBlocks();
    private static final FunctionType VECTOR_BLOCK = FunctionType.of(List.of(), VectorType.V128);

    private final TypeSpace types;
    private final Set<Feature> features;

    /** A module's type index space. */
    @FunctionalInterface
    public interface TypeSpace {

        /** The type of an unsigned index, or null if there is none. */
        DefinedType type(int index);
    }

    /** Reads the range {@code start} to {@code end} with the types that come after 1.0 as far as {@code features} has them. */
    public TypeReader(byte[] bytes, int start, int end, TypeSpace types, Set<Feature> features) {
        super(bytes, start, end);
        this.types = types;
        this.features = features;
    }

    public final boolean isEnabled(Feature feature) {
        return features.contains(feature);
    }

    /** Fails with {@code phrase} unless {@code feature} is enabled. */
    final void require(Feature feature, String phrase, int offset) {
        if (!features.contains(feature)) {
            throw disabled(phrase, feature, offset);
        }
    }

    static ModuleError disabled(String phrase, Feature feature, int offset) {
        return ModuleError.malformed(phrase + " (feature " + feature + " is not enabled)", offset);
    }

    public final ValueType readValueType() {
        int code = peekByte();
        int number = FIRST_NUMBER_TYPE - code;
        if (number >= 0 && number < NUMBER_TYPES.length) {
            readByte();
            return NUMBER_TYPES[number];
        }
        if (code == V128 && isEnabled(Feature.SIMD)) {
            readByte();
            return VectorType.V128;
        }
        return readReferenceType("malformed value type");
    }

    public final ReferenceType readReferenceType() {
        return readReferenceType("malformed reference type");
    }

    private ReferenceType readReferenceType(String phrase) {
        int at = position();
        int code = readByte();
        switch (code) {
            case FUNCREF -> {
                return ReferenceType.FUNCREF;
            }
            case EXTERNREF -> {
                require(Feature.REFERENCE_TYPES, phrase, at);
                return ReferenceType.EXTERNREF;
            }
            case REF, REF_NULL -> {
                require(Feature.TYPED_FUNCTION_REFERENCES, phrase, at);
                return new ReferenceType(code == REF_NULL, readHeapType());
            }
            default -> {
                return new ReferenceType(true, abstractHeapType(code, phrase, at));
            }
        }
    }

    public final HeapType readHeapType() {
        int at = position();
        int code = peekByte();
        if (code == EXACT) {
            readByte();
            require(Feature.CUSTOM_DESCRIPTORS, "malformed heap type", at);
            return exactType();
        }
        // A number below zero in its first byte is an abstract type.
        if (code >= 0x40 && code < 0x80) {
            readByte();
            return abstractHeapType(code, "malformed heap type", at);
        }
        long index = readI33();
        if (index < 0) {
            throw ModuleError.malformed("malformed heap type", at);
        }
        require(Feature.TYPED_FUNCTION_REFERENCES, "malformed heap type", at);
        return definedType((int) index, at);
    }

    private ExactType exactType() {
        int at = position();
        int code = peekByte();
        int index = readU32();
        if (code == EXACT && types.type(index) == null) {
            throw ModuleError.malformed("malformed heap type: exact twice", at);
        }
        return new ExactType(definedType(index, at));
    }

    private AbstractHeapType abstractHeapType(int code, String phrase, int at) {
        AbstractHeapType type = switch (code) {
            case FUNCREF -> AbstractHeapType.FUNC;
            case EXTERNREF -> AbstractHeapType.EXTERN;
            case 0x73 -> AbstractHeapType.NOFUNC;
            case 0x72 -> AbstractHeapType.NOEXTERN;
            case 0x71 -> AbstractHeapType.NONE;
            case 0x6E -> AbstractHeapType.ANY;
            case 0x6D -> AbstractHeapType.EQ;
            case 0x6C -> AbstractHeapType.I31;
            case 0x6B -> AbstractHeapType.STRUCT;
            case 0x6A -> AbstractHeapType.ARRAY;
            case EXNREF -> AbstractHeapType.EXN;
            case NULLEXNREF -> AbstractHeapType.NOEXN;
            default -> throw LaterFeature.ofType(code, phrase, at);
        };
        if (code == EXNREF || code == NULLEXNREF) {
            require(Feature.EXCEPTIONS, phrase, at);
        } else if (code != FUNCREF && code != EXTERNREF) {
            require(Feature.GC, phrase, at);
        }
        return type;
    }

    /** A block type as what it stands for: the types of the block's operands and results. */
    public final FunctionType readBlockType() {
        int at = position();
        int code = peekByte();
        if (code == EMPTY_BLOCK) {
            readByte();
            return NOTHING;
        }
        int number = FIRST_NUMBER_TYPE - code;
        if (number >= 0 && number < NUMBER_BLOCKS.length) {
            readByte();
            return NUMBER_BLOCKS[number];
        }
        if (code == V128 && isEnabled(Feature.SIMD)) {
            readByte();
            return VECTOR_BLOCK;
        }
        // A number below zero in its first byte is a value type.
        if (code >= 0x40 && code < 0x80) {
            return FunctionType.of(List.of(), readReferenceType("malformed block type"));
        }
        long index = readI33();
        if (index < 0) {
            throw ModuleError.malformed("malformed block type", at);
        }
        require(Feature.MULTI_VALUE, "malformed block type", at);
        return functionType((int) index, at);
    }

    /** The function type of an index read at {@code offset}. */
    public final FunctionType functionType(int index, int offset) {
        return definedFunctionType(index, offset).functionType();
    }

    /** The type of an index read at {@code offset}, which must be a function type. */
    public final DefinedType definedFunctionType(int index, int offset) {
        DefinedType type = definedType(index, offset);
        if (!type.isFunction()) {
            throw ModuleError.invalid("type mismatch: type " + index + " is not a function type", offset);
        }
        return type;
    }

    /** The type of an index read at {@code offset}. */
    public final DefinedType definedType(int index, int offset) {
        DefinedType type = types.type(index);
        if (type == null) {
            throw ModuleError.invalid("unknown type " + Integer.toUnsignedString(index), offset);
        }
        return type;
    }

    private static FunctionType[] numberBlocks() {
        FunctionType[] blocks = new FunctionType[NUMBER_TYPES.length];
        for (NumberType type : NUMBER_TYPES) {
            blocks[type.ordinal()] = FunctionType.of(List.of(), type);
        }
        return blocks;
    }
}
