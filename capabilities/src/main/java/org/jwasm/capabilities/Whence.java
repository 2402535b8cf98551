// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

/** What an offset counts from. */
public enum Whence {
    START,
    CURRENT,
    END
}
