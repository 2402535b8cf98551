package org.jwasm.structure;

/** The address type, limits in pages, and sharing of a memory. Spec: Structure, Types, Memory Types; threads proposal. */
public record MemoryType(AddressType addressType, Limits limits, boolean shared) implements ExternType {

    /** Bytes a page. */
    public static final int PAGE_SIZE = 65536;

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public String toString() {
        return "(memory " + (addressType == AddressType.I64 ? "i64 " : "") + limits + (shared ? " shared)" : ")");
    }
}
