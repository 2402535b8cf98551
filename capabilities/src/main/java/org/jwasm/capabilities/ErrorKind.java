package org.jwasm.capabilities;

/** Why an operation on a capability failed; the names are those of POSIX's error numbers, but for the last. */
public enum ErrorKind {
    ACCES,
    AGAIN,
    BADF,
    BUSY,
    DQUOT,
    EXIST,
    FBIG,
    ILSEQ,
    INTR,
    INVAL,
    IO,
    ISDIR,
    LOOP,
    MFILE,
    MLINK,
    NAMETOOLONG,
    NFILE,
    NODEV,
    NOENT,
    NOMEM,
    NOSPC,
    NOSYS,
    /** The capability lacks the right. */
    NOTCAPABLE,
    NOTDIR,
    NOTEMPTY,
    NOTSUP,
    NXIO,
    OVERFLOW,
    /** Not permitted: also what a path that leads out of its directory gets. */
    PERM,
    PIPE,
    ROFS,
    SPIPE,
    TXTBSY,
    XDEV,
    /** The capability, or one that it was derived from, was revoked. */
    REVOKED
}
