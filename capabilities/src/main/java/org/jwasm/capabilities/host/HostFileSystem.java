package org.jwasm.capabilities.host;

import java.nio.file.FileSystems;
import java.nio.file.Path;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Finds the way to open directories that this host confines safely. */
public final class HostFileSystem {

    private HostFileSystem() {
    }

    /** @throws CapabilityException NOTSUP where no safe way exists */
    public static HostDirectory open(Path path) throws CapabilityException {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new CapabilityException(ErrorKind.NOTSUP, "only directories of the host's own file system can be granted");
        }
        if (!LinuxSystem.isSupported()) {
            throw new CapabilityException(ErrorKind.NOTSUP, "directories can't be confined safely on " + System.getProperty("os.name")
                            + " " + System.getProperty("os.arch"));
        }
        return LinuxDirectory.open(path.toAbsolutePath().toString());
    }
}
