// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.wit.Layout;
import org.jwasm.wit.RecordType;
import org.jwasm.wit.TupleType;
import org.jwasm.wit.WitType;

/** Records and tuples; checked, an array of their parts. */
final class RecordCodecs {

    private RecordCodecs() {
    }

    private abstract static class PartsCodec extends HostCodec {

        private final HostCodec[] parts;
        private final int[] offsets;
        private final int[] flatIndices;

        PartsCodec(List<WitType> types) {
            this.parts = types.stream().map(HostCodec::of).toArray(HostCodec[]::new);
            this.offsets = Layout.offsets(types);
            this.flatIndices = new int[parts.length];
            int index = 0;
            for (int i = 0; i < parts.length; i++) {
                flatIndices[i] = index;
                index += Layout.flatten(types.get(i)).size();
            }
        }

        abstract Object toHost(Object[] values);

        final Object[] checkParts(Object[] values) {
            Object[] checked = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                checked[i] = parts[i].check(values[i]);
            }
            return checked;
        }

        final Object[] liftParts(Transfer transfer, long[] from, int index) {
            transfer.payHost((long) SequenceCodecs.OBJECT_SIZE * (parts.length + 1));
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].liftFlat(transfer, from, index + flatIndices[i]);
            }
            return values;
        }

        final Object[] loadParts(Transfer transfer, long from) {
            transfer.payHost((long) SequenceCodecs.OBJECT_SIZE * (parts.length + 1));
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].load(transfer, from + offsets[i]);
            }
            return values;
        }

        @Override
        final void lowerFlat(Transfer transfer, Object checked, long[] to, int index) {
            Object[] values = (Object[]) checked;
            for (int i = 0; i < parts.length; i++) {
                parts[i].lowerFlat(transfer, values[i], to, index + flatIndices[i]);
            }
        }

        @Override
        final void store(Transfer transfer, Object checked, long to) {
            Object[] values = (Object[]) checked;
            for (int i = 0; i < parts.length; i++) {
                parts[i].store(transfer, values[i], to + offsets[i]);
            }
        }

        @Override
        final Object liftFlat(Transfer transfer, long[] from, int index) {
            return toHost(liftParts(transfer, from, index));
        }

        @Override
        final Object load(Transfer transfer, long from) {
            return toHost(loadParts(transfer, from));
        }
    }

    /** {@code tuple}, and the arguments of a function. */
    static final class OfTuple extends PartsCodec {

        private final int size;

        OfTuple(List<WitType> types) {
            super(types);
            this.size = types.size();
        }

        OfTuple(TupleType type) {
            this(type.elements());
        }

        @Override
        Object check(Object value) {
            if (!(value instanceof Collection<?> values) || values.size() != size) {
                throw mismatch(value, "a list of " + size + " for a tuple");
            }
            return checkParts(values.toArray());
        }

        @Override
        Object toHost(Object[] values) {
            return Collections.unmodifiableList(Arrays.asList(values));
        }
    }

    /** {@code record} */
    static final class OfRecord extends PartsCodec {

        private final RecordType type;

        OfRecord(RecordType type) {
            super(type.parts());
            this.type = type;
        }

        @Override
        Object check(Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                throw mismatch(value, "a map for record `" + type + "`");
            }
            Object[] values = new Object[type.fields().size()];
            for (int i = 0; i < values.length; i++) {
                String name = type.fields().get(i).name();
                if (!map.containsKey(name)) {
                    throw new IllegalArgumentException("record `" + type + "` needs the field `" + name + "`");
                }
                values[i] = map.get(name);
            }
            if (map.size() != values.length) {
                throw new IllegalArgumentException("record `" + type + "` has " + values.length + " fields, not " + map.size());
            }
            return checkParts(values);
        }

        @Override
        Object toHost(Object[] values) {
            Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(values.length);
            for (int i = 0; i < values.length; i++) {
                fields.put(type.fields().get(i).name(), values[i]);
            }
            return Collections.unmodifiableMap(fields);
        }
    }
}
