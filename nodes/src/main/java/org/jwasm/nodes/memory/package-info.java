// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * Memory instructions; {@link org.jwasm.nodes.memory.MemoryNodes} makes the nodes.
 *
 * <p>Spec: Execution, Instructions, Memory Instructions.
 */
package org.jwasm.nodes.memory;
