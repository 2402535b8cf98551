package org.jwasm.runtime;

/** A module instance. Spec: Execution, Runtime Structure, Module Instances. */
public final class WasmInstance {
}
