// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.runtime.FailureType;
import org.jwasm.structure.ArrayType;
import org.jwasm.structure.CompositeType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.ModuleBuilder;
import org.jwasm.structure.PackedType;
import org.jwasm.structure.RecursionGroup;
import org.jwasm.structure.StorageType;
import org.jwasm.structure.StructType;
import org.jwasm.structure.SubType;
import org.jwasm.structure.ValueType;

/**
 * Decodes and validates type definitions. Spec: Binary Format, Types, Recursive Types; Validation, Types.
 *
 * <p>A group is read as new types that its members can refer to; then the canonical group takes its place.
 */
final class TypeSectionDecoder {

    private static final int FUNCTION = 0x60;
    private static final int STRUCTURE = 0x5F;
    private static final int ARRAY = 0x5E;
    private static final int SUB = 0x50;
    private static final int SUB_FINAL = 0x4F;
    private static final int GROUP = 0x4E;
    private static final int DESCRIPTOR = 0x4D;
    private static final int DESCRIBES = 0x4C;
    private static final int I8 = 0x78;
    private static final int I16 = 0x77;
    // The next two are those of the JavaScript API's "Implementation-defined Limits".
    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_DEPTH = 63;

    private final ModuleBuilder module;
    private final CodeReader reader;
    private final ImplementationLimits limits;

    TypeSectionDecoder(ModuleBuilder module, CodeReader reader, ImplementationLimits limits) {
        this.module = module;
        this.reader = reader;
        this.limits = limits;
    }

    void types() {
        for (int left = count("types", limits.types()); left > 0; left--) {
            int at = reader.position();
            if (reader.peekByte() == GROUP) {
                reader.readByte();
                reader.require(Feature.GC, "malformed definition type", at);
                group(count("types", limits.types()), at);
            } else {
                group(1, at);
            }
        }
    }

    private int count(String what, int limit) {
        int at = reader.position();
        int count = reader.readU32();
        ImplementationLimits.check(what, count, limit, at);
        return count;
    }

    private void group(int size, int at) {
        int base = module.types.size();
        ImplementationLimits.check("types", base + size, limits.types(), at);
        if (size > reader.remaining()) {
            throw ModuleError.malformed("length out of bounds", at);
        }
        RecursionGroup group = new RecursionGroup(size);
        for (int i = 0; i < size; i++) {
            module.types.add(group.member(i));
        }
        int[] supertypes = new int[size];
        for (int i = 0; i < size; i++) {
            group.member(i).define(subType(base + i, group, supertypes));
        }
        DescriptorClauses.check(group, at);
        RecursionGroup canonical = group.canonical();
        for (int i = 0; i < size; i++) {
            module.types.set(base + i, canonical.member(i));
        }
        for (int i = 0; i < size; i++) {
            checkSupertype(base + i, supertypes[i], at);
        }
    }

    private void checkSupertype(int index, int superIndex, int at) {
        DefinedType defined = module.types.get(index);
        SubType type = defined.unrolled();
        for (DefinedType supertype : type.supertypes()) {
            DescriptorClauses.checkSupertype(index, superIndex, defined, supertype, at);
            if (supertype.unrolled().isFinal() || !type.composite().matches(supertype.composite())) {
                throw ModuleError.invalid("sub type " + index + " does not match super type " + superIndex + ": " + type.composite()
                                + " and " + (supertype.unrolled().isFinal() ? "final " : "") + supertype, at);
            }
        }
    }

    /** Reads the definition of a member of {@code group}, and writes the index of its supertype, if any, into {@code supertypes}. */
    private SubType subType(int index, RecursionGroup group, int[] supertypes) {
        int at = reader.position();
        int form = reader.peekByte();
        if (form != SUB && form != SUB_FINAL) {
            return describedType(true, List.of(), group);
        }
        reader.readByte();
        reader.require(Feature.GC, "malformed definition type", at);
        int count = reader.readU32();
        if (Integer.compareUnsigned(count, 1) > 0) {
            throw ModuleError.invalid("sub type " + index + " has more than one super type", at);
        }
        List<DefinedType> above = List.of();
        if (count != 0) {
            int supertype = supertype(index);
            supertypes[index - (module.types.size() - group.size())] = supertype;
            above = List.of(module.types.get(supertype));
        }
        return describedType(form == SUB_FINAL, above, group);
    }

    private SubType describedType(boolean isFinal, List<DefinedType> supertypes, RecursionGroup group) {
        int base = module.types.size() - group.size();
        DefinedType described = clause(DESCRIBES, "described type", group, base);
        DefinedType descriptor = clause(DESCRIPTOR, "descriptor type", group, base);
        return new SubType(isFinal, supertypes, described, descriptor, compositeType());
    }

    /** The type that a clause refers to if it is there, or null. */
    private DefinedType clause(int code, String what, RecursionGroup group, int base) {
        int at = reader.position();
        if (reader.peekByte() != code) {
            return null;
        }
        reader.readByte();
        reader.require(Feature.CUSTOM_DESCRIPTORS, "malformed definition type", at);
        int member = reader.readU32() - base;
        if (Integer.compareUnsigned(member, group.size()) >= 0) {
            throw ModuleError.invalid(what + " is outside rec group: " + Integer.toUnsignedString(member + base), at);
        }
        return group.member(member);
    }

    private int supertype(int index) {
        int at = reader.position();
        int supertype = reader.readU32();
        if (Integer.compareUnsigned(supertype, index) >= 0) {
            throw ModuleError.invalid("unknown type " + Integer.toUnsignedString(supertype), at);
        }
        DefinedType type = module.types.get(supertype);
        if (type.depth() >= MAX_DEPTH) {
            throw ModuleError.invalid("too many super types: the depth exceeds the implementation limit of " + MAX_DEPTH, at);
        }
        return supertype;
    }

    private CompositeType compositeType() {
        int at = reader.position();
        int form = reader.readByte();
        if (form >= 0x80) {
            throw ModuleError.malformed("integer representation too long", at);
        }
        switch (form) {
            case FUNCTION -> {
                return functionType();
            }
            case STRUCTURE -> {
                reader.require(Feature.GC, "malformed definition type", at);
                List<FieldType> fields = new ArrayList<>();
                for (int left = count("fields", MAX_FIELDS); left > 0; left--) {
                    fields.add(fieldType());
                }
                return new StructType(fields);
            }
            case ARRAY -> {
                reader.require(Feature.GC, "malformed definition type", at);
                return new ArrayType(fieldType());
            }
            default -> throw ModuleError.malformed("malformed definition type", at);
        }
    }

    private FunctionType functionType() {
        List<ValueType> params = valueTypes("parameters", limits.params());
        int resultsAt = reader.position();
        List<ValueType> results = valueTypes("results", limits.results());
        if (results.size() > 1 && !reader.isEnabled(Feature.MULTI_VALUE)) {
            throw ModuleError.invalid("invalid result arity (feature " + Feature.MULTI_VALUE + " is not enabled)", resultsAt);
        }
        return new FunctionType(params, results);
    }

    private List<ValueType> valueTypes(String what, int limit) {
        int count = count(what, limit);
        List<ValueType> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(reader.readValueType());
        }
        return types;
    }

    private FieldType fieldType() {
        StorageType storage = switch (reader.peekByte()) {
            case I8 -> packed(PackedType.I8);
            case I16 -> packed(PackedType.I16);
            default -> unpacked();
        };
        int at = reader.position();
        int mutable = reader.readByte();
        if (mutable > 1) {
            throw ModuleError.malformed("malformed mutability", at);
        }
        return new FieldType(mutable == 1, storage);
    }

    private ValueType unpacked() {
        try {
            return reader.readValueType();
        } catch (ModuleError error) {
            boolean isType = error.failureType() == FailureType.MALFORMED && error.getMessage().startsWith("malformed ");
            throw isType ? ModuleError.malformed("malformed storage type: " + error.getMessage(), error.offset()) : error;
        }
    }

    private PackedType packed(PackedType type) {
        reader.readByte();
        return type;
    }
}
