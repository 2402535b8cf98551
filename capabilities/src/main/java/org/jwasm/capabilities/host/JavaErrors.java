// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** What the exceptions of Java's file systems mean. */
final class JavaErrors {

    /** Something that a file system of Java does. */
    @FunctionalInterface
    interface Operation<R> {
        R run() throws IOException, CapabilityException;
    }

    /** Parts of messages: of C's library, and those that the file system in memory has of its own. */
    private static final Map<String, ErrorKind> TEXTS = Map.of("Too many levels of symbolic links", ErrorKind.LOOP, "No space left", ErrorKind.NOSPC,
                    "out of disk space", ErrorKind.NOSPC, "File name too long", ErrorKind.NAMETOOLONG, "Is a directory", ErrorKind.ISDIR, "not empty",
                    ErrorKind.NOTEMPTY, "File too large", ErrorKind.FBIG, "Invalid argument", ErrorKind.INVAL, "Disk quota exceeded", ErrorKind.DQUOT);

    private JavaErrors() {
    }

    static <R> R translate(Operation<R> operation) throws CapabilityException {
        try {
            return operation.run();
        } catch (AbstractTruffleException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        } catch (OutOfMemoryError e) {
            throw new CapabilityException(ErrorKind.NOMEM, "file system: no memory");
        }
    }

    static CapabilityException failed(Exception e) {
        ErrorKind kind = kind(e);
        return new CapabilityException(kind, "file system: E" + kind);
    }

    private static ErrorKind kind(Exception e) {
        return switch (e) {
            case NoSuchFileException _ -> ErrorKind.NOENT;
            case FileAlreadyExistsException _ -> ErrorKind.EXIST;
            case DirectoryNotEmptyException _ -> ErrorKind.NOTEMPTY;
            case NotDirectoryException _ -> ErrorKind.NOTDIR;
            case NotLinkException _ -> ErrorKind.INVAL;
            case AccessDeniedException _ -> ErrorKind.ACCES;
            case FileSystemLoopException _ -> ErrorKind.LOOP;
            case ReadOnlyFileSystemException _ -> ErrorKind.ROFS;
            case UnsupportedOperationException _ -> ErrorKind.NOTSUP;
            case InvalidPathException _, IllegalArgumentException _ -> ErrorKind.INVAL;
            case ClosedChannelException _, NonReadableChannelException _, NonWritableChannelException _ -> ErrorKind.BADF;
            case IOException failure -> byText(String.valueOf(failure.getMessage()));
            default -> ErrorKind.IO;
        };
    }

    /** Java has no error numbers for these. */
    private static ErrorKind byText(String text) {
        for (Map.Entry<String, ErrorKind> entry : TEXTS.entrySet()) {
            if (text.contains(entry.getKey())) {
                return entry.getValue();
            }
        }
        return ErrorKind.IO;
    }
}
