// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/**
 * What a {@link DirectReceiver} threw. Passed to the code of the import in place of the receiver, it comes out of there as what guests and embedders know: an
 * exception of the host's with the import in its trace.
 *
 * @param isFinal whether it comes out as it is, as from a {@link HostFunction}, which throws nothing but what ends the guest
 */
public record HostFailure(Throwable thrown, boolean isFinal) {
}
