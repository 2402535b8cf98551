// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Arrays;

import org.jwasm.capabilities.internal.Caveat;

/** Where a new capability stands. */
record Origin(Capability parent, Holder holder, int rights, Caveat[] caveats, Decider decider) {

    /** A capability that the host makes. */
    static Origin original(Right... rights) {
        return original(Right.mask(rights));
    }

    static Origin original(int rights) {
        return new Origin(null, Holder.HOST, rights | Right.HANDING_ON, Caveat.NONE, null);
    }

    /** The same as the parent. */
    static Origin same(Capability parent) {
        return new Origin(parent, parent.holder(), parent.rightsMask(), parent.caveatArray(), parent.decider());
    }

    /** For what is opened through a capability: it counts anew, but time and bytes of the parent are its own. */
    static Origin opened(Capability parent, int rights) {
        Caveat[] all = parent.caveatArray();
        return new Origin(parent, parent.holder(), rights, all.length == 0 ? all : withoutCounters(all), parent.decider());
    }

    private static Caveat[] withoutCounters(Caveat[] all) {
        Caveat[] kept = Arrays.stream(all).filter(caveat -> !caveat.countsOperations()).toArray(Caveat[]::new);
        return kept.length == 0 ? Caveat.NONE : kept;
    }

    Origin only(int kept) {
        return new Origin(parent, holder, rights & kept, caveats, decider);
    }

    Origin heldBy(Holder other) {
        return new Origin(parent, other, rights, caveats, decider);
    }

    Origin with(Caveat caveat) {
        Caveat[] more = Arrays.copyOf(caveats, caveats.length + 1);
        more[caveats.length] = caveat;
        return new Origin(parent, holder, rights, more, decider);
    }

    Origin askedBy(Decider further) {
        return new Origin(parent, holder, rights, caveats, decider == null ? further : decider.and(further));
    }
}
