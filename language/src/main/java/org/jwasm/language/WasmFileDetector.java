package org.jwasm.language;

import java.nio.charset.Charset;

import com.oracle.truffle.api.TruffleFile;

/** Knows WebAssembly files by their suffix. */
public final class WasmFileDetector implements TruffleFile.FileTypeDetector {

    @Override
    public String findMimeType(TruffleFile file) {
        String name = file.getName();
        if (name == null) {
            return null;
        }
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
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
