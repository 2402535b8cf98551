// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.List;
import java.util.Locale;

import org.jwasm.structure.AddressType;
import org.jwasm.structure.Export;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;
import org.jwasm.wit.CoreType;
import org.jwasm.wit.ListType;
import org.jwasm.wit.PrimitiveType;
import org.jwasm.wit.WitFunction;
import org.jwasm.wit.WitFunction.CoreSignature;
import org.jwasm.wit.WitType;

/** What a core module must export to be called, or to call, with a type in WIT. Spec: Canonical ABI, Canonical ABI Options. */
final class CoreExports {

    static final String MEMORY = "memory";
    static final String REALLOC = "cabi_realloc";
    static final String POST_RETURN = "cabi_post_";

    private static final List<CoreType> REALLOC_PARAMETERS = List.of(CoreType.I32, CoreType.I32, CoreType.I32, CoreType.I32);

    private CoreExports() {
    }

    /** The export of a name, or null. */
    static Export find(Module module, String name) {
        for (Export export : module.exports()) {
            if (export.name().equals(name)) {
                return export;
            }
        }
        return null;
    }

    static FunctionType core(CoreSignature signature) {
        return new FunctionType(values(signature.parameters()), values(signature.results()));
    }

    private static List<ValueType> values(List<CoreType> types) {
        return types.stream().map(type -> (ValueType) NumberType.valueOf(type.toString().toUpperCase(Locale.ROOT))).toList();
    }

    /**
     * What a module lacks to export a function of a type.
     *
     * @return null if nothing
     */
    static String lacksToExport(Module module, String name, WitFunction type) {
        FunctionType wanted = core(type.lifted());
        String wrong = wrongFunction(module, name, wanted);
        if (wrong != null) {
            return wrong;
        }
        FunctionType cleanUp = new FunctionType(wanted.results(), List.of());
        if (find(module, POST_RETURN + name) != null && wrongFunction(module, POST_RETURN + name, cleanUp) != null) {
            return wrongFunction(module, POST_RETURN + name, cleanUp);
        }
        boolean allocates = type.hasParametersInMemory() || type.parameterTypes().stream().anyMatch(CoreExports::hasPointer);
        boolean memory = allocates || type.hasResultInMemory();
        return lacks(module, memory, allocates);
    }

    /** The same to import one. */
    static String lacksToImport(Module module, WitFunction type) {
        boolean allocates = type.result() != null && hasPointer(type.result());
        boolean memory = type.hasParametersInMemory() || type.hasResultInMemory() || type.parameterTypes().stream().anyMatch(CoreExports::hasPointer);
        return lacks(module, memory || allocates, allocates);
    }

    private static String lacks(Module module, boolean memory, boolean realloc) {
        if (memory) {
            Export export = find(module, MEMORY);
            if (export == null || export.kind() != Export.Kind.MEMORY) {
                return "there is no exported memory `" + MEMORY + "`";
            }
            if (module.memory(export.index()).addressType() != AddressType.I32) {
                return "the memory `" + MEMORY + "` must have 32-bit addresses";
            }
            if (module.memory(export.index()).shared()) {
                return "the memory `" + MEMORY + "` must not be shared";
            }
        }
        return realloc ? wrongFunction(module, REALLOC, core(new CoreSignature(REALLOC_PARAMETERS, List.of(CoreType.I32)))) : null;
    }

    private static String wrongFunction(Module module, String name, FunctionType wanted) {
        Export export = find(module, name);
        if (export == null || export.kind() != Export.Kind.FUNCTION) {
            return "there is no exported function `" + name + "` of type " + wanted;
        }
        FunctionType found = module.functionType(export.index()).functionType();
        return found.equals(wanted) ? null : "the exported function `" + name + "` is of type " + found + ", not " + wanted;
    }

    static boolean hasPointer(WitType type) {
        return WitFunction.contains(type, part -> part == PrimitiveType.STRING || part instanceof ListType);
    }
}
