// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

/** What a compiled function with many results returns, as by {@link org.jwasm.runtime.Arguments}. */
public record Results(long[] numbers, Object[] objects) {
}
