// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The type of something that can be imported or exported. Spec: Structure, Types, External Types. */
public sealed interface ExternType permits ExternType.Function, ExternType.Tag, TableType, MemoryType, GlobalType {

    /** The spec's word: {@code func}, {@code table}, {@code memory}, {@code global}, or {@code tag}. */
    String kind();

    /**
     * A function by its canonical type.
     *
     * @param exact whether subtypes don't do; proposal: Custom Descriptors, Exact Function Imports
     */
    record Function(DefinedType type, boolean exact) implements ExternType {

        /** A function of a type or one of its subtypes. */
        public Function(DefinedType type) {
            this(type, false);
        }

        @Override
        public String kind() {
            return "func";
        }

        @Override
        public String toString() {
            return exact ? "(exact " + type + ")" : type.toString();
        }
    }

    /** A tag by the canonical type of what its exceptions carry: parameters, no results. Spec: Structure, Types, Tag Types. */
    record Tag(DefinedType type) implements ExternType {
        @Override
        public String kind() {
            return "tag";
        }

        @Override
        public String toString() {
            return "(tag " + type + ")";
        }
    }
}
