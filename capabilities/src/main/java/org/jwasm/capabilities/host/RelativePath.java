// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/**
 * A path split before its last component, for operations that act on a name in a directory.
 *
 * @param parent the path of that directory, {@code .} for the starting one
 * @param name the last component, without slashes
 * @param slash whether slashes follow it, which says that it must be a directory
 */
record RelativePath(String parent, String name, boolean slash) {

    /** @throws CapabilityException NOENT for an empty path, PERM for an absolute one */
    static RelativePath of(String path) throws CapabilityException {
        if (path.isEmpty()) {
            throw new CapabilityException(ErrorKind.NOENT, "the path is empty");
        }
        if (path.startsWith("/")) {
            throw LinuxResolver.escapes();
        }
        int end = path.length();
        while (path.charAt(end - 1) == '/') {
            end--;
        }
        int start = path.lastIndexOf('/', end - 1) + 1;
        return new RelativePath(start == 0 ? "." : path.substring(0, start), path.substring(start, end), end < path.length());
    }

    /** Whether the last component is {@code .} or {@code ..}, which is no name to make or remove. */
    boolean isDots() {
        return name.equals(".") || name.equals("..");
    }

    /** The name as the kernel is to see it: what follows it tells that only a directory will do. */
    String nameWithSlash() {
        return slash ? name + "/" : name;
    }

    /** How many levels the path is below its start, without regard to links; negative if it leaves it on the way. */
    static int depth(String path, int start) {
        int depth = start;
        for (String component : path.split("/")) {
            if (component.equals("..")) {
                depth--;
            } else if (!component.isEmpty() && !component.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return -1;
            }
        }
        return depth;
    }

    static boolean hasDotDot(String path) {
        return ("/" + path + "/").contains("/../");
    }
}
