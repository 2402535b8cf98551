// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * Calls with types in WIT between nano-processes, and between one and the host. Spec: Component Model, Canonical ABI.
 *
 * <p>{@link org.jwasm.canonical.ValueNode}s copy from memory to memory, one tree for each type; {@link org.jwasm.canonical.Lifting}
 * and {@link org.jwasm.canonical.Lowering} do the same with Java values.
 */
package org.jwasm.canonical;
