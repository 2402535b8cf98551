package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of("fuel", "1"), Map.of())).isInstanceOf(TypeConversionException.class)
                        .hasMessage("unknown option -W fuel; known are max-memory-size, max-wasm-stack, timeout");
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of(), Map.of("inherit-env", ""))).isInstanceOf(TypeConversionException.class)
                        .hasMessage("unknown option -S inherit-env; known are cli, common");
    }

    @Test
    void takesTheWasiThatIsAlwaysThere() {
        assertThat(WasmtimeOptions.of(Map.of(), Map.of("cli", "", "common", "y")).maxMemory(null)).isNull();
        assertThatThrownBy(() -> WasmtimeOptions.of(Map.of(), Map.of("cli", "n"))).isInstanceOf(TypeConversionException.class);
    }
}
