// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * Nano-processes: modules that run as isolated as processes of an operating system, each with exactly the authority that it
 * was handed.
 *
 * <p>A {@link org.jwasm.nanoprocess.Supervisor} spawns them of {@link org.jwasm.nanoprocess.Image}s, with an
 * {@link org.jwasm.nanoprocess.Endowment}; they form a tree.
 */
package org.jwasm.nanoprocess;
