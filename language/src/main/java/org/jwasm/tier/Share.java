// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

/** Which functions the compiled tier takes. */
public enum Share {
    /** All that it can. */
    ALL,
    /** All but functions of which trees would do instructions, as Graal, which is there too, compiles these far better. */
    MOST,
    /** What it makes faster than Graal does, which is there too, and what is too large for that. */
    BESIDE_GRAAL
}
