// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/**
 * What code is built for.
 *
 * @param deterministic whether each NaN that an instruction computes is the positive canonical one. Spec: Appendix, Profiles
 * @param metered whether it pays for what it does, from the {@link FuelTank} that each of its instances then must have
 */
public record CodeProfile(boolean deterministic, boolean metered) {

    /** Neither. */
    public static final CodeProfile DEFAULT = new CodeProfile(false, false);

    // At each start, Java would make classes for a record's own methods.
    @Override
    public boolean equals(Object other) {
        return other instanceof CodeProfile profile && deterministic == profile.deterministic && metered == profile.metered;
    }

    @Override
    public int hashCode() {
        return (deterministic ? 1 : 0) + (metered ? 2 : 0);
    }
}
