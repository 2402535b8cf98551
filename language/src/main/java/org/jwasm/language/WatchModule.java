// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jwasm.nodes.instrument.LocalVariables;
import org.jwasm.runtime.Members;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.Module;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;

/**
 * The module around an expression of a debugger: one function, whose parameters are the locals of the function that stands, with the memories and
 * copies of the globals of its instance under their names and indices.
 *
 * <p>It has no types of its own, so that references are of the most general type of their hierarchy.
 */
final class WatchModule {

    /** The name of the function. */
    static final String VALUE = "value";
    /** What the function may result in. */
    static final List<String> RESULTS = List.of("i32", "i64", "f32", "f64", "v128", "anyref", "funcref", "externref", "exnref", "");

    private static final String MEMORY = "memory";
    private static final String GLOBAL = "global";
    private static final int MEMORY_NAMES = 6;
    private static final int GLOBAL_NAMES = 7;
    private static final Pattern IDENTIFIER = Pattern.compile("\\$[0-9A-Za-z!#$%&'*+\\-./:<=>?@\\\\^_`|~]+");

    private final LocalVariables variables;
    private final WasmInstance instance;
    private final Module module;

    WatchModule(LocalVariables variables, WasmInstance instance) {
        this.variables = variables;
        this.instance = instance;
        this.module = instance.code().module();
    }

    /**
     * The text, in whose second line the expression begins.
     *
     * @param result the type of the expression, one of {@link #RESULTS}
     */
    String text(String expression, String result) {
        StringBuilder text = new StringBuilder("(module ");
        for (int i = 0; i < module.memoryCount(); i++) {
            // "(memory 1 2)" with a name in it.
            String type = instance.memory(i).type().toString().substring(1 + MEMORY.length());
            text.append("(import \"memory\" \"").append(i).append("\" (memory ").append(identifier(MEMORY_NAMES, i)).append(type).append(") ");
        }
        for (int i = 0; i < module.globalCount(); i++) {
            ValueType type = general(instance.global(i).type().valueType());
            text.append("(import \"global\" \"").append(i).append("\" (global ").append(identifier(GLOBAL_NAMES, i)).append(' ').append(type).append(")) ");
        }
        text.append("(func (export \"value\")");
        for (int i = 0; i < variables.count(); i++) {
            text.append(" (param ").append(ifIdentifier(variables.name(i))).append(' ').append(general(variables.type(i))).append(')');
        }
        return text.append(result.isEmpty() ? "" : " (result " + result + ")").append('\n').append(expression).append("\n))").toString();
    }

    private String identifier(int space, int index) {
        String name = module.names().others().getOrDefault(space, Map.of()).get(index);
        return name == null ? "" : ifIdentifier("$" + name);
    }

    /** What isn't written as an identifier is reached by its index. */
    private static String ifIdentifier(String name) {
        return IDENTIFIER.matcher(name).matches() ? name : "";
    }

    private static ValueType general(ValueType type) {
        return type instanceof ReferenceType reference ? new ReferenceType(true, AbstractHeapType.top(reference.heapType())) : type;
    }

    /** What the module imports. */
    Members imports() {
        Map<String, Object> memories = new LinkedHashMap<>();
        for (int i = 0; i < module.memoryCount(); i++) {
            memories.put(Integer.toString(i), instance.memory(i));
        }
        Map<String, Object> globals = new LinkedHashMap<>();
        for (int i = 0; i < module.globalCount(); i++) {
            WasmGlobal global = instance.global(i);
            GlobalType type = new GlobalType(false, general(global.type().valueType()));
            globals.put(Integer.toString(i), new WasmGlobal(type, global.bits(), global.reference()));
        }
        return new Members(Map.of(MEMORY, new Members(memories), GLOBAL, new Members(globals)));
    }
}
