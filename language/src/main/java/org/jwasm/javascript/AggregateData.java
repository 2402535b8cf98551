// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

import org.jwasm.runtime.WasmAggregate;

/**
 * What JavaScript keeps with structures and arrays: the object that stands for each. A field in every structure would cost
 * those who don't use JavaScript. Both sides are weak, for the object refers to the structure; once nobody has the object,
 * nobody can tell a new one from it.
 */
final class AggregateData {

    // Aggregates are equal only to themselves.
    private final Map<WasmAggregate, WeakReference<Object>> objects = new WeakHashMap<>();

    synchronized Object get(WasmAggregate aggregate) {
        WeakReference<Object> reference = objects.get(aggregate);
        return reference == null ? null : reference.get();
    }

    synchronized void put(WasmAggregate aggregate, Object data) {
        objects.put(aggregate, new WeakReference<>(data));
    }
}
