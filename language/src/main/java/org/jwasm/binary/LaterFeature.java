// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import org.jwasm.structure.Feature;

/** Knows which feature a type's code belongs to that is not understood, so that the error can name it. */
final class LaterFeature {

    private LaterFeature() {
    }

    /** The error about the byte {@code code} where a type should be. */
    static ModuleError ofType(int code, String phrase, int offset) {
        Feature feature = switch (code) {
            case 0x7B -> Feature.SIMD;
            default -> null;
        };
        return feature == null ? ModuleError.malformed(phrase, offset) : TypeReader.disabled(phrase, feature, offset);
    }
}
