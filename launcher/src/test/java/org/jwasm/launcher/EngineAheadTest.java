// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.GenerateLibrary;

class EngineAheadTest {

    /** Else it would be made twice. */
    @Test
    void aClassMadeAheadIsTheOneThatAnnotationsHave() {
        Class<?> made = EngineAhead.makeClass(GenerateLibrary.class);
        assertThat(InteropLibrary.class.getAnnotation(GenerateLibrary.class).getClass()).isSameAs(made);
    }
}
