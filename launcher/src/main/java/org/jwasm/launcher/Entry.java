// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.jwasm.program.Program;
import org.jwasm.structure.Export;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.structure.ValueType;

/**
 * Where a guest is entered that isn't run as a program.
 *
 * @param function the export to call
 * @param type of it
 */
record Entry(String function, FunctionType type, Object[] arguments) {

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

    /** What a module has instead of a program's function. */
    static LoadException noProgram(ModuleFile file, Set<Feature> features) throws LoadException {
        return new LoadException(file.label(), "not a program: it exports no function `" + Program.START + "`. --invoke calls any exported function; there " +
                        functions(file.decode(features)));
    }

    /** Calls the function, and prints its results. */
    void run(Value exports) {
        Value initialize = exports.getMember(Program.INITIALIZE);
        if (initialize != null) {
            initialize.executeVoid();
        }
        print(exports.getMember(function).execute(arguments));
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
