// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

/**
 * What can be told of a module at a glance, long before it is decoded: a guess, which costs no more than looking through the beginning of its code. Spec: Binary
 * Format, Modules.
 */
public final class ModuleSurvey {

    private static final int CUSTOM = 0;
    private static final int TYPES = 1;
    private static final int IMPORTS = 2;
    private static final int MEMORIES = 5;
    private static final int CODE = 10;
    private static final int HEADER_BYTES = 8;
    /** Before the name of a feature that code linked with this must not use. */
    private static final int DISALLOWED = '-';
    private static final int SHARED = 0x02;
    private static final int REF = 0x64;
    private static final int REF_NULL = 0x63;
    private static final int FUNCTION_TYPE = 0x60;
    private static final int ARRAY_TYPE = 0x5E;
    private static final int MISCELLANEOUS_PREFIX = 0xFC;
    private static final int I64_ADD128 = 0x13;
    private static final int I64_MUL_WIDE_U = 0x16;
    /** So much is looked through for instructions. */
    private static final int SEARCHED_BYTES = 1 << 16;

    private final ByteReader reader;
    private boolean found;

    private ModuleSurvey(byte[] bytes) {
        reader = new ByteReader(bytes, 0, bytes.length);
    }

    /**
     * Whether the module's functions seem to have what the compiled tier leaves to trees, and so to Graal: memories that threads share, arrays, numbers of 128
     * bits. What is no module, or not in the binary format, has nothing.
     */
    public static boolean hasWorkForGraal(byte[] bytes) {
        if (!ModuleDecoder.isBinary(bytes) || bytes.length < HEADER_BYTES) {
            return false;
        }
        ModuleSurvey survey = new ModuleSurvey(bytes);
        try {
            survey.sections();
        } catch (ModuleError e) {
            // The decoder will tell.
            return false;
        }
        return survey.found;
    }

    private void sections() {
        int end = reader.end();
        reader.seek(HEADER_BYTES);
        int code = -1;
        int codeEnd = -1;
        while (!reader.atEnd()) {
            int id = reader.readByte();
            int size = reader.readU32();
            int start = reader.position();
            reader.skip(size);
            int behind = reader.position();
            reader.move(start, behind);
            switch (id) {
                case CUSTOM -> {
                    if (features()) {
                        return;
                    }
                }
                case TYPES -> types();
                case IMPORTS -> imports();
                case MEMORIES -> memories();
                case CODE -> {
                    code = start;
                    codeEnd = behind;
                }
                default -> {
                }
            }
            reader.move(behind, end);
        }
        if (code >= 0) {
            found |= hasInstructions(reader.bytes(), code, Math.min(codeEnd, code + SEARCHED_BYTES));
        }
    }

    /** What LLVM's linker writes at the end: the features that the compilers could use. Whether there are any such; then nothing else is looked at. */
    private boolean features() {
        if (!reader.readName().equals("target_features")) {
            return false;
        }
        for (int left = reader.readU32(); left > 0; left--) {
            boolean allowed = reader.readByte() != DISALLOWED;
            switch (reader.readName()) {
                case "atomics", "wide-arithmetic" -> found |= allowed;
                default -> {
                }
            }
        }
        return true;
    }

    /** Behind types of functions only, there may be those of objects. */
    private void types() {
        for (int left = reader.readU32(); left > 0; left--) {
            if (reader.readByte() != FUNCTION_TYPE) {
                objectTypes();
                return;
            }
            for (int part = 0; part < 2; part++) {
                for (int values = reader.readU32(); values > 0; values--) {
                    valueType();
                }
            }
        }
    }

    private void objectTypes() {
        while (!reader.atEnd()) {
            found |= reader.readByte() == ARRAY_TYPE;
        }
    }

    private void memories() {
        for (int left = reader.readU32(); left > 0; left--) {
            memory();
        }
    }

    private void memory() {
        found |= (limits() & SHARED) != 0;
    }

    /** Passes a table's or memory's limits, and the size of pages; returns the flags. */
    private int limits() {
        int flags = reader.readByte();
        reader.readU64();
        if ((flags & 0x01) != 0) {
            reader.readU64();
        }
        if ((flags & 0x08) != 0) {
            reader.readU32();
        }
        return flags;
    }

    /** Behind an import of a later kind, such as a tag, no memory is looked for. */
    private void imports() {
        for (int left = reader.readU32(); left > 0; left--) {
            reader.skip(reader.readU32());
            reader.skip(reader.readU32());
            switch (reader.readByte()) {
                case 0 -> reader.readU32();
                case 1 -> {
                    valueType();
                    limits();
                }
                case 2 -> memory();
                case 3 -> {
                    valueType();
                    reader.readByte();
                }
                default -> {
                    return;
                }
            }
        }
    }

    private int valueType() {
        int type = reader.readByte();
        if (type == REF || type == REF_NULL) {
            reader.readI33();
        }
        return type;
    }

    /** Whether there are the bytes of an instruction of 128 bits; they could also be part of a constant, which is rare. */
    private static boolean hasInstructions(byte[] bytes, int start, int end) {
        for (int at = start; at < end - 1; at++) {
            if ((bytes[at] & 0xFF) == MISCELLANEOUS_PREFIX && bytes[at + 1] >= I64_ADD128 && bytes[at + 1] <= I64_MUL_WIDE_U) {
                return true;
            }
        }
        return false;
    }
}
