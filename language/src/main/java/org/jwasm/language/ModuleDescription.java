// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.runtime.Members;
import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.TypeDescription;
import org.jwasm.structure.Export;
import org.jwasm.structure.ExternType;
import org.jwasm.structure.Import;
import org.jwasm.structure.Module;

/** What a module imports and exports, as other languages see it. Spec: JavaScript Interface, Modules; proposal js-types. */
final class ModuleDescription {

    private ModuleDescription() {
    }

    /** An array of records with the members {@code module}, {@code name}, {@code kind}, {@code type}. */
    static Object imports(Module module) {
        List<Object> records = new ArrayList<>();
        for (Import wanted : module.imports()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("module", wanted.module());
            members.put("name", wanted.name());
            records.add(record(members, wanted.type()));
        }
        return new ResultArray(records.toArray());
    }

    /** An array of records with the members {@code name}, {@code kind}, {@code type}. */
    static Object exports(Module module) {
        List<Object> records = new ArrayList<>();
        for (Export export : module.exports()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", export.name());
            records.add(record(members, module.externType(export)));
        }
        return new ResultArray(records.toArray());
    }

    private static Members record(Map<String, Object> members, ExternType type) {
        members.put("kind", TypeDescription.kind(type));
        members.put("type", TypeDescription.of(type));
        return new Members(members);
    }
}
