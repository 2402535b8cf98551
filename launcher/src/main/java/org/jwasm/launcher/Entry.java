// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jwasm.program.Program;
import org.jwasm.structure.Export;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.structure.ValueType;

/**
 * Where a guest is entered.
 *
 * @param call of an export
 * @param results of it that are printed
 */
record Entry(Program.Call call, List<ValueType> results) {

    /** A WASI command's start. */
    static Entry program() {
        return new Entry(Program.Call.START, List.of());
    }

    /** An exported function, called with arguments as they are written on the command line. */
    static Entry function(ModuleFile file, Set<Feature> features, String name, List<String> arguments) throws LoadException {
        Module module = file.decode(features);
        for (Export export : module.exports()) {
            if (export.kind() == Export.Kind.FUNCTION && export.name().equals(name)) {
                FunctionType type = module.functionType(export.index()).functionType();
                try {
                    return new Entry(new Program.Call(name, InvokeArguments.parse(name, type, arguments)), type.results());
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
        return new LoadException(file.label(), "not a program: it exports no function `" + Program.Call.START.function() + "`. --invoke calls any exported function; there " +
                        functions(file.decode(features)));
    }

    /** Prints results behind what the guest has written. */
    void print(Object[] values) {
        for (int i = 0; i < results.size(); i++) {
            System.out.println(InvokeArguments.format(values[i], results.get(i)));
        }
    }
}
