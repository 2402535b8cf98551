// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * What was derived from a capability, weakly, so that a holder who drops what it derived leaks nothing. A chain, as most of it are files
 * that are opened and closed again: neither asks for a hash or leaves anything behind. Whoever has it calls it under one lock.
 */
final class Descendants {

    /** A place in the chain. */
    static final class Link extends WeakReference<Capability> {
        private Link before;
        private Link after;
        private boolean linked = true;

        private Link(Capability child, ReferenceQueue<Capability> gone) {
            super(child, gone);
        }
    }

    private final ReferenceQueue<Capability> gone = new ReferenceQueue<>();
    private Link first;

    Link add(Capability child) {
        for (Reference<?> link = gone.poll(); link != null; link = gone.poll()) {
            remove((Link) link);
        }
        Link link = new Link(child, gone);
        link.after = first;
        if (first != null) {
            first.before = link;
        }
        first = link;
        return link;
    }

    /** Nothing happens if it is no longer there. */
    void remove(Link link) {
        if (!link.linked) {
            return;
        }
        link.linked = false;
        if (link.before == null) {
            first = link.after;
        } else {
            link.before.after = link.after;
        }
        if (link.after != null) {
            link.after.before = link.before;
        }
        link.before = null;
        link.after = null;
    }

    /** Those that aren't garbage, the latest first. */
    List<Capability> all() {
        List<Capability> all = new ArrayList<>();
        for (Link link = first; link != null; link = link.after) {
            Capability child = link.get();
            if (child != null) {
                all.add(child);
            }
        }
        return all;
    }
}
