// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.binary.FileBytes;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.structure.Feature;
import org.jwasm.text.WatOptions;
import org.jwasm.text.WatReader;
import org.jwasm.tier.cache.CodeCache;

/** Modules that are decoded before there is an engine. */
final class PreparedModuleTest {

    private static final String NAME = "prepared";

    @TempDir
    private Path directory;

    @BeforeEach
    void needTwoProcessors() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    }

    private static FileBytes module() {
        byte[] text = "(module (func (export \"f\") (result i32) (i32.const 42)))".getBytes(StandardCharsets.UTF_8);
        return FileBytes.of(WatReader.toBinary(NAME, text, WatOptions.DEFAULT));
    }

    private PreparedModule.Wanted wanted(Set<Feature> features, CodeProfile profile, String cache) {
        return new PreparedModule.Wanted(NAME, features, profile, cache, CodeCache.DEFAULT_LIMIT);
    }

    private PreparedModule.Wanted plain() {
        return wanted(DecoderOptions.DEFAULT.features(), CodeProfile.DEFAULT, "");
    }

    @Test
    void whatWasPreparedIsThereOnce() {
        FileBytes bytes = module();
        PreparedModule.start(bytes, plain());
        PreparedModule.Result result = PreparedModule.take(bytes, plain());
        assertThat(result.module().exports()).singleElement().satisfies(export -> assertThat(export.name()).isEqualTo("f"));
        assertThat(result.codeCache()).isNull();
        assertThat(result.cache()).isNull();
        assertThat(PreparedModule.take(bytes, plain())).isNull();
    }

    @Test
    void aCacheIsOpenedForIt() {
        FileBytes bytes = module();
        PreparedModule.Wanted wanted = wanted(DecoderOptions.DEFAULT.features(), CodeProfile.DEFAULT, directory.resolve("cache").toString());
        PreparedModule.start(bytes, wanted);
        PreparedModule.Result result = PreparedModule.take(bytes, wanted);
        assertThat(result.codeCache()).hasToString(directory.resolve("cache").toString());
        assertThat(result.cache().has(0)).isFalse();
    }

    /** Also bytes that are equal, but others. */
    @Test
    void nothingElseIsTaken() {
        FileBytes bytes = module();
        PreparedModule.start(bytes, plain());
        assertThat(PreparedModule.take(module(), plain())).isNull();
        assertThat(PreparedModule.take(bytes, wanted(Set.of(), CodeProfile.DEFAULT, ""))).isNull();
        PreparedModule.start(bytes, plain());
        assertThat(PreparedModule.take(bytes, wanted(DecoderOptions.DEFAULT.features(), new CodeProfile(false, true), ""))).isNull();
        PreparedModule.start(bytes, plain());
        assertThat(PreparedModule.take(bytes, wanted(DecoderOptions.DEFAULT.features(), CodeProfile.DEFAULT, directory.toString()))).isNull();
    }

    @Test
    void whatIsWrongIsLeftToTheEngine() {
        FileBytes malformed = FileBytes.of(new byte[]{0, 'a', 's', 'm', 1, 0, 0});
        PreparedModule.start(malformed, plain());
        assertThat(PreparedModule.take(malformed, plain())).isNull();
        FileBytes bytes = module();
        PreparedModule.Wanted elsewhere = wanted(DecoderOptions.DEFAULT.features(), CodeProfile.DEFAULT, "/dev/null/cache");
        PreparedModule.start(bytes, elsewhere);
        assertThat(PreparedModule.take(bytes, elsewhere)).isNull();
    }
}
