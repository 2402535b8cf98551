// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationConverterTest {

    @ParameterizedTest
    @CsvSource({"10,PT10S", "10s,PT10S", "1.5s,PT1.5S", "500ms,PT0.5S", "2m,PT2M", "1h,PT1H", "7us,PT0.000007S", "9ns,PT0.000000009S"})
    void readsDurations(String text, Duration duration) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1d", "1,5s", "1s2", "0", "0.0ms", "0.1ns"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999h", "999999999999m"})
    void takesTheLongestWaitForEvenLongerOnes(String text) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }
}
