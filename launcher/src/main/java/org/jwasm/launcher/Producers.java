// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jwasm.structure.CustomSection;
import org.jwasm.structure.Module;

/** The tools that made a module, as its {@code producers} section tells (tool conventions, Producers Section). */
final class Producers {

    private final byte[] bytes;
    private final int end;
    private int position;

    private Producers(byte[] bytes, CustomSection section) {
        this.bytes = bytes;
        this.position = section.start();
        this.end = section.start() + section.length();
    }

    /** Values such as {@code clang 14.0.6} by field such as {@code processed-by}; empty without a well-formed section. */
    static Map<String, List<String>> of(Module module) {
        for (CustomSection section : module.customSections()) {
            if (section.name().equals("producers")) {
                try {
                    return new Producers(module.bytes(), section).fields();
                } catch (IndexOutOfBoundsException e) {
                    return Map.of();
                }
            }
        }
        return Map.of();
    }

    private Map<String, List<String>> fields() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (long count = u32(); count > 0; count--) {
            String field = name();
            List<String> values = new ArrayList<>();
            for (long tools = u32(); tools > 0; tools--) {
                values.add((name() + " " + name()).strip());
            }
            fields.put(field, values);
        }
        return fields;
    }

    private String name() {
        long length = u32();
        if (length > end - position) {
            throw new IndexOutOfBoundsException();
        }
        String name = new String(bytes, position, (int) length, StandardCharsets.UTF_8);
        position += (int) length;
        return name;
    }

    private long u32() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (position >= end) {
                throw new IndexOutOfBoundsException();
            }
            byte next = bytes[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException();
    }
}
