// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** The Truffle language {@code wasm}: decoding, validation, tree building, linking, interop. */
module org.jwasm.language {
    requires transitive org.jwasm.wasi;
    requires org.graalvm.polyglot;
    requires static jdk.jfr;

    exports org.jwasm.binary to org.jwasm.launcher;
    exports org.jwasm.program to org.jwasm.launcher;
    exports org.jwasm.text to org.jwasm.launcher;
    exports org.jwasm.tier to org.jwasm.launcher;
    exports org.jwasm.tier.cache to org.jwasm.launcher;

    provides com.oracle.truffle.api.provider.TruffleLanguageProvider with org.jwasm.language.WasmLanguageProvider;
    provides com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider with org.jwasm.language.HeapMeterProvider;
}
