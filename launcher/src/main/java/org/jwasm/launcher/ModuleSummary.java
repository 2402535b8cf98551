// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jwasm.structure.CustomSection;
import org.jwasm.structure.Export;
import org.jwasm.structure.Import;
import org.jwasm.structure.Module;
import org.jwasm.structure.Section;
import tools.jackson.jr.ob.JSON;

/** What {@code jwasm inspect} tells of a module, as text or as JSON. */
final class ModuleSummary {

    private static final int CUSTOM = 0;

    private final String label;
    private final Module module;

    private ModuleSummary(String label, Module module) {
        this.label = label;
        this.module = module;
    }

    static ModuleSummary of(String label, Module module) {
        return new ModuleSummary(label, module);
    }

    /** The summary as one JSON object: sections, types, imports, exports, memories, tables, counts, producers. */
    String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", label);
        json.put("size", module.bytes().length);
        json.put("name", module.names().module());
        json.put("sections", sections());
        json.put("types", list(module.typeCount(), index -> module.type(index).toString()));
        json.put("imports", imports());
        json.put("functions", Map.of("imported", module.importedFunctionCount(), "defined", definedFunctions()));
        json.put("tables", list(module.tableCount(), index -> module.table(index).toString()));
        json.put("memories", list(module.memoryCount(), index -> module.memory(index).toString()));
        json.put("globals", list(module.globalCount(), index -> module.global(index).toString()));
        json.put("exports", exports());
        json.put("start", module.start() < 0 ? null : module.start());
        json.put("elementSegments", module.elements().length);
        json.put("dataSegments", module.datas().length);
        json.put("producers", Producers.of(module));
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json) + System.lineSeparator();
    }

    /** The summary for people. */
    String toText() {
        StringBuilder text = new StringBuilder();
        String name = module.names().module();
        text.append(String.format("%s: %,d bytes%s%n", label, module.bytes().length, name == null ? "" : ", module `" + name + "`"));
        text.append(String.format("%nsections%n"));
        for (Map<String, Object> section : sections()) {
            Object custom = section.get("name");
            text.append(String.format("  %-24s at %#10x  %,12d bytes%n", custom == null ? section.get("section") : "custom " + custom,
                            section.get("offset"), section.get("size")));
        }
        block(text, "types", list(module.typeCount(), index -> index + "  " + module.type(index)));
        List<String> imports = new ArrayList<>();
        for (Import each : module.imports()) {
            imports.add(each.module() + "." + each.name() + "  " + each.type());
        }
        block(text, "imports", imports);
        text.append(String.format("%nfunctions%n  %,d defined, %,d imported%s%n", definedFunctions(), module.importedFunctionCount(),
                        module.start() < 0 ? "" : "; " + module.functionName(module.start()) + " starts the module"));
        block(text, "tables", list(module.tableCount(), index -> index + "  " + module.table(index)));
        block(text, "memories", list(module.memoryCount(), index -> index + "  " + module.memory(index)));
        block(text, "globals", list(module.globalCount(), index -> index + "  " + module.global(index)));
        List<String> exports = new ArrayList<>();
        for (Export each : module.exports()) {
            exports.add(each.name() + "  " + typeOf(each));
        }
        block(text, "exports", exports);
        List<String> producers = new ArrayList<>();
        Producers.of(module).forEach((field, values) -> producers.add(field + "  " + String.join(", ", values)));
        block(text, "producers", producers);
        return text.toString();
    }

    private static void block(StringBuilder text, String title, List<?> lines) {
        if (!lines.isEmpty()) {
            text.append(String.format("%n%s%n", title));
            lines.forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        }
    }

    private int definedFunctions() {
        return module.functionCount() - module.importedFunctionCount();
    }

    private List<Map<String, Object>> sections() {
        List<Map<String, Object>> sections = new ArrayList<>();
        for (Section section : module.sections()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("section", section.name());
            if (section.id() == CUSTOM) {
                json.put("name", customName(section));
            }
            json.put("offset", section.start());
            json.put("size", section.length());
            sections.add(json);
        }
        return sections;
    }

    /** A custom section's content starts behind its name, inside the section. */
    private String customName(Section section) {
        for (CustomSection custom : module.customSections()) {
            if (custom.start() >= section.start() && custom.start() + custom.length() == section.start() + section.length()) {
                return custom.name();
            }
        }
        return "";
    }

    private List<Map<String, Object>> imports() {
        List<Map<String, Object>> imports = new ArrayList<>();
        for (Import each : module.imports()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("module", each.module());
            json.put("name", each.name());
            json.put("kind", each.type().kind());
            json.put("type", each.type().toString());
            imports.add(json);
        }
        return imports;
    }

    private List<Map<String, Object>> exports() {
        List<Map<String, Object>> exports = new ArrayList<>();
        for (Export each : module.exports()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", each.name());
            json.put("kind", each.kind().toString());
            json.put("index", each.index());
            json.put("type", typeOf(each));
            exports.add(json);
        }
        return exports;
    }

    private String typeOf(Export export) {
        return switch (export.kind()) {
            case FUNCTION -> module.functionType(export.index()).toString();
            case TABLE -> module.table(export.index()).toString();
            case MEMORY -> module.memory(export.index()).toString();
            case GLOBAL -> module.global(export.index()).toString();
            case TAG -> "(tag " + module.tagType(export.index()) + ")";
        };
    }

    private static List<String> list(int count, IntFunction<String> element) {
        List<String> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(element.apply(i));
        }
        return list;
    }
}
