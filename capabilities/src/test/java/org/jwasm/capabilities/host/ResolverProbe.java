// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.nio.file.Path;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileStatus;

/** Opens a path below a directory in one of the two ways and tells what came of it. */
public final class ResolverProbe {

    private ResolverProbe() {
    }

    public static String outcome(Path root, String path, String mode, boolean byKernel) {
        int flags = switch (mode) {
            case "read" -> 0;
            case "nofollow" -> LinuxSystem.O_NOFOLLOW;
            case "directory" -> LinuxSystem.O_DIRECTORY;
            case "write" -> LinuxSystem.O_RDWR;
            case "create" -> LinuxSystem.O_WRONLY | LinuxSystem.O_CREAT | LinuxSystem.O_EXCL;
            default -> throw new IllegalArgumentException(mode);
        };
        try (Scratch scratch = Scratch.take()) {
            long opened = LinuxErrors.check(LinuxSystem.call(LinuxSystem.Call.OPENAT, LinuxSystem.AT_FDCWD,
                            scratch.path(root.toString()), LinuxSystem.O_PATH), "open");
            int directory = (int) opened;
            try {
                int result = byKernel ? LinuxResolver.openByKernel(directory, path, flags, 0600, LinuxResolver.CONFINED)
                                : LinuxResolver.openByWalk(directory, path, flags, 0600, true);
                FileStatus status = LinuxStatus.of(result);
                LinuxNode.close(result);
                if (mode.equals("create")) {
                    unlink(directory, path);
                }
                return status.type() + " " + status.size() + (mode.equals("create") ? "" : " " + status.inode());
            } finally {
                LinuxNode.close(directory);
            }
        } catch (CapabilityException e) {
            return e.kind().toString();
        }
    }

    private static void unlink(int directory, String path) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            LinuxErrors.check(LinuxSystem.call(LinuxSystem.Call.UNLINKAT, directory, scratch.path(path), 0), "unlink");
        }
    }
}
