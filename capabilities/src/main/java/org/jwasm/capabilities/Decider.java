// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Objects;

/**
 * Is asked before each operation of the capabilities that it was put in front of by {@link Capability#askedBy}, and of all that is
 * derived from them or opened through them: somebody at a terminal, a policy, or one who only takes notes.
 *
 * <pre>{@code
 * DirectoryCapability asked = directory.askedBy(request -> {
 *     System.err.println(request.capability().holder() + ": " + request.operation() + " " + request.target());
 *     return request.right() != Right.REMOVE;
 * });
 * }</pre>
 *
 * <p>It is asked on the thread of the one who waits for the operation, after the rights and before the caveats. What it refuses is a
 * denial like any other.
 */
@FunctionalInterface
public interface Decider {

    /** Whether this may be done, now. */
    boolean allows(Request request);

    /**
     * Something that is about to be done.
     *
     * @param right that it needs
     * @param operation as the audit log names it
     * @param argument such as a path or a host and port, or empty
     * @param importName the import through which a guest acts, or empty
     */
    record Request(Capability capability, Right right, String operation, String argument, String importName) {

        static Request of(Capability capability, Right right, String operation, Object argument) {
            return new Request(capability, right, operation, Objects.toString(argument, ""), Objects.requireNonNullElse(ImportScope.current(), ""));
        }

        /** What it is done to: the path from where the capability's scope starts, the host, or the scope itself. */
        public String target() {
            if (argument.isEmpty()) {
                return capability.scope();
            }
            return capability instanceof DirectoryCapability ? capability.scope() + "/" + argument : argument;
        }
    }

    /** Asks both, unless the first refuses. */
    default Decider and(Decider other) {
        return request -> allows(request) && other.allows(request);
    }
}
