// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

import org.jwasm.binary.ImplementationLimits;
import org.jwasm.binary.ModuleError;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.ModuleBuilder;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.TableType;

/**
 * What function bodies can refer to: the index spaces as they are when the code section starts. Immutable, so that
 * bodies can be validated in parallel. Spec: Validation, Conventions, Contexts.
 */
public final class Context {

    private final ImplementationLimits limits;
    private final DefinedType[] functions;
    private final BitSet exactFunctions;
    private final FunctionType[] functionTypes;
    private final GlobalType[] globals;
    private final TableType[] tables;
    private final MemoryType[] memories;
    private final FunctionType[] tags;
    private final ReferenceType[] elements;
    private final int dataCount;
    private final BitSet references;
    private final Rule[] rules;

    /**
     * The context of what {@code module} has so far.
     *
     * @param references the indices of the functions that occur outside of bodies
     * @param dataCount the number of data segments, or -1 if there is no data count section
     */
    public Context(ModuleBuilder module, Set<Feature> features, ImplementationLimits limits, BitSet references, int dataCount) {
        this.limits = limits;
        this.functions = module.functions.toArray(DefinedType[]::new);
        this.exactFunctions = module.exactFunctions();
        this.functionTypes = functionTypes(module.functions);
        this.globals = module.globals.toArray(GlobalType[]::new);
        this.tables = module.tables.toArray(TableType[]::new);
        this.memories = module.memories.toArray(MemoryType[]::new);
        this.tags = functionTypes(module.tags);
        this.elements = new ReferenceType[module.elements.size()];
        Arrays.setAll(elements, segment -> module.elements.get(segment).type());
        this.dataCount = dataCount;
        this.references = references;
        this.rules = Rule.table(features);
    }

    private static FunctionType[] functionTypes(List<DefinedType> types) {
        FunctionType[] functionTypes = new FunctionType[types.size()];
        for (int i = 0; i < functionTypes.length; i++) {
            functionTypes[i] = types.get(i).functionType();
        }
        return functionTypes;
    }

    ImplementationLimits limits() {
        return limits;
    }

    Rule[] rules() {
        return rules;
    }

    FunctionType functionType(int index, int offset) {
        check("function", index, functionTypes.length, offset);
        return functionTypes[index];
    }

    DefinedType function(int index, int offset) {
        check("function", index, functions.length, offset);
        return functions[index];
    }

    /** Whether a function is known to be of its type itself, not of a subtype. */
    boolean isExact(int function) {
        return exactFunctions.get(function);
    }

    GlobalType global(int index, int offset) {
        check("global", index, globals.length, offset);
        return globals[index];
    }

    TableType table(int index, int offset) {
        check("table", index, tables.length, offset);
        return tables[index];
    }

    MemoryType memory(int index, int offset) {
        check("memory", index, memories.length, offset);
        return memories[index];
    }

    FunctionType tagType(int index, int offset) {
        check("tag", index, tags.length, offset);
        return tags[index];
    }

    ReferenceType element(int index, int offset) {
        check("elem segment", index, elements.length, offset);
        return elements[index];
    }

    void checkDataCount(int offset) {
        if (dataCount < 0) {
            throw ModuleError.malformed("data count section required", offset);
        }
    }

    void checkData(int index, int offset) {
        check("data segment", index, dataCount, offset);
    }

    boolean isReferenced(int function) {
        return references.get(function);
    }

    /** Fails unless the unsigned {@code index} is below {@code count}. */
    public static void check(String kind, int index, int count, int offset) {
        if (Integer.compareUnsigned(index, count) >= 0) {
            throw ModuleError.invalid("unknown " + kind + " " + Integer.toUnsignedString(index), offset);
        }
    }
}
