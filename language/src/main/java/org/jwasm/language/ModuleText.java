// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import org.jwasm.runtime.CodeText;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Module;
import org.jwasm.text.PrintedModule;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;

/**
 * The text of a module as a source, printed when somebody first asks for a place in it. Stack traces ask too, and must not
 * take seconds: a large module is printed only for instruments.
 */
final class ModuleText implements CodeText {

    /** In bytes of the binary. Such a module is printed in some 100 ms. */
    private static final int LARGE = 1 << 19;

    private final Module module;
    private final SourceSection unavailable;
    private volatile boolean required;
    private volatile Printed printed;

    private record Printed(Source source, PrintedModule places) {
    }

    private static final Printed NO_TEXT = new Printed(null, null);

    /** @param unavailable a section of the source that the module was loaded from */
    ModuleText(Module module, SourceSection unavailable) {
        this.module = module;
        this.unavailable = unavailable;
    }

    @Override
    public void require() {
        required = true;
    }

    @Override
    @TruffleBoundary
    public SourceSection function(int index) {
        Printed text = printed();
        return text == null ? unavailable : section(text, text.places.function(index));
    }

    @Override
    @TruffleBoundary
    public SourceSection instruction(int function, int offset) {
        Printed text = printed();
        if (text == null) {
            return unavailable;
        }
        PrintedModule.Range range = text.places.instruction(offset);
        return section(text, range == null ? text.places.function(function) : range);
    }

    private SourceSection section(Printed text, PrintedModule.Range range) {
        return range == null ? text.source.createUnavailableSection() : text.source.createSection(range.start(), range.length());
    }

    /** The text, or null if there is none. */
    private Printed printed() {
        Printed text = printed;
        if (text == null && (required || module.bytes().length < LARGE)) {
            text = print();
        }
        return text == NO_TEXT ? null : text;
    }

    private synchronized Printed print() {
        if (printed == null) {
            try {
                PrintedModule places = PrintedModule.of(module.bytes());
                String name = unavailable == null ? module.name() : unavailable.getSource().getName();
                String textName = name.endsWith(".wat") ? name : name + ".wat";
                printed = new Printed(Source.newBuilder(WasmLanguage.ID, places.text(), textName).mimeType(WasmLanguage.TEXT_MIME_TYPE).build(), places);
            } catch (WasmException e) {
                // Valid modules can have more locals than anybody would read.
                printed = NO_TEXT;
            }
        }
        return printed;
    }
}
