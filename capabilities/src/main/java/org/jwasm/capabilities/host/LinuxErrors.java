// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.util.Map;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Error numbers of Linux. */
final class LinuxErrors {

    private static final Map<Integer, ErrorKind> KINDS = Map.ofEntries(
                    Map.entry(1, ErrorKind.PERM), Map.entry(2, ErrorKind.NOENT), Map.entry(4, ErrorKind.INTR), Map.entry(5, ErrorKind.IO),
                    Map.entry(6, ErrorKind.NXIO), Map.entry(9, ErrorKind.BADF), Map.entry(11, ErrorKind.AGAIN),
                    Map.entry(12, ErrorKind.NOMEM), Map.entry(13, ErrorKind.ACCES), Map.entry(16, ErrorKind.BUSY),
                    Map.entry(17, ErrorKind.EXIST), Map.entry(18, ErrorKind.XDEV), Map.entry(19, ErrorKind.NODEV),
                    Map.entry(20, ErrorKind.NOTDIR), Map.entry(21, ErrorKind.ISDIR), Map.entry(22, ErrorKind.INVAL),
                    Map.entry(23, ErrorKind.NFILE), Map.entry(24, ErrorKind.MFILE), Map.entry(26, ErrorKind.TXTBSY),
                    Map.entry(27, ErrorKind.FBIG), Map.entry(28, ErrorKind.NOSPC), Map.entry(29, ErrorKind.SPIPE),
                    Map.entry(30, ErrorKind.ROFS), Map.entry(31, ErrorKind.MLINK), Map.entry(32, ErrorKind.PIPE),
                    Map.entry(36, ErrorKind.NAMETOOLONG), Map.entry(38, ErrorKind.NOSYS), Map.entry(39, ErrorKind.NOTEMPTY),
                    Map.entry(40, ErrorKind.LOOP), Map.entry(75, ErrorKind.OVERFLOW), Map.entry(84, ErrorKind.ILSEQ),
                    Map.entry(95, ErrorKind.NOTSUP), Map.entry(122, ErrorKind.DQUOT));

    private LinuxErrors() {
    }

    static ErrorKind kind(int number) {
        return KINDS.getOrDefault(number, ErrorKind.IO);
    }

    /** Passes a result on, or throws the error that a negative one is. */
    static long check(long result, String operation) throws CapabilityException {
        if (result < 0) {
            ErrorKind kind = kind((int) -result);
            throw new CapabilityException(kind, operation + " failed: E" + kind);
        }
        return result;
    }
}
