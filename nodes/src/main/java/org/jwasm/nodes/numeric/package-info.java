// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * Numeric instructions, one file an instruction family; {@link org.jwasm.nodes.numeric.NumericNodes} makes the nodes.
 *
 * <p>Spec: Execution, Instructions, Numeric Instructions.
 */
package org.jwasm.nodes.numeric;
