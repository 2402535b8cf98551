// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

/** The address type, limits in elements, and element type of a table. Spec: Structure, Types, Table Types. */
public record TableType(AddressType addressType, Limits limits, ReferenceType elementType) implements ExternType {

    @Override
    public String kind() {
        return "table";
    }

    @Override
    public String toString() {
        return "(table " + (addressType == AddressType.I64 ? "i64 " : "") + limits + " " + elementType + ")";
    }
}
