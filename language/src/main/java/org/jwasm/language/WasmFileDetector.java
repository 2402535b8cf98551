// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.nio.charset.Charset;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.source.Source;

/** Knows WebAssembly files by their suffix. */
public final class WasmFileDetector implements TruffleFile.FileTypeDetector {

    @Override
    public String findMimeType(TruffleFile file) {
        return findMimeType(file.getName());
    }

    /** The type that a source says it has, else that of its URL, whose content comes as bytes unasked; null if neither says. */
    static String mimeType(Source source) {
        return source.getMimeType() != null || source.getURL() == null ? source.getMimeType() : findMimeType(source.getURL().getPath());
    }

    private static String findMimeType(String name) {
        return name == null ? null : switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "wasm" -> WasmLanguage.MIME_TYPE;
            case "wat" -> WasmLanguage.TEXT_MIME_TYPE;
            case "wast" -> WasmLanguage.SCRIPT_MIME_TYPE;
            default -> null;
        };
    }

    @Override
    public Charset findEncoding(TruffleFile file) {
        return null;
    }
}
