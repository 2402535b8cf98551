// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** What the exceptions of Java's file systems mean. */
final class JavaErrors {

    /** Something that a file system of Java does. */
    @FunctionalInterface
    interface Operation<R> {
        R run() throws IOException, CapabilityException;
    }

    private JavaErrors() {
    }

    static <R> R translate(Operation<R> operation) throws CapabilityException {
        try {
            return operation.run();
        } catch (IOException | UnsupportedOperationException | ClosedFileSystemException | SecurityException
                        | NonReadableChannelException | NonWritableChannelException | IllegalArgumentException e) {
            throw failed(e);
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
        return text.contains("Too many levels of symbolic links") ? ErrorKind.LOOP : text.contains("No space left") ? ErrorKind.NOSPC
                        : text.contains("File name too long") ? ErrorKind.NAMETOOLONG : text.contains("Is a directory") ? ErrorKind.ISDIR
                                        : text.contains("not empty") ? ErrorKind.NOTEMPTY : ErrorKind.IO;
    }
}
