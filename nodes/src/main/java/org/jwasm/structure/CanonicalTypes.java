// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/** Interns recursion groups. Weak, so that the types of a module go with it. */
final class CanonicalTypes {

    // The value is the key, so it must itself be weak. A type holds its group, and with it all that it refers to.
    private static final Map<RecursionGroup, WeakReference<RecursionGroup>> GROUPS = new WeakHashMap<>();

    private CanonicalTypes() {
    }

    static synchronized RecursionGroup canonical(RecursionGroup group) {
        WeakReference<RecursionGroup> known = GROUPS.get(group);
        RecursionGroup canonical = known == null ? null : known.get();
        if (canonical == null) {
            canonical = group;
            GROUPS.put(group, new WeakReference<>(group));
        }
        return canonical;
    }
}
