// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * Nodes that do the work of several instructions: an operation whose operands are locals or constants. An interpreter
 * spends most of its time on going from node to node, so fewer nodes run faster; compiled code is the same.
 */
package org.jwasm.nodes.fused;
