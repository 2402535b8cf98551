// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.TreeMap;
import java.util.SortedMap;

/** The identifiers of a module. Spec: Text Format, Conventions, Contexts. */
final class ModuleNames {

    final IndexSpace types = new IndexSpace("type", "type");
    final IndexSpace functions = new IndexSpace("func", "function");
    final IndexSpace tables = new IndexSpace("table", "table");
    final IndexSpace memories = new IndexSpace("memory", "memory");
    final IndexSpace tags = new IndexSpace("tag", "tag");
    final IndexSpace globals = new IndexSpace("global", "global");
    final IndexSpace elements = new IndexSpace("elem", "elem segment");
    final IndexSpace data = new IndexSpace("data", "data segment");
    /** The fields of a structure type by type index. */
    final SortedMap<Integer, IndexSpace> fields = new TreeMap<>();
    /** The locals by function index. */
    final SortedMap<Integer, IndexSpace> locals = new TreeMap<>();
    /** The labels by function index, then by the order in which blocks begin. */
    final SortedMap<Integer, SortedMap<Integer, String>> labels = new TreeMap<>();
    /** The module's own name, or null. */
    String module;

    /** The index space of what an import that starts with {@code keyword} adds, or null. */
    IndexSpace importable(Keyword keyword) {
        return switch (keyword) {
            case FUNC -> functions;
            case TABLE -> tables;
            case MEMORY -> memories;
            case TAG -> tags;
            case GLOBAL -> globals;
            default -> null;
        };
    }

    static IndexSpace newLocals() {
        return new IndexSpace("local", "local");
    }

    static IndexSpace newFields() {
        return new IndexSpace("field", "field");
    }
}
