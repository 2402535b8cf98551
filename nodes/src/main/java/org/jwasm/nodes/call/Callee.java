// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.call;

import org.jwasm.runtime.WasmFunction;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;

/** Finds the function that an instruction calls, after the arguments are evaluated. */
public abstract class Callee extends Node {

    abstract WasmFunction execute(VirtualFrame frame);
}
