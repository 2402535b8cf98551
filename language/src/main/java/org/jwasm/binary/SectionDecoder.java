// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

import org.jwasm.structure.DefinedType;
import org.jwasm.structure.Export;
import org.jwasm.structure.ExternType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.Import;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.ModuleBuilder;
import org.jwasm.structure.Section;
import org.jwasm.structure.TableType;
import org.jwasm.structure.ValueType;
import org.jwasm.validation.ConstantExpressionValidator;
import org.jwasm.validation.Context;

/** Decodes and validates the contents of sections. Spec: Binary Format, Modules; Validation, Modules. */
final class SectionDecoder {

    private static final int TABLE_WITH_INITIALIZER = 0x40;
    private static final int TAG_OF_EXCEPTION = 0;
    private static final int EXACT_FUNCTION = 0x20;

    private final ModuleBuilder module;
    private final CodeReader reader;
    private final DecoderOptions options;
    private final ImplementationLimits limits;
    private final LimitsReader limitsReader;
    private final BitSet references = new BitSet();
    private final ConstantExpressionValidator expressions;
    private final SegmentDecoder segments;
    private int sectionEnd;
    private boolean hasCode;
    private ModuleError inconsistentCode;

    SectionDecoder(ModuleBuilder module, CodeReader reader, DecoderOptions options) {
        this.module = module;
        this.reader = reader;
        this.options = options;
        this.limits = options.limits();
        this.limitsReader = new LimitsReader(reader);
        this.expressions = new ConstantExpressionValidator(module, reader, limits.operands(), references);
        this.segments = new SegmentDecoder(module, reader, limits, expressions, references);
    }

    /**
     * Reads the content of a section. The reader may run behind its end, within the module, if the content is not what the
     * size says.
     */
    void decode(Section section) {
        sectionEnd = section.start() + section.length();
        expressions.setEnd(sectionEnd);
        switch (section.id()) {
            case 1 -> new TypeSectionDecoder(module, reader, limits).types();
            case 2 -> imports();
            case 3 -> functions();
            case 4 -> tables();
            case 5 -> memories();
            case 6 -> globals();
            case 7 -> exports();
            case 8 -> start();
            case 9 -> segments.elements();
            case 10 -> code();
            case 11 -> segments.datas();
            case 12 -> segments.dataCount();
            case 13 -> tags();
            default -> throw new IllegalStateException("section " + section.name());
        }
    }

    /** Checks what only shows at the end of the module. */
    void finish() {
        int end = module.bytes.length;
        if (inconsistentCode != null) {
            throw inconsistentCode;
        }
        if (!hasCode && module.functions.size() > module.importedFunctions) {
            throw inconsistentCode(0, end);
        }
        segments.finish(end);
    }

    private int count(String what, int known, int limit) {
        int at = reader.position();
        int count = reader.readU32();
        long total = Integer.toUnsignedLong(count) + known;
        ImplementationLimits.check(what, (int) Math.min(total, 0xFFFF_FFFFL), limit, at);
        return count;
    }

    private void imports() {
        for (int left = count("imports", 0, limits.imports()); left > 0; left--) {
            String moduleName = reader.readName();
            String name = reader.readName();
            int at = reader.position();
            int kind = reader.readByte();
            ExternType type = switch (kind) {
                case 0 -> importedFunction(false);
                case 1 -> importedTable();
                case 2 -> importedMemory();
                case 3 -> importedGlobal();
                case 4 -> importedTag(at);
                case EXACT_FUNCTION -> {
                    reader.require(Feature.CUSTOM_DESCRIPTORS, "malformed import kind", at);
                    yield importedFunction(true);
                }
                default -> throw ModuleError.malformed("malformed import kind", at);
            };
            module.imports.add(new Import(moduleName, name, type));
        }
    }

    private ExternType importedFunction(boolean exact) {
        DefinedType type = reader.readTypeUse();
        module.functions.add(type);
        module.exactImports.set(module.importedFunctions, exact);
        module.importedFunctions++;
        return new ExternType.Function(type, exact);
    }

    private ExternType importedTable() {
        int at = reader.position();
        TableType type = limitsReader.tableType();
        addTable(type, at);
        module.importedTables++;
        return type;
    }

    private ExternType importedMemory() {
        MemoryType type = memoryType();
        module.importedMemories++;
        return type;
    }

    private ExternType importedGlobal() {
        int at = reader.position();
        GlobalType type = globalType();
        checkMutable(type, "imported", at);
        ImplementationLimits.check("globals", module.globals.size() + 1, limits.globals(), at);
        module.globals.add(type);
        module.importedGlobals++;
        return type;
    }

    private ExternType importedTag(int at) {
        if (!hasTags(options.features())) {
            throw TypeReader.disabled("malformed import kind", Feature.EXCEPTIONS, at);
        }
        ImplementationLimits.check("tags", module.tags.size() + 1, limits.tags(), at);
        DefinedType type = tagType();
        module.tags.add(type);
        module.importedTags++;
        return new ExternType.Tag(type);
    }

    /** Whether there are tags: one of the two ways to handle exceptions is enabled. */
    static boolean hasTags(Set<Feature> features) {
        return features.contains(Feature.EXCEPTIONS) || features.contains(Feature.LEGACY_EXCEPTIONS);
    }

    private void tags() {
        for (int left = count("tags", module.tags.size(), limits.tags()); left > 0; left--) {
            module.tags.add(tagType());
        }
    }

    private DefinedType tagType() {
        int at = reader.position();
        if (reader.readByte() != TAG_OF_EXCEPTION) {
            throw ModuleError.malformed("malformed tag attribute", at);
        }
        DefinedType type = reader.readTypeUse();
        if (!type.functionType().results().isEmpty()) {
            throw ModuleError.invalid("non-empty tag result type: " + type, at);
        }
        return type;
    }

    private void checkMutable(GlobalType type, String how, int offset) {
        if (type.mutable() && !reader.isEnabled(Feature.MUTABLE_GLOBALS)) {
            throw disabled("mutable globals cannot be " + how, Feature.MUTABLE_GLOBALS, offset);
        }
    }

    private void functions() {
        DefinedType[] known = new DefinedType[module.types.size()];
        for (int left = count("functions", module.functions.size(), limits.functions()); left > 0; left--) {
            int at = reader.position();
            int index = reader.readU32();
            DefinedType type = index >= 0 && index < known.length ? known[index] : null;
            if (type == null) {
                type = reader.definedFunctionType(index, at);
                known[index] = type;
            }
            module.functions.add(type);
        }
    }

    private void tables() {
        for (int left = count("tables", module.tables.size(), limits.tables()); left > 0; left--) {
            int at = reader.position();
            boolean initialized = reader.peekByte() == TABLE_WITH_INITIALIZER;
            if (initialized) {
                passInitializerMark(at);
            }
            TableType type = limitsReader.tableType();
            addTable(type, at);
            if (!initialized && !type.elementType().isDefaultable()) {
                throw ModuleError.invalid("type mismatch: a table of " + type.elementType() + " needs an initial element", at);
            }
            module.tableInitializers.add(initialized ? expressions.validate(type.elementType()) : null);
        }
    }

    /** Reads 0x40 0x00, which says that an expression follows the table's type. */
    private void passInitializerMark(int at) {
        reader.require(Feature.TYPED_FUNCTION_REFERENCES, "malformed reference type: a table with an initial element", at);
        reader.readByte();
        if (reader.readByte() != 0) {
            throw ModuleError.malformed("zero byte expected", at + 1);
        }
    }

    private void addTable(TableType type, int at) {
        if (!module.tables.isEmpty() && !reader.isEnabled(Feature.REFERENCE_TYPES)) {
            throw disabled("multiple tables", Feature.REFERENCE_TYPES, at);
        }
        ImplementationLimits.check("tables", module.tables.size() + 1, limits.tables(), at);
        module.tables.add(type);
    }

    private void memories() {
        for (int left = count("memories", module.memories.size(), limits.memories()); left > 0; left--) {
            memoryType();
        }
    }

    /** Reads the type of a memory and adds the memory. */
    private MemoryType memoryType() {
        int at = reader.position();
        MemoryType type = limitsReader.memoryType();
        if (!module.memories.isEmpty() && !reader.isEnabled(Feature.MULTI_MEMORY)) {
            throw disabled("multiple memories", Feature.MULTI_MEMORY, at);
        }
        ImplementationLimits.check("memories", module.memories.size() + 1, limits.memories(), at);
        module.memories.add(type);
        return type;
    }

    private void globals() {
        for (int left = count("globals", module.globals.size(), limits.globals()); left > 0; left--) {
            GlobalType type = globalType();
            // The global can't refer to itself: it is added behind its expression.
            module.globalInitializers.add(expressions.validate(type.valueType()));
            module.globals.add(type);
        }
    }

    private GlobalType globalType() {
        ValueType type = reader.readValueType();
        int at = reader.position();
        int mutable = reader.readByte();
        if (mutable > 1) {
            throw ModuleError.malformed("malformed mutability", at);
        }
        return new GlobalType(mutable == 1, type);
    }

    private void exports() {
        Set<String> names = new HashSet<>();
        for (int left = count("exports", 0, limits.exports()); left > 0; left--) {
            int at = reader.position();
            String name = reader.readName();
            int kindAt = reader.position();
            int kind = reader.readByte();
            if (kind > Export.Kind.TAG.ordinal()) {
                throw ModuleError.malformed("malformed export kind", kindAt);
            }
            Export export = new Export(name, Export.Kind.values()[kind], reader.readU32());
            checkExport(export, kindAt);
            if (!names.add(name)) {
                throw ModuleError.invalid("duplicate export name \"" + name + "\"", at);
            }
            module.exports.add(export);
        }
    }

    private void checkExport(Export export, int at) {
        int index = export.index();
        switch (export.kind()) {
            case FUNCTION -> {
                Context.check("function", index, module.functions.size(), at);
                references.set(index);
            }
            case TABLE -> Context.check("table", index, module.tables.size(), at);
            case MEMORY -> Context.check("memory", index, module.memories.size(), at);
            case GLOBAL -> {
                Context.check("global", index, module.globals.size(), at);
                checkMutable(module.globals.get(index), "exported", at);
            }
            case TAG -> Context.check("tag", index, module.tags.size(), at);
        }
    }

    private void start() {
        int at = reader.position();
        int index = reader.readU32();
        Context.check("function", index, module.functions.size(), at);
        FunctionType type = module.functions.get(index).functionType();
        if (!type.params().isEmpty() || !type.results().isEmpty()) {
            throw ModuleError.invalid("start function must have type [] -> [], not " + type, at);
        }
        module.start = index;
    }

    private void code() {
        int at = reader.position();
        int count = reader.readU32();
        if (count != module.functions.size() - module.importedFunctions) {
            // Told at the end of the module, as a second section of the kind would be the worse error.
            inconsistentCode = inconsistentCode(count, at);
            reader.seek(sectionEnd);
            return;
        }
        hasCode = true;
        int[] starts = new int[count];
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            int sizeAt = reader.position();
            int size = reader.readU32();
            if (Integer.compareUnsigned(size, limits.functionSize()) > 0 && Integer.compareUnsigned(size, reader.remaining()) <= 0) {
                throw ModuleError.invalid("function body of " + size + " bytes exceeds the implementation limit of "
                                + limits.functionSize(), sizeAt);
            }
            starts[i] = reader.position();
            reader.skip(size);
            ends[i] = reader.position();
        }
        if (reader.position() != sectionEnd) {
            return;
        }
        module.codeStarts = starts;
        module.codeEnds = ends;
        Context context = new Context(module, options.features(), limits, references, segments.declaredDataCount());
        new CodeSection(module, context, options).validate();
    }

    private ModuleError inconsistentCode(int bodies, int offset) {
        int declared = module.functions.size() - module.importedFunctions;
        return ModuleError.malformed("function and code section have inconsistent lengths: " + declared + " and "
                        + Integer.toUnsignedString(bodies), offset);
    }

    /** A rule that falls with a feature. */
    private static ModuleError disabled(String phrase, Feature feature, int offset) {
        return ModuleError.invalid(phrase + " (feature " + feature + " is not enabled)", offset);
    }
}
