// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Arrays;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Finds paths in a file system of Java component by component, without the file system following anything. */
final class JavaWalk {

    private static final int MAX_NAME = 255;

    /**
     * Where a path leads.
     *
     * @param attributes null if nothing is there
     * @param slash whether slashes follow the path's last component
     */
    record Place(Path path, BasicFileAttributes attributes, boolean slash) {

        boolean exists() {
            return attributes != null;
        }

        boolean isDirectory() {
            return exists() && attributes.isDirectory();
        }

        boolean isLink() {
            return exists() && attributes.isSymbolicLink();
        }

        boolean isRegular() {
            return exists() && attributes.isRegularFile();
        }
    }

    private final ArrayDeque<Path> directories = new ArrayDeque<>();
    private final ArrayDeque<String> rest = new ArrayDeque<>();
    private boolean slash;
    private int links;

    private JavaWalk(Path start) {
        directories.push(start);
    }

    /**
     * What a path names, below {@code here}.
     *
     * @param top the granted directory, from which no link may lie on the way to {@code here}
     * @throws CapabilityException PERM if it leads out, NOENT or NOTDIR if something on the way isn't there
     */
    static Place find(Path top, Path here, String path, boolean follow) throws CapabilityException, IOException {
        if (path.isEmpty()) {
            throw new CapabilityException(ErrorKind.NOENT, "the path is empty");
        }
        if (path.length() > Scratch.MAX_PATH) {
            throw new CapabilityException(ErrorKind.NAMETOOLONG, "the path is too long");
        }
        requireDirectories(top, here);
        JavaWalk walk = new JavaWalk(here);
        walk.prepend(path, true);
        return walk.run(follow);
    }

    /** The place of a name itself, which isn't followed even with slashes behind it. */
    static Place findName(Path top, Path here, RelativePath path) throws CapabilityException, IOException {
        Place parent = find(top, here, path.parent(), true);
        if (!parent.isDirectory()) {
            throw new CapabilityException(parent.exists() ? ErrorKind.NOTDIR : ErrorKind.NOENT, "not a directory");
        }
        Path child = child(parent.path(), path.name());
        return new Place(child, attributes(child), path.slash());
    }

    private static void requireDirectories(Path top, Path here) throws CapabilityException, IOException {
        Path at = top;
        for (Path name : top.relativize(here)) {
            at = name.toString().isEmpty() ? at : at.resolve(name);
            BasicFileAttributes found = attributes(at);
            if (found == null || !found.isDirectory()) {
                throw new CapabilityException(ErrorKind.NOENT, "the directory was moved or removed");
            }
        }
    }

    private void prepend(String path, boolean last) throws CapabilityException {
        if (path.startsWith("/")) {
            throw LinuxResolver.escapes();
        }
        for (String component : Arrays.asList(path.split("/+")).reversed()) {
            rest.push(component);
        }
        slash |= last && path.endsWith("/");
    }

    private Place run(boolean follow) throws CapabilityException, IOException {
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                directories.pop();
                if (directories.isEmpty()) {
                    throw LinuxResolver.escapes();
                }
                continue;
            }
            Path child = child(directories.peek(), name);
            BasicFileAttributes found = attributes(child);
            boolean last = rest.isEmpty();
            if (found != null && found.isSymbolicLink() && (!last || follow || slash)) {
                follow(child, last);
            } else if (last) {
                return new Place(child, found, slash);
            } else if (found == null || !found.isDirectory()) {
                throw new CapabilityException(found == null ? ErrorKind.NOENT : ErrorKind.NOTDIR, "something on the way is missing");
            } else {
                directories.push(child);
            }
        }
        Path directory = directories.peek();
        return new Place(directory, attributes(directory), slash);
    }

    private void follow(Path link, boolean last) throws CapabilityException, IOException {
        if (++links > LinuxResolver.MAX_LINKS) {
            throw new CapabilityException(ErrorKind.LOOP, "too many symbolic links");
        }
        prepend(contents(link), last);
    }

    /** What a link contains, with slashes between components whatever the file system has. */
    static String contents(Path link) throws CapabilityException, IOException {
        try {
            Path target = Files.readSymbolicLink(link);
            String separator = target.getFileSystem().getSeparator();
            return target.isAbsolute() ? "/" : separator.equals("/") ? target.toString() : target.toString().replace(separator, "/");
        } catch (NotLinkException e) {
            throw new CapabilityException(ErrorKind.INVAL, "not a symbolic link");
        }
    }

    /** A name of one component only, whatever this file system takes for more: separators, drives, the directory above. */
    private static Path child(Path directory, String name) throws CapabilityException {
        if (name.length() > MAX_NAME) {
            throw new CapabilityException(ErrorKind.NAMETOOLONG, "a name is too long");
        }
        Path single = directory.getFileSystem().getPath(name);
        if (single.isAbsolute() || single.getNameCount() != 1 || !single.toString().equals(name) || !single.normalize().equals(single)) {
            throw new CapabilityException(ErrorKind.NOENT, "not a name on this file system");
        }
        return directory.resolve(single);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        }
    }
}
