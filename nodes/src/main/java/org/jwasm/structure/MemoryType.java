// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/**
 * The address type, limits in pages, and sharing of a memory, and the bytes a page, 1 or 65,536.
 *
 * <p>Spec: Structure, Types, Memory Types; proposals threads and custom-page-sizes.
 */
public record MemoryType(AddressType addressType, Limits limits, boolean shared, int pageSize) implements ExternType {

    /** Bytes a page, unless the type says something else. */
    public static final int PAGE_SIZE = 65536;

    /** A type with the usual page size. */
    public MemoryType(AddressType addressType, Limits limits, boolean shared) {
        this(addressType, limits, shared, PAGE_SIZE);
    }

    /** The most pages that limits may name, unsigned: what addresses reach, less a byte if that many is no number of the type. */
    public long mostPages() {
        if (pageSize == PAGE_SIZE) {
            return addressType == AddressType.I64 ? 1L << 48 : 1L << 16;
        }
        return addressType == AddressType.I64 ? -1 : 0xFFFF_FFFFL;
    }

    /** Whether a memory of this type can be imported where {@code other} is declared. Spec: Validation, Matching, Memory Types. */
    public boolean matches(MemoryType other) {
        return addressType == other.addressType && shared == other.shared && pageSize == other.pageSize && limits.matches(other.limits);
    }

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public String toString() {
        return "(memory " + (addressType == AddressType.I64 ? "i64 " : "") + limits + (shared ? " shared" : "")
                        + (pageSize == PAGE_SIZE ? "" : " (pagesize " + pageSize + ")") + ")";
    }
}
