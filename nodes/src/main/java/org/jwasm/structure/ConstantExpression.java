// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * A validated constant expression, kept as the place of its instructions in the module's bytes.
 *
 * <p>Spec: Validation, Instructions, Constant Expressions.
 *
 * @param start offset of the first instruction
 * @param end offset behind the final {@code end}
 */
public record ConstantExpression(int start, int end, ValueType type) {
}
