// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

/** Which functions the compiled tier takes. */
public enum Share {
    /** All that it can. */
    ALL,
    /** What it makes faster than Graal does, which is there too, and what is too large for that. */
    BESIDE_GRAAL
}
