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
            case 0x69, 0x74 -> Feature.EXCEPTIONS;
            default -> null;
        };
        return feature == null ? ModuleError.malformed(phrase, offset) : TypeReader.disabled(phrase, feature, offset);
    }
}
