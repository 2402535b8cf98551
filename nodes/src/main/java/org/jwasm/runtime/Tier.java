// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** Translates functions of one module to bytecode of the JVM. */
public interface Tier {

    /** How compiled code calls a function. */
    FunctionLink link(int function);
}
