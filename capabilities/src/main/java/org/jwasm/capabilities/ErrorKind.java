// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

/** Why an operation on a capability failed; the names are those of POSIX's error numbers, but for the last three. */
public enum ErrorKind {
    ACCES,
    AGAIN,
    BADF,
    BUSY,
    DQUOT,
    EXIST,
    /** A range outside of a memory. */
    FAULT,
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
    ADDRINUSE,
    ADDRNOTAVAIL,
    AFNOSUPPORT,
    CONNABORTED,
    CONNREFUSED,
    CONNRESET,
    HOSTUNREACH,
    MSGSIZE,
    NETUNREACH,
    NOTCONN,
    TIMEDOUT,
    /** The capability, or one that it was derived from, was revoked. */
    REVOKED,
    /** The time of a caveat is over. */
    EXPIRED,
    /** The uses or bytes of a caveat are spent. */
    EXHAUSTED
}
