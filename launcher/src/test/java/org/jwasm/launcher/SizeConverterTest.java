// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class SizeConverterTest {

    @ParameterizedTest
    @CsvSource({"0,0", "65536,65536", "512K,524288", "512k,524288", "1KiB,1024", "64MiB,67108864", "64mb,67108864", "4G,4294967296",
                    "2T,2199023255552", "100B,100", "8388607T,9223370937343148032"})
    void readsSizes(String text, long bytes) {
        assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K", "-1", "1.5G", "1X", "1 2", "9223372036854775808", "8388608T", "99999999999G"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> new SizeConverter().convert(text)).isInstanceOf(TypeConversionException.class).hasMessageContaining(text);
    }
}
