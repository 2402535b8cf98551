// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;

import org.jwasm.runtime.Utf8;
import org.jwasm.wit.Layout;
import org.jwasm.wit.WitType;

/** Strings and lists. */
final class SequenceCodecs {

    /** What a small object of the host's heap counts for, roughly. */
    static final int OBJECT_SIZE = 32;

    private SequenceCodecs() {
    }

    private abstract static class SequenceCodec extends HostCodec {

        private final Layout element;

        SequenceCodec(Layout element) {
            this.element = element;
        }

        abstract int length(Object checked);

        abstract void storeElements(Transfer transfer, Object checked, long to);

        abstract Object loadElements(Transfer transfer, long from, int count);

        private long storeAll(Transfer transfer, Object checked) {
            long bytes = (long) length(checked) * element.size();
            long to = ReallocNode.allocate(transfer, element.alignment(), bytes);
            storeElements(transfer, checked, to);
            return to;
        }

        void checkLength(int length) {
            if ((long) length * element.size() > Layout.MAX_BYTES) {
                throw new IllegalArgumentException("a string or list of " + (long) length * element.size() + " bytes is too long");
            }
        }

        @Override
        final void lowerFlat(Transfer transfer, Object checked, long[] to, int index) {
            to[index] = (int) storeAll(transfer, checked);
            to[index + 1] = length(checked);
        }

        @Override
        final void store(Transfer transfer, Object checked, long to) {
            transfer.to.storeInt(to, (int) storeAll(transfer, checked), null);
            transfer.to.storeInt(to + Integer.BYTES, length(checked), null);
        }

        @Override
        final Object liftFlat(Transfer transfer, long[] from, int index) {
            return loadAll(transfer, from[index] & 0xFFFF_FFFFL, from[index + 1] & 0xFFFF_FFFFL);
        }

        @Override
        final Object load(Transfer transfer, long from) {
            return loadAll(transfer, transfer.from.loadInt(from, null) & 0xFFFF_FFFFL, transfer.from.loadInt(from + Integer.BYTES, null) & 0xFFFF_FFFFL);
        }

        private Object loadAll(Transfer transfer, long pointer, long count) {
            String wrong = SequenceNodes.wrongRange(transfer.from, pointer, count * element.size(), element.alignment());
            if (wrong != null) {
                throw transfer.sourceFault(wrong);
            }
            transfer.pay(count * element.size(), null);
            return loadElements(transfer, pointer, (int) count);
        }
    }

    /** {@code string}; checked, it is its UTF-8. */
    static final class OfString extends SequenceCodec {

        OfString() {
            super(new Layout(1, 1));
        }

        @Override
        Object check(Object value) {
            if (!(value instanceof String text)) {
                throw mismatch(value, "`string`");
            }
            try {
                ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT).encode(CharBuffer.wrap(text));
                checkLength(bytes.remaining());
                return Arrays.copyOf(bytes.array(), bytes.remaining());
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("a `string` can't have a lone surrogate", e);
            }
        }

        @Override
        int length(Object checked) {
            return ((byte[]) checked).length;
        }

        @Override
        void storeElements(Transfer transfer, Object checked, long to) {
            byte[] bytes = (byte[]) checked;
            transfer.to.write(to, bytes, 0, bytes.length, null);
        }

        @Override
        Object loadElements(Transfer transfer, long from, int count) {
            if (!Utf8.isValid(transfer.from, from, count, null)) {
                throw transfer.sourceFault("a string of " + count + " bytes at " + from + " is invalid UTF-8");
            }
            transfer.payHost(OBJECT_SIZE + count);
            byte[] bytes = new byte[count];
            transfer.from.read(from, bytes, 0, count, null);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** {@code list<u8>} */
    static final class OfBytes extends SequenceCodec {

        OfBytes() {
            super(new Layout(1, 1));
        }

        @Override
        Object check(Object value) {
            if (!(value instanceof byte[] bytes)) {
                throw mismatch(value, "byte[] for `list<u8>`");
            }
            checkLength(bytes.length);
            return bytes;
        }

        @Override
        int length(Object checked) {
            return ((byte[]) checked).length;
        }

        @Override
        void storeElements(Transfer transfer, Object checked, long to) {
            byte[] bytes = (byte[]) checked;
            transfer.to.write(to, bytes, 0, bytes.length, null);
        }

        @Override
        Object loadElements(Transfer transfer, long from, int count) {
            transfer.payHost(OBJECT_SIZE + count);
            byte[] bytes = new byte[count];
            transfer.from.read(from, bytes, 0, count, null);
            return bytes;
        }
    }

    /** All other lists; checked, an array. */
    static final class OfList extends SequenceCodec {

        private final HostCodec codec;
        private final int elementSize;

        OfList(WitType element) {
            super(Layout.of(element));
            this.codec = HostCodec.of(element);
            this.elementSize = Layout.of(element).size();
        }

        @Override
        Object check(Object value) {
            if (!(value instanceof Collection<?> elements)) {
                throw mismatch(value, "a list");
            }
            Object[] checked = elements.toArray();
            checkLength(checked.length);
            for (int i = 0; i < checked.length; i++) {
                checked[i] = codec.check(checked[i]);
            }
            return checked;
        }

        @Override
        int length(Object checked) {
            return ((Object[]) checked).length;
        }

        @Override
        void storeElements(Transfer transfer, Object checked, long to) {
            Object[] elements = (Object[]) checked;
            for (int i = 0; i < elements.length; i++) {
                codec.store(transfer, elements[i], to + (long) i * elementSize);
            }
        }

        @Override
        Object loadElements(Transfer transfer, long from, int count) {
            transfer.payHost(OBJECT_SIZE + (long) count * OBJECT_SIZE);
            Object[] elements = new Object[count];
            for (int i = 0; i < count; i++) {
                elements[i] = codec.load(transfer, from + (long) i * elementSize);
            }
            return Collections.unmodifiableList(Arrays.asList(elements));
        }
    }
}
