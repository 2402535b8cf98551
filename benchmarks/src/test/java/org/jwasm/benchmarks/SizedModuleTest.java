// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SizedModuleTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 1024})
    void areAsLargeAsWantedAndRun(int kilobytes) {
        byte[] module = SizedModule.of(kilobytes * 1024);
        assertThat(module.length).isBetween(kilobytes * 1024 * 6 / 10, kilobytes * 1024);
        try (Context context = Context.create("wasm")) {
            Value run = context.eval(Source.newBuilder("wasm", ByteSequence.create(module), "sized").buildLiteral()).newInstance()
                            .getMember("exports").getMember("run");
            assertThat(run.execute(3).asLong()).isNotEqualTo(run.execute(4).asLong());
        }
    }
}
