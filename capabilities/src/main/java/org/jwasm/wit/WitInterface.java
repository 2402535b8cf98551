// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an interface declares, in order; also what a document declares outside of all interfaces.
 *
 * @param name null outside of all interfaces
 * @param uses what its types take over from other interfaces: {@code interface.name} by the name here
 * @param types by name, aliases too; a resource as its owning handle
 * @param functions by the name under which core modules know them
 */
public record WitInterface(String name, Map<String, String> uses, Map<String, WitType> types, Map<String, WitFunction> functions) {

    public WitInterface {
        uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
    }

    /**
     * The function of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public WitFunction function(String wanted) {
        WitFunction function = functions.get(wanted);
        if (function == null) {
            throw new IllegalArgumentException((name == null ? "the document" : "interface `" + name + "`") + " declares no function `" + wanted + "`");
        }
        return function;
    }

    /** The declarations, one a line. */
    String print(String indentation) {
        StringBuilder out = new StringBuilder();
        uses.forEach((local, source) -> {
            int dot = source.indexOf('.');
            String original = source.substring(dot + 1);
            out.append(indentation).append("use ").append(Labels.escape(source.substring(0, dot))).append(".{").append(Labels.escape(original));
            out.append(original.equals(local) ? "" : " as " + Labels.escape(local)).append("};\n");
        });
        types.forEach((local, type) -> {
            if (!uses.containsKey(local)) {
                out.append(indentation).append(declaration(local, type)).append('\n');
            }
        });
        functions.values().stream().filter(function -> Labels.isLabel(function.name())).forEach(
                        function -> out.append(indentation).append(function).append(";\n"));
        return out.toString();
    }

    private String declaration(String local, WitType type) {
        boolean own = switch (type) {
            case RecordType record -> record.name().equals(local);
            case VariantType variant -> variant.name().equals(local);
            case EnumType enumeration -> enumeration.name().equals(local);
            case FlagsType flags -> flags.name().equals(local);
            case HandleType handle -> handle.resource().equals(local);
            default -> false;
        };
        if (!own) {
            return "type " + Labels.escape(local) + " = " + type + ";";
        }
        return type.declaration() + (type instanceof HandleType ? methods(local) : "");
    }

    /** What stands behind the name of a resource. */
    private String methods(String resource) {
        StringBuilder out = new StringBuilder();
        for (WitFunction function : functions.values()) {
            String rest = function.name();
            if (rest.equals("[constructor]" + resource)) {
                boolean plain = function.result() instanceof HandleType;
                out.append(" constructor").append(function.signature(0, plain)).append(';');
            } else if (rest.startsWith("[method]" + resource + ".")) {
                out.append(' ').append(Labels.escape(rest.substring(rest.indexOf('.') + 1))).append(": func").append(function.signature(1, false)).append(';');
            } else if (rest.startsWith("[static]" + resource + ".")) {
                out.append(' ').append(Labels.escape(rest.substring(rest.indexOf('.') + 1))).append(": static func").append(
                                function.signature(0, false)).append(';');
            }
        }
        return out.isEmpty() ? ";" : " {" + out + " }";
    }
}
