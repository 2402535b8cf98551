// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of WIT: words of lower or of upper case, joined by {@code -}. Spec: Component Model, Explainer, Import and Export Definitions. */
final class Labels {

    private static final Pattern LABEL = Pattern.compile("([a-z][0-9a-z]*|[A-Z][0-9A-Z]*)(-([0-9a-z]+|[0-9A-Z]+))*");
    private static final Set<String> KEYWORDS = Set.of("as", "async", "bool", "borrow", "char", "constructor", "enum", "export", "f32", "f64", "flags",
                    "from", "func", "future", "import", "include", "interface", "list", "map", "option", "own", "package", "record", "resource", "result",
                    "s16", "s32", "s64", "s8", "static", "stream", "string", "tuple", "type", "u16", "u32", "u64", "u8", "use", "variant", "with", "world");

    private Labels() {
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word);
    }

    static boolean isLabel(String name) {
        return LABEL.matcher(name).matches();
    }

    static void check(String name) {
        if (!isLabel(name)) {
            throw new IllegalArgumentException("`" + name + "` is not in kebab case");
        }
    }

    /** As it is written in a document: keywords need a mark. */
    static String escape(String name) {
        return isKeyword(name) ? "%" + name : name;
    }

    /** There must be names, and no two may differ in nothing but case. */
    static void checkUnique(String what, String kind, String owner, List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(kind + " `" + owner + "` needs a " + what);
        }
        checkDistinct(what, kind + " `" + owner + "`", names);
    }

    static void checkDistinct(String what, String owner, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            check(name);
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(owner + " has two " + what + "s named `" + name + "`");
            }
        }
    }
}
