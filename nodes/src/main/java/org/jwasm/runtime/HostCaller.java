// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** Calls a Java object with numbers. */
@FunctionalInterface
public interface HostCaller<T> {

    /** @param numbers the arguments, then the results, see {@link Arguments} */
    void call(T function, long[] numbers);
}
