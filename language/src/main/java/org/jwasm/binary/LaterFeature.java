package org.jwasm.binary;

/** Knows which proposal a code belongs to that is not understood, so that the error can name it. */
final class LaterFeature {

    private LaterFeature() {
    }

    /** The error about an opcode byte, or about {@code code} behind the prefix {@code prefix}. */
    static ModuleError ofOpcode(int prefix, int code, int offset) {
        String phrase = prefix == 0 ? "illegal opcode " + hex(code) : "illegal opcode " + hex(prefix) + " " + hex(code);
        String feature = prefix == 0 ? ofPlainOpcode(code) : ofPrefix(prefix);
        return feature == null ? ModuleError.malformed(phrase, offset) : TypeReader.disabled(phrase, feature, offset);
    }

    private static String ofPlainOpcode(int code) {
        return switch (code) {
            case 0x06, 0x07, 0x08, 0x09, 0x0A, 0x18, 0x19, 0x1F -> "exception-handling";
            case 0x12, 0x13 -> "tail-call";
            case 0x14, 0x15, 0xD4, 0xD5, 0xD6 -> "function-references";
            case 0xD3 -> "gc";
            default -> null;
        };
    }

    private static String ofPrefix(int prefix) {
        return switch (prefix) {
            case 0xFB -> "gc";
            case 0xFD -> "simd";
            case 0xFE -> "threads";
            default -> null;
        };
    }

    /** The error about the byte {@code code} where a type should be. */
    static ModuleError ofType(int code, String phrase, int offset) {
        String feature = switch (code) {
            case 0x7B -> "simd";
            case 0x63, 0x64 -> "function-references";
            case 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x71, 0x72, 0x73 -> "gc";
            case 0x69, 0x74 -> "exception-handling";
            default -> null;
        };
        return feature == null ? ModuleError.malformed(phrase, offset) : TypeReader.disabled(phrase, feature, offset);
    }

    private static String hex(int code) {
        String digits = Integer.toHexString(code);
        return digits.length() < 2 ? "0" + digits : digits;
    }
}
