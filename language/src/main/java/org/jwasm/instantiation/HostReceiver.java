package org.jwasm.instantiation;

import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.WasmInstance;

/** What stands for an instance where the callee is a {@link HostFunction}: the function and the instance that imports it. */
final class HostReceiver {

    final HostFunction function;
    // Set when the importing instance exists; its functions can't run before.
    WasmInstance caller;

    HostReceiver(HostFunction function) {
        this.function = function;
    }
}
