// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A function with its type, such as {@code notify: func(title: string, body: string) -> result<_, string>}. Immutable.
 *
 * @param name how core modules import and export it: a label, or {@code [method]resource.label} and the like
 * @param result null if it has none
 */
public record WitFunction(String name, List<Parameter> parameters, WitType result) {

    /** More types in one would make code of unreasonable size. */
    static final int MOST_TYPES = 2000;
    static final int DEEPEST = 100;

    /** One parameter. */
    public record Parameter(String name, WitType type) {

        public Parameter {
            Labels.check(name);
        }

        @Override
        public String toString() {
            return Labels.escape(name) + ": " + type;
        }
    }

    /** The types of the core function. */
    public record CoreSignature(List<CoreType> parameters, List<CoreType> results) {

        @Override
        public String toString() {
            return "(func" + (parameters.isEmpty() ? "" : words(" (param ", parameters)) + (results.isEmpty() ? "" : words(" (result ", results)) + ")";
        }

        private static String words(String start, List<CoreType> types) {
            return types.stream().map(CoreType::toString).collect(Collectors.joining(" ", start, ")"));
        }
    }

    /** @throws IllegalArgumentException if two parameters have one name, the types are too many or too deep, or a borrow is returned */
    public WitFunction {
        parameters = List.copyOf(parameters);
        Labels.checkDistinct("parameter", "function `" + name + "`", parameters.stream().map(Parameter::name).toList());
        List<WitType> types = new ArrayList<>(parameters.stream().map(Parameter::type).toList());
        if (result != null) {
            types.add(result);
        }
        checkSize("function `" + name + "`", types);
        if (result != null && contains(result, type -> type instanceof HandleType handle && !handle.owned())) {
            throw new IllegalArgumentException("function `" + name + "` can't return what is only borrowed");
        }
    }

    /**
     * Reads one function, whose types all have no declaration.
     *
     * @throws WitException if it isn't one
     */
    public static WitFunction parse(String text) {
        return WitDocument.parse("").function(text);
    }

    static void checkSize(String what, List<WitType> types) {
        if (count(types, 0, DEEPEST) > MOST_TYPES) {
            throw new IllegalArgumentException(what + " has too many types in its types, or they nest too deep (limits " + MOST_TYPES + " and " + DEEPEST + ")");
        }
    }

    private static int count(List<WitType> types, int before, int depth) {
        int count = before;
        for (WitType type : types) {
            count = depth == 0 ? MOST_TYPES + 1 : count(type.parts(), count + 1, depth - 1);
            if (count > MOST_TYPES) {
                break;
            }
        }
        return count;
    }

    /** Whether a type, or one that it is made of, is such a one. */
    public static boolean contains(WitType type, Predicate<WitType> wanted) {
        return wanted.test(type) || type.parts().stream().anyMatch(part -> contains(part, wanted));
    }

    /** The types of the parameters. */
    public List<WitType> parameterTypes() {
        return parameters.stream().map(Parameter::type).toList();
    }

    private List<CoreType> flatParameters() {
        List<CoreType> flat = new ArrayList<>();
        parameters.forEach(parameter -> flat.addAll(Layout.flatten(parameter.type())));
        return flat;
    }

    /** Whether the arguments are passed in memory, by a pointer. */
    public boolean hasParametersInMemory() {
        return flatParameters().size() > Layout.MAX_FLAT_PARAMS;
    }

    /** Whether the result is passed in memory, by a pointer. */
    public boolean hasResultInMemory() {
        return result != null && Layout.flatten(result).size() > Layout.MAX_FLAT_RESULTS;
    }

    /** The type of the core function that is exported to implement it. Spec: Canonical ABI, {@code flatten_functype}, lift. */
    public CoreSignature lifted() {
        List<CoreType> results = hasResultInMemory() ? List.of(CoreType.I32) : result == null ? List.of() : Layout.flatten(result);
        return new CoreSignature(coreParameters(), results);
    }

    /** The type of the core function that is imported to call it. Spec: Canonical ABI, {@code flatten_functype}, lower. */
    public CoreSignature lowered() {
        if (!hasResultInMemory()) {
            return lifted();
        }
        List<CoreType> core = new ArrayList<>(coreParameters());
        core.add(CoreType.I32);
        return new CoreSignature(List.copyOf(core), List.of());
    }

    private List<CoreType> coreParameters() {
        return hasParametersInMemory() ? List.of(CoreType.I32) : List.copyOf(flatParameters());
    }

    /** The declarations that its types need, those first that others refer to. */
    public List<String> declarations() {
        Map<String, String> found = new LinkedHashMap<>();
        parameters.forEach(parameter -> collect(parameter.type(), found));
        if (result != null) {
            collect(result, found);
        }
        return List.copyOf(found.values());
    }

    private static void collect(WitType type, Map<String, String> found) {
        type.parts().forEach(part -> collect(part, found));
        if (type.declaration() != null) {
            found.putIfAbsent(type.declaration(), type.declaration());
        }
    }

    /** The parameters from one on, and the result. */
    String signature(int first, boolean withoutResult) {
        return parameters.stream().skip(first).map(Parameter::toString).collect(Collectors.joining(", ", "(", ")")) +
                        (result == null || withoutResult ? "" : " -> " + result);
    }

    @Override
    public String toString() {
        return (Labels.isLabel(name) ? Labels.escape(name) : name) + ": func" + signature(0, false);
    }
}
