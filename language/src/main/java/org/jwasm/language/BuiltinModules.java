package org.jwasm.language;

import com.oracle.truffle.api.TruffleLanguage.Env;

final class BuiltinModules {
    BuiltinModules(Env env) {
    }
    Object find(String module, String name) {
        return null;
    }
    void close() {
    }
}
