// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryEntry;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.OpenFlag;

/**
 * A directory of the host by {@link SecureDirectoryStream}, a handle of Java: one component at a time, no symbolic link followed,
 * as the handles can't read links. What they can't do at all, to make links, is refused.
 */
final class StreamDirectory implements HostDirectory {

    private static final Path SELF = Path.of(".");

    private final SecureDirectoryStream<Path> stream;
    private final Path granted;
    private final Openings openings;
    private final JavaListing listing = new JavaListing();
    private final AtomicInteger owners = new AtomicInteger(1);

    /** @param granted the path of the directory that the embedder granted */
    StreamDirectory(SecureDirectoryStream<Path> stream, Path granted) {
        this(stream, granted, new Openings());
    }

    private StreamDirectory(SecureDirectoryStream<Path> stream, Path granted, Openings openings) {
        this.stream = stream;
        this.granted = granted;
        this.openings = openings;
    }

    /** Something to do in a directory with a name there; with {@code .} for the directory itself. */
    @FunctionalInterface
    private interface Operation<R> {
        R run(SecureDirectoryStream<Path> directory, Path name) throws IOException, CapabilityException;
    }

    private <R> R at(String path, Operation<R> operation) throws CapabilityException {
        if (path.isEmpty()) {
            throw new CapabilityException(ErrorKind.NOENT, "the path is empty");
        }
        if (path.startsWith("/")) {
            throw LinuxResolver.escapes();
        }
        Scratch.requirePath(path);
        return JavaErrors.translate(() -> {
            try (Trail<SecureDirectoryStream<Path>> trail = new Trail<>(stream, StreamDirectory::closeHandle)) {
                Path last = walk(path, trail);
                return operation.run(trail.current(), last);
            }
        });
    }

    private static void closeHandle(SecureDirectoryStream<Path> handle) {
        try {
            handle.close();
        } catch (IOException e) {
            // Nothing was written through it that could be lost.
        }
    }

    /** Opens all that comes before the last component, and returns that, {@code .} if it goes up or stays. */
    private Path walk(String path, Trail<SecureDirectoryStream<Path>> trail) throws IOException, CapabilityException {
        String[] components = path.split("/+");
        for (int i = 0; i < components.length; i++) {
            String name = components[i];
            if (name.equals("..")) {
                trail.leave();
            } else if (!name.equals(".")) {
                if (i == components.length - 1) {
                    return name(name);
                }
                trail.enter(enter(trail.current(), name(name)));
            }
        }
        return SELF;
    }

    private Path name(String name) throws CapabilityException {
        Path single = granted.getFileSystem().getPath(name);
        if (single.isAbsolute() || single.getNameCount() != 1) {
            throw new CapabilityException(ErrorKind.NOENT, "not a name on this file system");
        }
        return single;
    }

    private SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> directory, Path name) throws IOException, CapabilityException {
        BasicFileAttributes found = attributes(directory, name);
        if (found == null || !found.isDirectory()) {
            throw new CapabilityException(found == null ? ErrorKind.NOENT : found.isSymbolicLink() ? ErrorKind.LOOP : ErrorKind.NOTDIR,
                            found != null && found.isSymbolicLink() ? "symbolic links aren't followed on this system" : "not a directory");
        }
        return openings.directory(directory, name);
    }

    private static BasicFileAttributeView view(SecureDirectoryStream<Path> directory, Path name) {
        return directory.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        try {
            return view(directory, name).readAttributes();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static boolean isSelf(Path name) {
        return name.toString().equals(".");
    }

    /** @throws CapabilityException NOENT, LOOP for a link that would have to be followed, NOTDIR for a file with a slash */
    private static BasicFileAttributes existing(SecureDirectoryStream<Path> directory, Path name, String path, boolean follow)
                    throws IOException, CapabilityException {
        BasicFileAttributes found = attributes(directory, name);
        boolean slash = path.endsWith("/");
        if (found == null) {
            throw new CapabilityException(ErrorKind.NOENT, "there is no such file");
        }
        if (found.isSymbolicLink() && (follow || slash)) {
            throw new CapabilityException(ErrorKind.LOOP, "symbolic links aren't followed on this system");
        }
        if (slash && !found.isDirectory()) {
            throw new CapabilityException(ErrorKind.NOTDIR, "not a directory");
        }
        return found;
    }

    @Override
    public HostNode open(String path, int flagBits) throws CapabilityException {
        Set<OpenFlag> flags = OpenFlag.ofMask(flagBits);
        return at(path, (directory, name) -> {
            BasicFileAttributes found = attributes(directory, name);
            boolean creates = flags.contains(OpenFlag.CREATE);
            if (found == null && !creates) {
                throw new CapabilityException(ErrorKind.NOENT, "there is no such file");
            }
            if (found != null && creates && flags.contains(OpenFlag.EXCLUSIVE)) {
                throw new CapabilityException(ErrorKind.EXIST, "it exists");
            }
            if (found == null ? path.endsWith("/") : found.isDirectory() && (creates || flags.contains(OpenFlag.WRITE))) {
                throw new CapabilityException(ErrorKind.ISDIR, "a directory");
            }
            if (found != null) {
                existing(directory, name, path, true);
                if (found.isDirectory()) {
                    return new StreamDirectory(openings.directory(directory, name), granted, openings);
                }
                if (flags.contains(OpenFlag.DIRECTORY) || found.isOther()) {
                    // Opening a FIFO would wait for its other end.
                    throw new CapabilityException(found.isOther() ? ErrorKind.NOTSUP : ErrorKind.NOTDIR, "not a directory or file");
                }
            }
            SeekableByteChannel channel = openings.file(directory, name, options(flags, found == null));
            try {
                // The view of the file's times and type goes by its directory, which must stay open.
                SecureDirectoryStream<Path> parent = (SecureDirectoryStream<Path>) directory.newDirectoryStream(SELF, LinkOption.NOFOLLOW_LINKS);
                return new ChannelFile(channel, view(parent, name), path, flags, parent, ChannelFile.Room.UNLIMITED);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        });
    }

    private static Set<OpenOption> options(Set<OpenFlag> flags, boolean isNew) {
        Set<OpenOption> options = new HashSet<>(Set.of(LinkOption.NOFOLLOW_LINKS));
        boolean writes = flags.contains(OpenFlag.WRITE) || flags.contains(OpenFlag.TRUNCATE) || isNew;
        if (writes) {
            options.add(StandardOpenOption.WRITE);
        }
        if (flags.contains(OpenFlag.READ) || !writes) {
            options.add(StandardOpenOption.READ);
        }
        if (isNew) {
            options.add(StandardOpenOption.CREATE_NEW);
        } else if (flags.contains(OpenFlag.TRUNCATE)) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        if (flags.contains(OpenFlag.SYNC)) {
            options.add(StandardOpenOption.SYNC);
        } else if (flags.contains(OpenFlag.DSYNC)) {
            options.add(StandardOpenOption.DSYNC);
        }
        return options;
    }

    @Override
    public FileStatus status() throws CapabilityException {
        return status(".", true);
    }

    @Override
    public FileStatus status(String path, boolean follow) throws CapabilityException {
        return at(path, (directory, name) -> {
            BasicFileAttributes found = existing(directory, name, path, follow);
            return JavaStatus.of(found, path, found.size());
        });
    }

    @Override
    public void setTimes(FileTimes times) throws CapabilityException {
        setTimes(".", true, times);
    }

    @Override
    public void setTimes(String path, boolean follow, FileTimes times) throws CapabilityException {
        at(path, (directory, name) -> {
            existing(directory, name, path, follow);
            JavaStatus.setTimes(view(directory, name), times);
            return null;
        });
    }

    /** The handles can't make a directory, but move one in that was made elsewhere: next to what the embedder granted, by a random name. */
    @Override
    public void createDirectory(String path) throws CapabilityException {
        at(path, (directory, name) -> {
            if (isSelf(name) || attributes(directory, name) != null) {
                throw new CapabilityException(ErrorKind.EXIST, "it exists");
            }
            Path made = Files.createDirectory(granted.resolve(".new-" + UUID.randomUUID()));
            try {
                directory.move(made, directory, name);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(made);
                throw e;
            }
            return null;
        });
    }

    @Override
    public void removeDirectory(String path) throws CapabilityException {
        at(path, (directory, name) -> {
            if (isSelf(name)) {
                throw new CapabilityException(ErrorKind.INVAL, "the path names no entry");
            }
            if (!existing(directory, name, RelativePath.of(path).name(), false).isDirectory()) {
                throw new CapabilityException(ErrorKind.NOTDIR, "not a directory");
            }
            directory.deleteDirectory(name);
            return null;
        });
    }

    @Override
    public void removeFile(String path) throws CapabilityException {
        at(path, (directory, name) -> {
            if (isSelf(name)) {
                throw new CapabilityException(ErrorKind.ISDIR, "a directory");
            }
            BasicFileAttributes found = existing(directory, name, RelativePath.of(path).name(), false);
            if (found.isDirectory() || path.endsWith("/")) {
                throw new CapabilityException(found.isDirectory() ? ErrorKind.ISDIR : ErrorKind.NOTDIR, "not a file");
            }
            directory.deleteFile(name);
            return null;
        });
    }

    @Override
    public void rename(String path, HostDirectory target, String targetPath) throws CapabilityException {
        if (!(target instanceof StreamDirectory other)) {
            throw new CapabilityException(ErrorKind.XDEV, "the target is on another file system");
        }
        at(path, (from, name) -> other.at(targetPath, (to, newName) -> {
            if (isSelf(name) || isSelf(newName)) {
                throw new CapabilityException(ErrorKind.BUSY, "the path names no entry");
            }
            boolean directory = existing(from, name, RelativePath.of(path).name(), false).isDirectory();
            if (!directory && (path.endsWith("/") || targetPath.endsWith("/"))) {
                throw new CapabilityException(ErrorKind.NOTDIR, "not a directory");
            }
            BasicFileAttributes replaced = attributes(to, newName);
            if (replaced != null && replaced.isDirectory() != directory) {
                throw new CapabilityException(directory ? ErrorKind.NOTDIR : ErrorKind.ISDIR, "of another type");
            }
            from.move(name, to, newName);
            return null;
        }));
    }

    @Override
    public void link(String path, HostDirectory target, String targetPath) throws CapabilityException {
        throw refused("hard links");
    }

    @Override
    public void createLink(String contents, String path) throws CapabilityException {
        throw refused("symbolic links");
    }

    @Override
    public String readLink(String path) throws CapabilityException {
        return at(path, (directory, name) -> {
            if (!existing(directory, name, path, false).isSymbolicLink()) {
                throw new CapabilityException(ErrorKind.INVAL, "not a symbolic link");
            }
            throw refused("symbolic links");
        });
    }

    private static CapabilityException refused(String what) {
        return new CapabilityException(ErrorKind.NOTSUP, what + " can't be handled safely on " + System.getProperty("os.name"));
    }

    @Override
    public List<DirectoryEntry> list(long cookie) throws CapabilityException {
        return at(".", (directory, name) -> {
            BasicFileAttributes self = existing(directory, name, ".", true);
            return listing.from(cookie, JavaStatus.inode(self, "."), names -> {
                // A stream lists only once.
                try (SecureDirectoryStream<Path> fresh = (SecureDirectoryStream<Path>) directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    for (Path entry : fresh) {
                        BasicFileAttributes found = attributes(directory, entry.getFileName());
                        if (found != null) {
                            names.put(entry.getFileName().toString(), found);
                        }
                    }
                }
            });
        });
    }

    @Override
    public void sync(boolean dataOnly) {
        // The handles can't.
    }

    @Override
    public void share() {
        owners.incrementAndGet();
    }

    @Override
    public void close() {
        if (owners.decrementAndGet() == 0) {
            try {
                stream.close();
            } catch (IOException e) {
                // Nobody is left who could be told.
            }
        }
    }
}
