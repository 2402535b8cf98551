// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jwasm.structure.Feature;
import picocli.CommandLine.TypeConversionException;

final class WasmtimeOptionsTest {

    @Test
    void overridesWhatItNames() {
        WasmtimeOptions options = WasmtimeOptions.of(Map.of("max-wasm-stack", "1M", "timeout", "2s"), Map.of());
        assertThat(options.stackSize(5L)).isEqualTo(1 << 20);
        assertThat(options.maxMemory(7L)).isEqualTo(7);
        assertThat(options.timeout(null)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of("epoch", "1"), Map.of())).isInstanceOf(TypeConversionException.class)
                        .hasMessageStartingWith("unknown option -W epoch; known are bulk-memory, ");
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of(), Map.of("inherit-env", ""))).isInstanceOf(TypeConversionException.class)
                        .hasMessage("unknown option -S inherit-env; known are cli, common, threads");
    }

    @Test
    void switchesFeatures() {
        WasmtimeOptions options = WasmtimeOptions.of(Map.of("gc", "n", "custom-descriptors", "y", "simd", "", "fuel", "7"), Map.of());
        assertThat(options.features()).contains(Feature.SIMD).doesNotContain(Feature.GC);
        assertThat(options.features()).as("they build on gc").doesNotContain(Feature.CUSTOM_DESCRIPTORS);
        assertThat(options.languageOptions()).containsOnly(Map.entry("wasm.GC", "false"), Map.entry("wasm.Fuel", "7"));
        assertThat(WasmtimeOptions.of(Map.of("custom-descriptors", ""), Map.of()).languageOptions()).containsOnly(
                        Map.entry("wasm.CustomDescriptors", "true"));
        assertThat(WasmtimeOptions.of(Map.of("exceptions", "no"), Map.of()).features()).doesNotContain(Feature.EXCEPTIONS);
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of("gc", "maybe"), Map.of()).features()).hasMessage("-W gc=maybe: y or n is expected");
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of("fuel", "-1"), Map.of()).languageOptions()).hasMessageContaining("-W fuel=-1");
    }

    @Test
    void takesTheWasiThatIsAlwaysThere() {
        assertThat(WasmtimeOptions.of(Map.of(), Map.of("cli", "", "common", "y")).maxMemory(null)).isNull();
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of(), Map.of("cli", "n"))).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void givesThreads() {
        assertThat(WasmtimeOptions.of(Map.of(), Map.of()).threads(null)).isZero();
        assertThat(WasmtimeOptions.of(Map.of(), Map.of("threads", "")).threads(null)).isPositive();
        assertThat(WasmtimeOptions.of(Map.of(), Map.of("threads", "n")).threads(null)).isZero();
        assertThat(WasmtimeOptions.of(Map.of(), Map.of("threads", "y")).threads(3)).isEqualTo(3);
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of(), Map.of("threads", "maybe"))).isInstanceOf(TypeConversionException.class);
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of(), Map.of()).threads(-1)).isInstanceOf(TypeConversionException.class);
    }
}
