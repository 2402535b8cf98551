package org.jwasm.structure;

/** The type of something that can be imported or exported. Spec: Structure, Types, External Types. */
public sealed interface ExternType permits ExternType.Function, ExternType.Tag, TableType, MemoryType, GlobalType {

    /** The spec's word: {@code func}, {@code table}, {@code memory}, {@code global}, or {@code tag}. */
    String kind();

    /** A function by its canonical type. */
    record Function(DefinedType type) implements ExternType {
        @Override
        public String kind() {
            return "func";
        }

        @Override
        public String toString() {
            return type.toString();
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
