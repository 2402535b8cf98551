package org.jwasm.wasi;

/** Thrown by {@code proc_exit}: the guest wants to end with an exit code. Not an error, so without a stack trace. */
public final class ProcExit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    public ProcExit(int code) {
        super("exit " + code, null, false, false);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
