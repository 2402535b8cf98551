package org.jwasm.nanoprocess;

/** Where a nano-process is in its life. */
public enum State {
    /** Its module is instantiated; nothing was called yet, save its start function. */
    NEW,
    /** It can be called. */
    RUNNING,
    /** Its code doesn't go on until {@link NanoProcess#resume()}. */
    PAUSED,
    /** It's over for good; {@link NanoProcess#death()} tells why. */
    DEAD
}
