// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/** Collects what a decoder finds. The fields are the index spaces of Spec: Structure, Modules, imports first. */
public final class ModuleBuilder {

    public final String name;
    public final byte[] bytes;
    public final List<DefinedType> types = new ArrayList<>();
    public final List<Import> imports = new ArrayList<>();
    public final List<Export> exports = new ArrayList<>();
    public final List<DefinedType> functions = new ArrayList<>();
    public int importedFunctions;
    /** The indices of the imported functions that are exactly of the import's type. */
    public final BitSet exactImports = new BitSet();
    public int[] codeStarts = {};
    public int[] codeEnds = {};
    public final List<TableType> tables = new ArrayList<>();
    public final List<ConstantExpression> tableInitializers = new ArrayList<>();
    public int importedTables;
    public final List<MemoryType> memories = new ArrayList<>();
    public int importedMemories;
    public final List<GlobalType> globals = new ArrayList<>();
    public final List<ConstantExpression> globalInitializers = new ArrayList<>();
    public int importedGlobals;
    public final List<DefinedType> tags = new ArrayList<>();
    public int importedTags;
    public int start = -1;
    public final List<ElementSegment> elements = new ArrayList<>();
    public final List<DataSegment> datas = new ArrayList<>();
    public final List<Section> sections = new ArrayList<>();
    public final List<CustomSection> customSections = new ArrayList<>();
    /** What is left to be validated. */
    public FunctionCheck functionCheck = FunctionCheck.DONE;
    public Supplier<Names> namesReader = () -> Names.NONE;
    public Supplier<BranchHints> hintsReader = () -> BranchHints.NONE;

    public ModuleBuilder(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** Whether a function is of its type itself, not of a subtype: the module defines it, or the import says so. */
    public boolean isExact(int function) {
        return function >= importedFunctions || exactImports.get(function);
    }

    /** The functions so far for which {@link #isExact} is true. */
    public BitSet exactFunctions() {
        BitSet exact = (BitSet) exactImports.clone();
        exact.set(importedFunctions, Math.max(importedFunctions, functions.size()));
        return exact;
    }

    public Module build() {
        return new Module(this);
    }
}
