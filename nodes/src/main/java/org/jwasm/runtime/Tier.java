package org.jwasm.runtime;

/** Translates functions of one module to bytecode of the JVM. */
public interface Tier {

    /** How compiled code calls a function. */
    FunctionLink link(int function);
}
