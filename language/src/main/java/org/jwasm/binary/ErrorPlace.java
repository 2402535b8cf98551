// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import org.jwasm.structure.ModuleBuilder;
import org.jwasm.structure.Section;

/** Puts the place of an error into words. */
final class ErrorPlace {

    private static final int CODE = 10;

    private ErrorPlace() {
    }

    /**
     * The error's message, offset, section, and function.
     *
     * @param section the one being decoded, or null
     */
    static String describe(ModuleError error, ModuleBuilder module, Section section) {
        StringBuilder text = new StringBuilder(error.getMessage());
        text.append(" at offset 0x").append(Integer.toHexString(error.offset()));
        if (section != null) {
            text.append(" in section ").append(section.name());
            if (section.id() == CODE) {
                appendFunction(text, module, error.offset());
            }
        }
        return text.toString();
    }

    private static void appendFunction(StringBuilder text, ModuleBuilder module, int offset) {
        for (int i = 0; i < module.codeEnds.length; i++) {
            if (offset >= module.codeStarts[i] && offset <= module.codeEnds[i]) {
                int index = module.importedFunctions + i;
                text.append(" (function ").append(index);
                String name = NameSection.find(module.bytes).functions().get(index);
                if (name != null) {
                    text.append(" \"").append(name.replaceAll("\\p{Cntrl}", "?")).append('"');
                }
                text.append(')');
                return;
            }
        }
    }
}
