// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * {@code result<T, E>}
 *
 * @param ok null if there is none, as in {@code result<_, string>}
 * @param error null if there is none
 */
public record ResultType(WitType ok, WitType error) implements WitType {

    @Override
    public List<WitType> parts() {
        return Stream.of(ok, error).filter(Objects::nonNull).toList();
    }

    @Override
    public String toString() {
        if (error == null) {
            return ok == null ? "result" : "result<" + ok + ">";
        }
        return "result<" + (ok == null ? "_" : ok) + ", " + error + ">";
    }
}
