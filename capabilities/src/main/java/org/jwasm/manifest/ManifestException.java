// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that can't be used, with all that is wrong in it; the message has a line for each: {@code app.toml:3:7: ...}. */
public final class ManifestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ManifestException(String file, List<Problem> problems) {
        super(problems.stream().sorted().distinct().map(problem -> file + ":" + problem.line() + ":" + problem.column() + ": " + problem.message())
                        .collect(Collectors.joining("\n")), null, false, false);
        this.problems = problems.stream().sorted().distinct().toList();
    }

    /** In the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
