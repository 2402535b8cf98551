// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.Test;

/** The tests run in the mode that they are meant to run in: a runtime that falls back to the interpreter must not go unnoticed. */
final class RuntimeModeTest {

    @Test
    void theRuntimeIsTheOneAskedFor() {
        try (Engine engine = Engine.create()) {
            boolean interpreted = engine.getImplementationName().equals("Interpreted");
            assertThat(interpreted).as(engine.getImplementationName()).isNotEqualTo(Boolean.getBoolean("jwasm.graal"));
        }
    }
}
