// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;
import java.util.stream.Collectors;

/** {@code record name { field: T }} */
public record RecordType(String name, List<Field> fields) implements WitType {

    /** One field. */
    public record Field(String name, WitType type) {

        public Field {
            Labels.check(name);
        }

        @Override
        public String toString() {
            return Labels.escape(name) + ": " + type;
        }
    }

    /** @throws IllegalArgumentException if there is no field, or two of one name */
    public RecordType {
        Labels.check(name);
        fields = List.copyOf(fields);
        Labels.checkUnique("field", "record", name, fields.stream().map(Field::name).toList());
    }

    @Override
    public List<WitType> parts() {
        return fields.stream().map(Field::type).toList();
    }

    @Override
    public String declaration() {
        return "record " + this + fields.stream().map(Field::toString).collect(Collectors.joining(", ", " { ", " }"));
    }

    @Override
    public String toString() {
        return Labels.escape(name);
    }
}
