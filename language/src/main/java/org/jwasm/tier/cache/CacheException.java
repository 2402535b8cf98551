// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

/** A directory can't be used as a code cache; the message says why, and what to do. */
public final class CacheException extends Exception {
    private static final long serialVersionUID = 1L;

    CacheException(String message) {
        super(message);
    }
}
