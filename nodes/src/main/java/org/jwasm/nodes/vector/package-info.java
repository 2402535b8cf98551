// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** Nodes of the vector instructions. What they compute is in {@link org.jwasm.numerics}. */
package org.jwasm.nodes.vector;
