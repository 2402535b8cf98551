// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tck.test;

import static org.graalvm.polyglot.tck.TypeDescriptor.BOOLEAN;
import static org.graalvm.polyglot.tck.TypeDescriptor.EXECUTABLE_ANY;
import static org.graalvm.polyglot.tck.TypeDescriptor.NULL;
import static org.graalvm.polyglot.tck.TypeDescriptor.NUMBER;
import static org.graalvm.polyglot.tck.TypeDescriptor.OBJECT;
import static org.graalvm.polyglot.tck.TypeDescriptor.STRING;
import static org.graalvm.polyglot.tck.TypeDescriptor.array;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.tck.LanguageProvider;
import org.graalvm.polyglot.tck.Snippet;
import org.graalvm.polyglot.tck.TypeDescriptor;

/** Values of JavaScript, for WebAssembly to be tried with. */
public final class JavaScriptValues implements LanguageProvider {

    private static final Map<String, TypeDescriptor> VALUES = new LinkedHashMap<>();

    static {
        for (String number : List.of("0", "-1", "2147483648", "1.5", "-0", "NaN", "Infinity", "2 ** 53")) {
            VALUES.put(number, NUMBER);
        }
        VALUES.put("12345678901234567890n", NUMBER);
        VALUES.put("true", BOOLEAN);
        VALUES.put("'text'", STRING);
        VALUES.put("null", NULL);
        VALUES.put("undefined", NULL);
        VALUES.put("({a: 1, b: 'two'})", OBJECT);
        VALUES.put("[1, 2, 3]", array(NUMBER));
        VALUES.put("(x => x)", EXECUTABLE_ANY);
    }

    @Override
    public String getId() {
        return "js";
    }

    @Override
    public Value createIdentityFunction(Context context) {
        return context.eval("js", "(x => x)");
    }

    @Override
    public Collection<? extends Snippet> createValueConstructors(Context context) {
        List<Snippet> snippets = new ArrayList<>();
        VALUES.forEach((text, type) -> snippets.add(Snippet.newBuilder(text, context.eval("js", "(() => " + text + ")"), type).build()));
        return snippets;
    }

    @Override
    public Collection<? extends Snippet> createExpressions(Context context) {
        return List.of();
    }

    @Override
    public Collection<? extends Snippet> createStatements(Context context) {
        return List.of();
    }

    @Override
    public Collection<? extends Snippet> createScripts(Context context) {
        return List.of();
    }

    @Override
    public Collection<? extends Source> createInvalidSyntaxScripts(Context context) {
        return List.of();
    }
}
