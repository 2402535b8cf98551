// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

import org.jwasm.runtime.CodeProfile;
import org.jwasm.structure.Feature;

/**
 * All that the code of a module depends on.
 *
 * @param text one line for each, which the file of the module starts with
 */
record CacheKey(String text) {

    /** Changes with the meaning of what is in the files. */
    private static final int FORMAT = 4;

    /**
     * The key of a module.
     *
     * @param build see {@link EngineBuild}
     * @param digest of the module, by {@link Digests}
     * @param length of the module
     */
    static CacheKey of(String build, String digest, int length, CodeProfile profile, Set<Feature> features) {
        String names = features.stream().map(Feature::optionName).sorted().collect(Collectors.joining(","));
        return new CacheKey("format " + FORMAT + "\nengine " + build + "\njava " + Runtime.version().feature() + "\nmodule " +
                        digest + " " + length + "\nmetered " + profile.metered() + "\ndeterministic " +
                        profile.deterministic() + "\nfeatures " + names + "\n");
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String fileName() {
        return Checksum.hex(text).concat(CacheDirectory.SUFFIX);
    }
}
