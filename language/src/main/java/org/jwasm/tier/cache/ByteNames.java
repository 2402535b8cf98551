// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** What belongs to names of ASCII letters, which are found where they stand in a class file: a start asks for ten thousands of them, and makes no strings for it. */
final class ByteNames<T> {

    private static final int SPARSENESS = 4;

    private final Entry<T>[] table;

    private static final class Entry<T> {
        final byte[] name;
        final T value;
        final Entry<T> next;

        Entry(byte[] name, T value, Entry<T> next) {
            this.name = name;
            this.value = value;
            this.next = next;
        }
    }

    @SuppressWarnings("unchecked")
    ByteNames(Map<String, T> values) {
        table = (Entry<T>[]) new Entry<?>[Integer.highestOneBit(values.size() * SPARSENESS + 1)];
        for (Map.Entry<String, T> each : values.entrySet()) {
            byte[] bytes = each.getKey().getBytes(StandardCharsets.US_ASCII);
            int slot = slot(bytes, 0, bytes.length);
            table[slot] = new Entry<>(bytes, each.getValue(), table[slot]);
        }
    }

    /** Names differ in their lengths, in the middle and at the end; where they don't, there are some in a slot. */
    private int slot(byte[] bytes, int from, int length) {
        return length == 0 ? 0 : length * 31 + bytes[from + length / 2] * 5 + bytes[from + length - 1] & table.length - 1;
    }

    /**
     * What belongs to a name; null if nothing does.
     *
     * @throws IndexOutOfBoundsException the name isn't inside the array
     */
    T get(byte[] bytes, int from, int length) {
        for (Entry<T> entry = table[slot(bytes, from, length)]; entry != null; entry = entry.next) {
            if (Arrays.equals(entry.name, 0, entry.name.length, bytes, from, from + length)) {
                return entry.value;
            }
        }
        return null;
    }
}
