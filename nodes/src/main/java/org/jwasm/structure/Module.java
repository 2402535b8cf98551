// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A decoded, validated module: immutable, shared by all of its instances in all contexts.
 *
 * <p>Spec: Structure, Modules. The bytes stay the only form of function bodies until they are first called, so the
 * arrays here are flat: a module of 100,000 functions costs a few numbers for each.
 */
public final class Module {

    private final String name;
    private final byte[] bytes;
    private final DefinedType[] types;
    private final Import[] imports;
    private final Export[] exports;
    private final Map<String, Export> exportsByName;
    private final DefinedType[] functions;
    private final int importedFunctions;
    private final int[] codeStarts;
    private final int[] codeEnds;
    private final TableType[] tables;
    private final ConstantExpression[] tableInitializers;
    private final int importedTables;
    private final MemoryType[] memories;
    private final int importedMemories;
    private final GlobalType[] globals;
    private final ConstantExpression[] globalInitializers;
    private final int importedGlobals;
    private final DefinedType[] tags;
    private final int importedTags;
    private final int start;
    private final ElementSegment[] elements;
    private final DataSegment[] datas;
    private final Section[] sections;
    private final CustomSection[] customSections;
    private final FunctionCheck functionCheck;
    private final Supplier<Names> namesReader;
    private volatile Names names;
    private final Supplier<BranchHints> hintsReader;
    private volatile BranchHints branchHints;

    Module(ModuleBuilder builder) {
        this.name = builder.name;
        this.bytes = builder.bytes;
        this.types = builder.types.toArray(DefinedType[]::new);
        this.imports = builder.imports.toArray(Import[]::new);
        this.exports = builder.exports.toArray(Export[]::new);
        this.exportsByName = HashMap.newHashMap(exports.length);
        for (Export export : exports) {
            exportsByName.put(export.name(), export);
        }
        this.functions = builder.functions.toArray(DefinedType[]::new);
        this.importedFunctions = builder.importedFunctions;
        this.codeStarts = builder.codeStarts;
        this.codeEnds = builder.codeEnds;
        this.tables = builder.tables.toArray(TableType[]::new);
        this.tableInitializers = builder.tableInitializers.toArray(ConstantExpression[]::new);
        this.importedTables = builder.importedTables;
        this.memories = builder.memories.toArray(MemoryType[]::new);
        this.importedMemories = builder.importedMemories;
        this.globals = builder.globals.toArray(GlobalType[]::new);
        this.globalInitializers = builder.globalInitializers.toArray(ConstantExpression[]::new);
        this.importedGlobals = builder.importedGlobals;
        this.tags = builder.tags.toArray(DefinedType[]::new);
        this.importedTags = builder.importedTags;
        this.start = builder.start;
        this.elements = builder.elements.toArray(ElementSegment[]::new);
        this.datas = builder.datas.toArray(DataSegment[]::new);
        this.sections = builder.sections.toArray(Section[]::new);
        this.customSections = builder.customSections.toArray(CustomSection[]::new);
        this.functionCheck = builder.functionCheck;
        this.namesReader = builder.namesReader;
        this.hintsReader = builder.hintsReader;
    }

    /** The name under which the module was loaded, that of its source. */
    public String name() {
        return name;
    }

    /** The whole binary; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Makes sure that a function that the module defines is valid, as all are but where its validation was put off, see {@link FunctionCheck}; to be called before
     * anything is made of its body.
     */
    public void ensureValid(int function) {
        functionCheck.check(function);
    }

    public DefinedType type(int index) {
        return types[index];
    }

    public int typeCount() {
        return types.length;
    }

    public Import[] imports() {
        return imports;
    }

    public Export[] exports() {
        return exports;
    }

    /** The export of a name, or null. */
    public Export export(String exportName) {
        return exportsByName.get(exportName);
    }

    /** The type of what is exported. */
    public ExternType externType(Export export) {
        int index = export.index();
        return switch (export.kind()) {
            case FUNCTION -> new ExternType.Function(functionType(index));
            case TABLE -> table(index);
            case MEMORY -> memory(index);
            case GLOBAL -> global(index);
            case TAG -> new ExternType.Tag(tagType(index));
        };
    }

    public int functionCount() {
        return functions.length;
    }

    public int importedFunctionCount() {
        return importedFunctions;
    }

    /** The type of a function, imports first. */
    public DefinedType functionType(int index) {
        return functions[index];
    }

    /** Where the body of a function that is not imported starts: at its local declarations. */
    public int codeStart(int index) {
        return codeStarts[index - importedFunctions];
    }

    /** The offset behind the body of a function that is not imported. */
    public int codeEnd(int index) {
        return codeEnds[index - importedFunctions];
    }

    /** How many bytes of code a function has, its locals included; it is none of the imported ones. */
    public int codeSize(int index) {
        return codeEnd(index) - codeStart(index);
    }

    public int tableCount() {
        return tables.length;
    }

    public int importedTableCount() {
        return importedTables;
    }

    public TableType table(int index) {
        return tables[index];
    }

    /** The initial element of a table that is not imported, or null for null. */
    public ConstantExpression tableInitializer(int index) {
        return tableInitializers[index - importedTables];
    }

    public int memoryCount() {
        return memories.length;
    }

    public int importedMemoryCount() {
        return importedMemories;
    }

    public MemoryType memory(int index) {
        return memories[index];
    }

    public int globalCount() {
        return globals.length;
    }

    public int importedGlobalCount() {
        return importedGlobals;
    }

    public GlobalType global(int index) {
        return globals[index];
    }

    /** The initial value of a global that is not imported. */
    public ConstantExpression globalInitializer(int index) {
        return globalInitializers[index - importedGlobals];
    }

    public int tagCount() {
        return tags.length;
    }

    public int importedTagCount() {
        return importedTags;
    }

    /** The type of a tag, imports first: a function type without results. */
    public DefinedType tagType(int index) {
        return tags[index];
    }

    /** The start function, or -1. */
    public int start() {
        return start;
    }

    public ElementSegment[] elements() {
        return elements;
    }

    public DataSegment[] datas() {
        return datas;
    }

    /** All sections in the order of the binary. */
    public Section[] sections() {
        return sections;
    }

    public CustomSection[] customSections() {
        return customSections;
    }

    /** The branch hints, read when first asked for. */
    public BranchHints branchHints() {
        BranchHints known = branchHints;
        if (known == null) {
            known = hintsReader.get();
            branchHints = known;
        }
        return known;
    }

    /** The name section, read when first asked for. */
    public Names names() {
        Names known = names;
        if (known == null) {
            known = namesReader.get();
            names = known;
        }
        return known;
    }

    /** The name section's name of a function, else an import's or export's, else {@code wasm-function[index]}. */
    public String functionName(int index) {
        String known = names().functions().get(index);
        if (known != null) {
            return known;
        }
        if (index < importedFunctions) {
            int function = 0;
            for (Import candidate : imports) {
                if (candidate.type() instanceof ExternType.Function && function++ == index) {
                    return candidate.module() + "." + candidate.name();
                }
            }
        }
        for (Export export : exports) {
            if (export.kind() == Export.Kind.FUNCTION && export.index() == index) {
                return export.name();
            }
        }
        return "wasm-function[" + index + "]";
    }

    /** The name section's name of a tag, else an import's or export's, else {@code wasm-tag[index]}. */
    public String tagName(int index) {
        String known = names().others().getOrDefault(Names.TAGS, Map.of()).get(index);
        if (known != null) {
            return known;
        }
        int tag = 0;
        for (Import candidate : imports) {
            if (candidate.type() instanceof ExternType.Tag && tag++ == index) {
                return candidate.module() + "." + candidate.name();
            }
        }
        for (Export export : exports) {
            if (export.kind() == Export.Kind.TAG && export.index() == index) {
                return export.name();
            }
        }
        return "wasm-tag[" + index + "]";
    }

    @Override
    public String toString() {
        return "wasm-module(" + name + ")";
    }
}
