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
        return name.endsWith(".wasm") ? WasmLanguage.MIME_TYPE : name.endsWith(".wat") ? WasmLanguage.TEXT_MIME_TYPE : null;
    }

    @Override
    public Charset findEncoding(TruffleFile file) {
        return null;
    }
}
