// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.jwasm.language.WasmLanguage;
import org.junit.jupiter.api.Test;

import com.oracle.truffle.api.TruffleLanguage;

class EngineAheadTest {

    /** Else it would be made twice. */
    @Test
    void aClassMadeAheadIsTheOneThatAnnotationsHave() {
        Class<?> made = EngineAhead.makeClass(TruffleLanguage.Registration.class);
        assertThat(WasmLanguage.class.getAnnotation(TruffleLanguage.Registration.class).getClass()).isSameAs(made);
    }

    @Test
    void whatIsPreparedLeavesEnginesAsTheyAre() {
        EngineAhead.prepare();
        assertThat(WasmLanguage.class.getAnnotation(TruffleLanguage.Registration.class).id()).isEqualTo("wasm");
    }
}
