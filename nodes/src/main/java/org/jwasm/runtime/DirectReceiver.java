// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/**
 * What stands for an instance where the callee is a Java object that is called as what it is in Java, with its numbers as they are: no message of
 * Truffle's says what it may throw, so whoever calls it catches all and takes it to {@link HostFailure}.
 */
public final class DirectReceiver extends HeapBoundary {

    private final Object function;
    private final HostCaller<Object> caller;

    public DirectReceiver(Object function, HostCaller<Object> caller) {
        this.function = function;
        this.caller = caller;
    }

    public Object function() {
        return function;
    }

    public HostCaller<Object> caller() {
        return caller;
    }
}
