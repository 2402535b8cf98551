// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.Set;
import org.jwasm.structure.Feature;

/**
 * How the text format is read.
 *
 * @param names      whether to write a name section for the identifiers
 * @param limitsBits how many bits the limits of memories and tables have: 64, and 32 before WebAssembly had 64-bit addresses
 */
public record WatOptions(boolean names, int limitsBits) {

    /** All of the format, with names. */
    public static final WatOptions DEFAULT = new WatOptions(true, Long.SIZE);

    /** What belongs to modules that may use some features. */
    public static WatOptions of(Set<Feature> features) {
        return new WatOptions(true, features.contains(Feature.MEMORY64) ? Long.SIZE : Integer.SIZE);
    }

    /** The same, with or without a name section. */
    public WatOptions withNames(boolean write) {
        return new WatOptions(write, limitsBits);
    }
}
