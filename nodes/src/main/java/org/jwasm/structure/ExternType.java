package org.jwasm.structure;

/** The type of something that can be imported or exported. Spec: Structure, Types, External Types. */
public sealed interface ExternType permits ExternType.Function, TableType, MemoryType, GlobalType {

    /** The spec's word: {@code func}, {@code table}, {@code memory}, or {@code global}. */
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
}
