// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.jwasm.structure.Export;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.structure.ValueType;

/**
 * Where a guest is entered.
 *
 * @param function the export to call, or null for that of a program
 * @param type of {@code function}
 */
record Entry(String function, FunctionType type, Object[] arguments) {

    /** What a WASI command exports. */
    private static final String START = "_start";
    /** What a WASI reactor exports, to be called before anything else. */
    private static final String INITIALIZE = "_initialize";

    /** A WASI command's {@code _start}. */
    static Entry program() {
        return new Entry(null, null, new Object[0]);
    }

    /** An exported function, called with arguments as they are written on the command line. */
    static Entry function(ModuleFile file, Set<Feature> features, String name, List<String> arguments) throws LoadException {
        Module module = file.decode(features);
        for (Export export : module.exports()) {
            if (export.kind() == Export.Kind.FUNCTION && export.name().equals(name)) {
                FunctionType type = module.functionType(export.index()).functionType();
                try {
                    return new Entry(name, type, InvokeArguments.parse(name, type, arguments));
                } catch (IllegalArgumentException e) {
                    throw new LoadException(file.label(), e.getMessage());
                }
            }
        }
        throw new LoadException(file.label(), "no function `" + name + "` is exported; there " + functions(module));
    }

    private static String functions(Module module) {
        List<String> names = new ArrayList<>();
        for (Export export : module.exports()) {
            if (export.kind() == Export.Kind.FUNCTION) {
                names.add(export.name());
            }
        }
        return listed(names);
    }

    private static String listed(List<String> names) {
        return switch (names.size()) {
            case 0 -> "is none";
            case 1 -> "is " + names.getFirst();
            default -> "are " + String.join(", ", names.subList(0, Math.min(names.size(), 20))) + (names.size() > 20 ? ", ..." : "");
        };
    }

    /** Runs the guest and prints results. */
    void run(String label, Value exports) throws LoadException {
        Value initialize = exports.getMember(INITIALIZE);
        if (initialize != null) {
            initialize.executeVoid();
        }
        if (function == null) {
            start(label, exports, initialize != null);
        } else {
            print(exports.getMember(function).execute(arguments));
        }
    }

    private static void start(String label, Value exports, boolean initialized) throws LoadException {
        Value start = exports.getMember(START);
        if (start != null && start.canExecute()) {
            start.executeVoid();
        } else if (!initialized) {
            List<String> functions = exports.getMemberKeys().stream().filter(key -> exports.getMember(key).canExecute()).toList();
            throw new LoadException(label, "not a program: it exports no function `_start`. --invoke calls any exported function; there "
                            + listed(functions));
        }
    }

    /** Prints results behind what the guest has written. */
    private void print(Value result) {
        List<ValueType> results = type.results();
        for (int i = 0; i < results.size(); i++) {
            Value each = results.size() == 1 ? result : result.getArrayElement(i);
            System.out.println(InvokeArguments.format(each, results.get(i)));
        }
    }
}
