// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmVoid;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.ValueType;

/** What globals are asked. Spec: JavaScript Interface, Globals. */
final class GlobalFunctions {

    private GlobalFunctions() {
    }

    static void addTo(WebAssemblyObject.Functions functions) {
        functions.add("global_alloc", 3, GlobalFunctions::allocate);
        functions.add("global_read", 1, arguments -> arguments.global(0).get());
        functions.add("global_write", 2, GlobalFunctions::write);
    }

    private static Object allocate(ProtocolArguments arguments) {
        ValueType type = TypeStrings.parse(arguments.text(0));
        if (type == null) {
            throw arguments.expected(0, "a value type");
        }
        WasmGlobal global = new WasmGlobal(new GlobalType(arguments.flag(1), type), 0, null);
        global.set(arguments.value(2, type));
        return global;
    }

    private static Object write(ProtocolArguments arguments) {
        WasmGlobal global = arguments.global(0);
        if (!global.type().mutable()) {
            throw arguments.failed("the global is immutable");
        }
        global.set(arguments.value(1, global.type().valueType()));
        return WasmVoid.INSTANCE;
    }
}
