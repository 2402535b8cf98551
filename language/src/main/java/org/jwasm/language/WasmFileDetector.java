package org.jwasm.language;

import java.nio.charset.Charset;

import com.oracle.truffle.api.TruffleFile;

/** Knows WebAssembly files by their suffix. */
public final class WasmFileDetector implements TruffleFile.FileTypeDetector {

    @Override
    public String findMimeType(TruffleFile file) {
        String name = file.getName();
        return name != null && name.endsWith(".wasm") ? WasmLanguage.MIME_TYPE : null;
    }

    @Override
    public Charset findEncoding(TruffleFile file) {
        return null;
    }
}
