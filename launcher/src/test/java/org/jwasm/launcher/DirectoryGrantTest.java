// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DirectoryGrantTest {

    @ParameterizedTest
    @CsvSource({".,.,.,false", "data,data,data,false", "data:ro,data,data,true", "data::/in,data,/in,false", "data::/in:ro,data,/in,true",
                    "a:b::c:d,a:b,c:d,false", "/::/,/,/,false", "a::b::c,a,b::c,false"})
    void readsGrants(String text, String host, String guest, boolean readOnly) {
        assertThat(new DirectoryGrant.Converter().convert(text)).isEqualTo(new DirectoryGrant(Path.of(host), guest, readOnly));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":ro", "::/in", "data::", "data:::ro"})
    void refusesGrantsWithoutHostOrGuest(String text) {
        assertThatThrownBy(() -> new DirectoryGrant.Converter().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
