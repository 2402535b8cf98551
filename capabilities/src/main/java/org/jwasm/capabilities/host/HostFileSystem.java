// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Finds the way to open directories that this host confines safely. */
public final class HostFileSystem {

    private HostFileSystem() {
    }

    /** @throws CapabilityException NOTSUP where no safe way exists */
    public static HostDirectory open(Path path) throws CapabilityException {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            return JavaDirectory.open(path);
        }
        return LinuxSystem.isSupported() ? LinuxDirectory.open(path.toAbsolutePath().toString()) : openPortably(path);
    }

    /** The way where there are no system calls that we know: by handles of Java, if it has those. */
    static HostDirectory openPortably(Path path) throws CapabilityException {
        return JavaErrors.translate(() -> {
            DirectoryStream<Path> stream = Files.newDirectoryStream(path);
            if (stream instanceof SecureDirectoryStream<Path> secure) {
                return new StreamDirectory(secure, path.toRealPath());
            }
            stream.close();
            throw new CapabilityException(ErrorKind.NOTSUP, "directories can't be confined safely on " + System.getProperty("os.name")
                            + " " + System.getProperty("os.arch"));
        });
    }
}
