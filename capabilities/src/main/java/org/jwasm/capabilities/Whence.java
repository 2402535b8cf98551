package org.jwasm.capabilities;

/** What an offset counts from. */
public enum Whence {
    START,
    CURRENT,
    END
}
