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
            case 0x63, 0x64 -> Feature.TYPED_FUNCTION_REFERENCES;
            case 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x71, 0x72, 0x73 -> Feature.GC;
            default -> null;
        };
        return feature == null ? ModuleError.malformed(phrase, offset) : TypeReader.disabled(phrase, feature, offset);
    }
}
