package org.jwasm.graaljs;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotAccess;

/** Contexts in which JavaScript has its WebAssembly object. */
final class JavaScript {

    private JavaScript() {
    }

    /** With the fewest permissions that the object needs. */
    static Context.Builder builder() {
        PolyglotAccess access = PolyglotAccess.newBuilder().allowEval("js", "wasm").allowBindingsAccess("js").allowBindingsAccess("wasm").build();
        return Context.newBuilder("js", "wasm").allowPolyglotAccess(access).option("js.webassembly", "true");
    }
}
