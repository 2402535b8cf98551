// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Bytes of the binary format under construction. Spec: Binary Format, Values. */
final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The bytes of some immediates, unsigned numbers. */
    static byte[] of(long... numbers) {
        Bytes bytes = new Bytes();
        for (long number : numbers) {
            bytes.unsigned(number);
        }
        return bytes.toArray();
    }

    Bytes add(int value) {
        out.write(value);
        return this;
    }

    Bytes add(byte[] values) {
        out.writeBytes(values);
        return this;
    }

    Bytes unsigned(long value) {
        return add(Leb.unsigned(value, 0));
    }

    Bytes signed(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>= 7;
        }
        return add((int) (rest & 0x7f));
    }

    /** The lowest {@code count} bytes, little end first. */
    Bytes fixed(long value, int count) {
        for (int i = 0; i < count; i++) {
            out.write((int) (value >>> 8 * i));
        }
        return this;
    }

    Bytes name(String text) {
        return sized(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes with their number before them. */
    Bytes sized(byte[] values) {
        return unsigned(values.length).add(values);
    }

    /** The elements with their number before them. */
    <T> Bytes vector(Collection<T> elements, BiConsumer<Bytes, T> write) {
        unsigned(elements.size());
        elements.forEach(element -> write.accept(this, element));
        return this;
    }

    /** A section, unless it has no elements. */
    <T> Bytes section(int id, Collection<T> elements, BiConsumer<Bytes, T> write) {
        return elements.isEmpty() ? this : add(id).sized(new Bytes().vector(elements, write).toArray());
    }

    byte[] toArray() {
        return out.toByteArray();
    }
}
