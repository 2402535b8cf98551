// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** Values, expressions and scripts in WebAssembly for the compatibility kit of Truffle languages. */
module org.jwasm.tck {
    requires org.graalvm.polyglot;
    requires org.graalvm.polyglot_tck;

    provides org.graalvm.polyglot.tck.LanguageProvider with org.jwasm.tck.WasmLanguageProvider;

    exports org.jwasm.tck;
}
