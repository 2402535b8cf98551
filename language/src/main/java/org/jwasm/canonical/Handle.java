// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import org.jwasm.capabilities.Capability;

/** An entry of a handle table. Spec: Canonical ABI, Resource State. */
final class Handle {

    final Capability capability;
    /** The call that the capability is borrowed for; null if the handle owns it. */
    final Transfer borrower;
    /** How many calls that are active have borrowed it from here. */
    int lends;

    Handle(Capability capability, Transfer borrower) {
        this.capability = capability;
        this.borrower = borrower;
    }

    boolean isOwned() {
        return borrower == null;
    }
}
