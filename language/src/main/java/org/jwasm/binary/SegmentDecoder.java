// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.ConstantExpression;
import org.jwasm.structure.DataSegment;
import org.jwasm.structure.ElementSegment;
import org.jwasm.structure.Feature;
import org.jwasm.structure.ModuleBuilder;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.TableType;
import org.jwasm.validation.ConstantExpressionValidator;
import org.jwasm.validation.Context;

/** Decodes and validates element and data segments. Spec: Binary Format, Modules, Element Section, Data Section. */
final class SegmentDecoder {

    private static final int NOT_ACTIVE = 1;
    /** With {@link #NOT_ACTIVE}: declarative; without: there is an explicit index. */
    private static final int EXPLICIT_OR_DECLARATIVE = 2;
    private static final int EXPRESSIONS = 4;
    private static final ReferenceType FUNCTION = new ReferenceType(false, AbstractHeapType.FUNC);

    private final ModuleBuilder module;
    private final CodeReader reader;
    private final ImplementationLimits limits;
    private final ConstantExpressionValidator expressions;
    private final BitSet references;
    private int dataCount = -1;
    private boolean hasDatas;

    SegmentDecoder(ModuleBuilder module, CodeReader reader, ImplementationLimits limits,
                    ConstantExpressionValidator expressions, BitSet references) {
        this.module = module;
        this.reader = reader;
        this.limits = limits;
        this.expressions = expressions;
        this.references = references;
    }

    /** The number in the data count section, or -1. */
    int declaredDataCount() {
        return dataCount;
    }

    void finish(int end) {
        if (!hasDatas && dataCount > 0) {
            throw inconsistent(0, end);
        }
    }

    private int count(String what, int limit) {
        int at = reader.position();
        int count = reader.readU32();
        ImplementationLimits.check(what, count, limit, at);
        return count;
    }

    void elements() {
        for (int left = count("element segments", limits.elementSegments()); left > 0; left--) {
            element();
        }
    }

    private void element() {
        int at = reader.position();
        int flags = reader.readU32();
        if (Integer.compareUnsigned(flags, NOT_ACTIVE | EXPLICIT_OR_DECLARATIVE | EXPRESSIONS) > 0) {
            throw ModuleError.malformed("malformed elements segment kind", at);
        }
        requireSegmentKind(flags, "malformed elements segment kind", at);
        boolean active = (flags & NOT_ACTIVE) == 0;
        boolean explicit = (flags & EXPLICIT_OR_DECLARATIVE) != 0;
        boolean hasExpressions = (flags & EXPRESSIONS) != 0;
        int table = !active ? -1 : explicit ? reader.readU32() : 0;
        ConstantExpression offset = active ? offset(table, at) : null;
        boolean hasType = !active || explicit;
        ReferenceType type = hasExpressions ? hasType ? reader.readReferenceType() : ReferenceType.FUNCREF : elementKind(hasType);
        if (active && !type.matches(module.tables.get(table).elementType())) {
            throw ModuleError.invalid("type mismatch: table requires " + module.tables.get(table).elementType()
                            + " but elements are " + type, at);
        }
        ElementSegment.Mode mode = active ? ElementSegment.Mode.ACTIVE
                        : explicit ? ElementSegment.Mode.DECLARATIVE : ElementSegment.Mode.PASSIVE;
        module.elements.add(hasExpressions ? new ElementSegment(mode, table, offset, type, null, expressions(type))
                        : new ElementSegment(mode, table, offset, type, functions(), null));
    }

    private void requireSegmentKind(int flags, String phrase, int at) {
        if ((flags & NOT_ACTIVE) != 0) {
            reader.require(Feature.BULK_MEMORY, phrase, at);
        } else if (flags != 0) {
            reader.require(Feature.REFERENCE_TYPES, phrase, at);
        }
    }

    private ConstantExpression offset(int table, int at) {
        Context.check("table", table, module.tables.size(), at);
        TableType type = module.tables.get(table);
        return expressions.validate(type.addressType().valueType());
    }

    /** The one kind that there is, functions, explicit or not. */
    private ReferenceType elementKind(boolean explicit) {
        int at = reader.position();
        if (explicit && reader.readByte() != 0) {
            throw ModuleError.malformed("malformed element kind", at);
        }
        return FUNCTION;
    }

    private int[] functions() {
        int count = count("elements", limits.elements());
        // Each index takes a byte: a claimed count alone gets no memory.
        int[] functions = new int[Math.min(count, reader.remaining())];
        for (int i = 0; i < count; i++) {
            int at = reader.position();
            int index = reader.readU32();
            Context.check("function", index, module.functions.size(), at);
            references.set(index);
            functions[i] = index;
        }
        return functions;
    }

    private ConstantExpression[] expressions(ReferenceType type) {
        int count = count("elements", limits.elements());
        List<ConstantExpression> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(expressions.validate(type));
        }
        return elements.toArray(ConstantExpression[]::new);
    }

    void dataCount() {
        reader.require(Feature.BULK_MEMORY, "malformed section id 12", reader.position());
        dataCount = count("data segments", limits.dataSegments());
    }

    void datas() {
        int at = reader.position();
        int count = count("data segments", limits.dataSegments());
        if (dataCount >= 0 && dataCount != count) {
            throw inconsistent(count, at);
        }
        hasDatas = true;
        for (int i = 0; i < count; i++) {
            data();
        }
    }

    private void data() {
        int at = reader.position();
        int flags = reader.readU32();
        if (Integer.compareUnsigned(flags, EXPLICIT_OR_DECLARATIVE) > 0) {
            throw ModuleError.malformed("malformed data segment kind", at);
        }
        if (flags != 0) {
            reader.require(Feature.BULK_MEMORY, "malformed data segment kind", at);
        }
        int memory = flags == NOT_ACTIVE ? -1 : flags == 0 ? 0 : reader.readU32();
        ConstantExpression offset = null;
        if (flags != NOT_ACTIVE) {
            Context.check("memory", memory, module.memories.size(), at);
            offset = expressions.validate(module.memories.get(memory).addressType().valueType());
        }
        int length = reader.readU32();
        int start = reader.position();
        reader.skip(length);
        module.datas.add(new DataSegment(memory, offset, start, length));
    }

    private ModuleError inconsistent(int segments, int offset) {
        return ModuleError.malformed("data count and data section have inconsistent lengths: " + dataCount + " and " + segments,
                        offset);
    }
}
