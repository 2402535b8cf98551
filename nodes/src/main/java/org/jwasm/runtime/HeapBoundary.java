// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.nodes.Node;

/**
 * An object that belongs to the host, or that several contexts share, though objects of guests refer to it: it and what is behind it isn't
 * counted as heap of a context. Truffle, which does the counting, ends at nodes, which is the one kind of such objects that a
 * language can have more of.
 */
public abstract class HeapBoundary extends Node {
}
