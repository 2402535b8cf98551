// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.instrument.LocalVariables;

/**
 * A function as instruments need it.
 *
 * @param body made of statements that can be seen; see {@link org.jwasm.nodes.instrument.StatementNode}
 */
public record InstrumentedFunction(FunctionBody body, LocalVariables variables) {
}
