package org.jwasm.structure;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/** Interns defined types. Weak, so that the types of a module go with it. */
final class CanonicalTypes {

    // The value holds its key strongly through its composite type, so it must itself be weak.
    private static final Map<FunctionType, WeakReference<DefinedType>> FUNCTIONS = new WeakHashMap<>();

    private CanonicalTypes() {
    }

    static synchronized DefinedType function(FunctionType type) {
        WeakReference<DefinedType> known = FUNCTIONS.get(type);
        DefinedType canonical = known == null ? null : known.get();
        if (canonical == null) {
            canonical = DefinedType.lone(type);
            FUNCTIONS.remove(type);
            FUNCTIONS.put(type, new WeakReference<>(canonical));
        }
        return canonical;
    }
}
