// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

/**
 * A value of a type {@code result<T, E>}.
 *
 * @param isOk which of the two it is
 * @param value null if there is none, as that of {@code ok} in {@code result<_, string>}
 */
public record Result(boolean isOk, Object value) {

    /** It went well; the value is null for a type without one. */
    public static Result ok(Object value) {
        return new Result(true, value);
    }

    /** It didn't; the value is null for a type without one. */
    public static Result error(Object value) {
        return new Result(false, value);
    }

    @Override
    public String toString() {
        return (isOk ? "ok" : "error") + (value == null ? "" : "(" + value + ")");
    }
}
