// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;


import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;

/** An index, offset or length of a table or memory of either address type, as an unsigned 64-bit number. */
public final class AddressNode extends Node {

    @Child private I32Node narrow;
    @Child private I64Node wide;

    public AddressNode(WasmNode index) {
        if (index instanceof I32Node node) {
            narrow = node;
        } else {
            wide = (I64Node) index;
        }
    }

    public long execute(VirtualFrame frame) {
        return narrow != null ? narrow.executeInt(frame) & 0xFFFF_FFFFL : wide.executeLong(frame);
    }
}
