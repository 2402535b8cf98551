// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import org.jwasm.structure.AddressType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.TableType;

/**
 * Reads and validates the types of tables and memories, whose limits carry the flags for all that they can be.
 *
 * <p>Spec: Binary Format, Types, Limits; Validation, Types, Limits; proposals threads and custom-page-sizes.
 */
final class LimitsReader {

    private static final int HAS_MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int ADDRESS_64 = 4;
    private static final int HAS_PAGE_SIZE = 8;
    private static final int TABLE_FLAGS = HAS_MAXIMUM | ADDRESS_64;
    private static final int MEMORY_FLAGS = HAS_MAXIMUM | SHARED | ADDRESS_64 | HAS_PAGE_SIZE;
    private static final String MALFORMED_FLAGS = "malformed limits flags";
    private static final long MAX_UNSIGNED_32 = 0xFFFF_FFFFL;
    private static final long MAX_UNSIGNED_64 = -1;

    private final TypeReader reader;

    LimitsReader(TypeReader reader) {
        this.reader = reader;
    }

    TableType tableType() {
        ReferenceType elementType = reader.readReferenceType();
        int at = reader.position();
        int flags = flags(TABLE_FLAGS);
        AddressType addressType = addressType(flags);
        Limits limits = limits(flags);
        long most = addressType == AddressType.I64 ? MAX_UNSIGNED_64 : MAX_UNSIGNED_32;
        check(limits, most, "table size must be at most 2^32-1", at);
        return new TableType(addressType, limits, elementType);
    }

    MemoryType memoryType() {
        int at = reader.position();
        int flags = flags(MEMORY_FLAGS);
        AddressType addressType = addressType(flags);
        Limits limits = limits(flags);
        boolean shared = (flags & SHARED) != 0;
        if (shared && !limits.hasMaximum()) {
            throw ModuleError.invalid("shared memory must have maximum", at);
        }
        int pageSize = (flags & HAS_PAGE_SIZE) == 0 ? MemoryType.PAGE_SIZE : pageSize();
        MemoryType type = new MemoryType(addressType, limits, shared, pageSize);
        check(limits, type.mostPages(), "memory size must be at most " + describeMost(type), at);
        return type;
    }

    private static String describeMost(MemoryType type) {
        boolean wide = type.addressType() == AddressType.I64;
        if (type.pageSize() == MemoryType.PAGE_SIZE) {
            return wide ? "2^48 pages (16EiB)" : "65536 pages (4GiB)";
        }
        return (wide ? "2^64-1" : "2^32-1") + " pages of " + type.pageSize() + " byte";
    }

    private static AddressType addressType(int flags) {
        return (flags & ADDRESS_64) != 0 ? AddressType.I64 : AddressType.I32;
    }

    private int flags(int known) {
        int at = reader.position();
        int flags = reader.readByte();
        if ((flags & ~known) != 0) {
            throw ModuleError.malformed(MALFORMED_FLAGS, at);
        }
        require(flags & SHARED, Feature.THREADS, at);
        require(flags & ADDRESS_64, Feature.MEMORY64, at);
        require(flags & HAS_PAGE_SIZE, Feature.CUSTOM_PAGE_SIZES, at);
        return flags;
    }

    private void require(int flag, Feature feature, int at) {
        if (flag != 0) {
            reader.require(feature, MALFORMED_FLAGS, at);
        }
    }

    private Limits limits(int flags) {
        long minimum = reader.readU64();
        return (flags & HAS_MAXIMUM) != 0 ? Limits.between(minimum, reader.readU64()) : Limits.atLeast(minimum);
    }

    /** The bytes a page: 2 to the power of what is read, which must be 0 or 16. */
    private int pageSize() {
        int at = reader.position();
        int exponent = reader.readU32();
        if (Integer.compareUnsigned(exponent, Long.SIZE) >= 0) {
            throw ModuleError.malformed("invalid custom page size: 2^" + Integer.toUnsignedString(exponent), at);
        }
        if (exponent != 0 && 1L << exponent != MemoryType.PAGE_SIZE) {
            throw ModuleError.invalid("invalid custom page size: 2^" + exponent + ", not 1 or 65536", at);
        }
        return 1 << exponent;
    }

    private static void check(Limits limits, long most, String phrase, int at) {
        if (Long.compareUnsigned(limits.minimum(), most) > 0
                        || limits.hasMaximum() && Long.compareUnsigned(limits.maximum(), most) > 0) {
            throw ModuleError.invalid(phrase + ", not " + limits, at);
        }
        if (limits.hasMaximum() && Long.compareUnsigned(limits.minimum(), limits.maximum()) > 0) {
            throw ModuleError.invalid("size minimum must not be greater than maximum: " + limits, at);
        }
    }
}
