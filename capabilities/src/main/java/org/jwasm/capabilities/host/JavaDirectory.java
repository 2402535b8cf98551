// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryEntry;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.OpenFlag;

/**
 * A directory of a file system of Java that lives in this process: in memory, or an archive. It has no handles, only names, so all
 * guests' operations on one file system take turns: between the look at a path and its use no guest changes it. Symbolic links
 * are followed here, component by component, never by the file system.
 */
final class JavaDirectory implements HostDirectory {

    /** One for each file system, for as long as that is used. */
    private static final Map<FileSystem, Object> LOCKS = Collections.synchronizedMap(new WeakHashMap<>());

    private static final String ARCHIVE = "jar";
    /** So large can files become without being written. */
    private static final long MAX_SIZE = Integer.MAX_VALUE;

    private final Path top;
    private final Path here;
    private final Object lock;
    private final JavaListing listing = new JavaListing();
    private final AtomicInteger owners = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    private JavaDirectory(Path top, Path here) {
        this.top = top;
        this.here = here;
        this.lock = LOCKS.computeIfAbsent(here.getFileSystem(), _ -> new Object());
    }

    /** Opens a directory that the embedder names. */
    static JavaDirectory open(Path path) throws CapabilityException {
        return JavaErrors.translate(() -> {
            Path real = path.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new CapabilityException(ErrorKind.NOTDIR, "not a directory");
            }
            return new JavaDirectory(real, real);
        });
    }

    private <R> R inTurn(JavaErrors.Operation<R> operation) throws CapabilityException {
        synchronized (lock) {
            if (closed.get()) {
                throw new CapabilityException(ErrorKind.BADF, "the directory is closed");
            }
            return JavaErrors.translate(operation);
        }
    }

    private JavaWalk.Place find(String path, boolean follow) throws CapabilityException, IOException {
        return JavaWalk.find(top, here, path, follow);
    }

    private JavaWalk.Place existing(String path, boolean follow) throws CapabilityException, IOException {
        JavaWalk.Place place = find(path, follow);
        if (!place.exists()) {
            throw new CapabilityException(ErrorKind.NOENT, "there is no such file");
        }
        if (place.slash() && !place.isDirectory()) {
            throw new CapabilityException(ErrorKind.NOTDIR, "not a directory");
        }
        return place;
    }

    private static void denyDots(RelativePath path, ErrorKind kind) throws CapabilityException {
        if (path.isDots()) {
            throw new CapabilityException(kind, "the path ends with " + path.name());
        }
    }

    @Override
    public HostNode open(String path, int flagBits) throws CapabilityException {
        Set<OpenFlag> flags = OpenFlag.ofMask(flagBits);
        return inTurn(() -> {
            boolean creates = flags.contains(OpenFlag.CREATE);
            boolean exclusive = creates && flags.contains(OpenFlag.EXCLUSIVE);
            JavaWalk.Place place = find(path, !flags.contains(OpenFlag.NOFOLLOW) && !exclusive);
            checkOpen(place, flags, creates, exclusive);
            if (place.isDirectory()) {
                return new JavaDirectory(top, place.path());
            }
            SeekableByteChannel channel = channel(place.path(), flags, place.exists());
            BasicFileAttributeView view = Files.getFileAttributeView(place.path(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            return new ChannelFile(channel, view, place.path().toString(), flags, channel, room(Files.getFileStore(top)));
        });
    }

    /** A gap of zeros takes memory here, or time when an archive is written. */
    private static ChannelFile.Room room(FileStore store) {
        return (size, wanted) -> {
            if (wanted > size && wanted > MAX_SIZE) {
                throw new CapabilityException(ErrorKind.FBIG, "too large");
            }
            if (wanted - size > store.getUsableSpace()) {
                throw new CapabilityException(ErrorKind.NOSPC, "the file system is full");
            }
        };
    }

    /** The order of these is the kernel's. */
    private static void checkOpen(JavaWalk.Place place, Set<OpenFlag> flags, boolean creates, boolean exclusive) throws CapabilityException {
        boolean writes = flags.contains(OpenFlag.WRITE) || flags.contains(OpenFlag.TRUNCATE);
        boolean wantsDirectory = flags.contains(OpenFlag.DIRECTORY) || place.slash();
        ErrorKind problem = null;
        if (!place.exists()) {
            problem = !creates ? ErrorKind.NOENT : place.slash() ? ErrorKind.ISDIR : null;
        } else if (exclusive) {
            problem = ErrorKind.EXIST;
        } else if (place.isLink()) {
            problem = wantsDirectory ? ErrorKind.NOTDIR : ErrorKind.LOOP;
        } else if (place.isDirectory()) {
            problem = writes || creates ? ErrorKind.ISDIR : null;
        } else if (wantsDirectory) {
            problem = place.slash() && creates ? ErrorKind.ISDIR : ErrorKind.NOTDIR;
        } else if (!place.isRegular()) {
            problem = ErrorKind.NOTSUP;
        }
        if (problem != null) {
            throw new CapabilityException(problem, "open failed: E" + problem);
        }
    }

    private static SeekableByteChannel channel(Path path, Set<OpenFlag> flags, boolean exists) throws IOException {
        boolean writes = flags.contains(OpenFlag.WRITE) || flags.contains(OpenFlag.TRUNCATE) || !exists;
        Set<OpenOption> options = new HashSet<>();
        if (!path.getFileSystem().provider().getScheme().equals(ARCHIVE)) {
            // Archives have no links, and refuse to be told so.
            options.add(LinkOption.NOFOLLOW_LINKS);
        }
        if (!writes) {
            options.add(StandardOpenOption.READ);
            return Files.newByteChannel(path, options);
        }
        options.add(StandardOpenOption.WRITE);
        if (flags.contains(OpenFlag.READ)) {
            options.add(StandardOpenOption.READ);
        }
        if (!exists) {
            options.add(StandardOpenOption.CREATE_NEW);
        } else if (flags.contains(OpenFlag.TRUNCATE)) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        // The other kind of channel can't do both, or no random access, in archives.
        return FileChannel.open(path, options);
    }

    private static FileStatus status(JavaWalk.Place place) {
        return JavaStatus.of(place.attributes(), place.path().toString(), place.attributes().size());
    }

    @Override
    public FileStatus status() throws CapabilityException {
        return inTurn(() -> status(existing(".", true)));
    }

    @Override
    public FileStatus status(String path, boolean follow) throws CapabilityException {
        return inTurn(() -> status(existing(path, follow)));
    }

    @Override
    public void setTimes(FileTimes times) throws CapabilityException {
        setTimes(".", true, times);
    }

    @Override
    public void setTimes(String path, boolean follow, FileTimes times) throws CapabilityException {
        inTurn(() -> {
            Path found = existing(path, follow).path();
            JavaStatus.setTimes(Files.getFileAttributeView(found, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS), times);
            return null;
        });
    }

    /** The place of a name that must be free. */
    private JavaWalk.Place free(String path, boolean forDirectory) throws CapabilityException, IOException {
        RelativePath split = RelativePath.of(path);
        denyDots(split, ErrorKind.EXIST);
        JavaWalk.Place place = JavaWalk.findName(top, here, split);
        if (place.exists()) {
            throw new CapabilityException(ErrorKind.EXIST, "it exists");
        }
        if (split.slash() && !forDirectory) {
            throw new CapabilityException(ErrorKind.NOENT, "only a directory's name has a slash behind it");
        }
        return place;
    }

    @Override
    public void createDirectory(String path) throws CapabilityException {
        inTurn(() -> Files.createDirectory(free(path, true).path()));
    }

    /** The place of a name that is to be acted on itself. */
    private JavaWalk.Place named(RelativePath split) throws CapabilityException, IOException {
        JavaWalk.Place place = JavaWalk.findName(top, here, split);
        if (!place.exists()) {
            throw new CapabilityException(ErrorKind.NOENT, "there is no such file");
        }
        return place;
    }

    @Override
    public void removeDirectory(String path) throws CapabilityException {
        inTurn(() -> {
            RelativePath split = RelativePath.of(path);
            denyDots(split, split.name().equals(".") ? ErrorKind.INVAL : ErrorKind.NOTEMPTY);
            JavaWalk.Place place = named(split);
            if (!place.isDirectory()) {
                throw new CapabilityException(ErrorKind.NOTDIR, "not a directory");
            }
            Files.delete(place.path());
            return null;
        });
    }

    @Override
    public void removeFile(String path) throws CapabilityException {
        inTurn(() -> {
            RelativePath split = RelativePath.of(path);
            denyDots(split, ErrorKind.ISDIR);
            JavaWalk.Place place = named(split);
            if (place.isDirectory() || split.slash()) {
                throw new CapabilityException(place.isDirectory() ? ErrorKind.ISDIR : ErrorKind.NOTDIR, "not a file");
            }
            Files.delete(place.path());
            return null;
        });
    }

    private JavaDirectory sameSystem(HostDirectory target) throws CapabilityException {
        if (target instanceof JavaDirectory other && other.lock == lock) {
            return other;
        }
        throw new CapabilityException(ErrorKind.XDEV, "the target is on another file system");
    }

    @Override
    public void rename(String path, HostDirectory target, String targetPath) throws CapabilityException {
        RelativePath from = RelativePath.of(path);
        RelativePath to = RelativePath.of(targetPath);
        denyDots(from, ErrorKind.BUSY);
        denyDots(to, ErrorKind.BUSY);
        JavaDirectory other = sameSystem(target);
        inTurn(() -> {
            JavaWalk.Place source = named(from);
            JavaWalk.Place place = JavaWalk.findName(other.top, other.here, to);
            ErrorKind problem = problem(source, place, from.slash(), to.slash());
            if (problem != null) {
                throw new CapabilityException(problem, "rename failed: E" + problem);
            }
            if (!source.path().equals(place.path())) {
                Files.move(source.path(), place.path(), StandardCopyOption.REPLACE_EXISTING);
            }
            return null;
        });
    }

    private static ErrorKind problem(JavaWalk.Place source, JavaWalk.Place target, boolean sourceSlash, boolean targetSlash) {
        boolean directory = source.isDirectory();
        if (!directory && (sourceSlash || targetSlash)) {
            return ErrorKind.NOTDIR;
        }
        if (directory && target.path().startsWith(source.path()) && !target.path().equals(source.path())) {
            return ErrorKind.INVAL;
        }
        return !target.exists() || target.isDirectory() == directory ? null : directory ? ErrorKind.NOTDIR : ErrorKind.ISDIR;
    }

    @Override
    public void link(String path, HostDirectory target, String targetPath) throws CapabilityException {
        RelativePath from = RelativePath.of(path);
        JavaDirectory other = sameSystem(target);
        inTurn(() -> {
            JavaWalk.Place source = from.isDots() || from.slash() ? existing(path, true) : named(from);
            JavaWalk.Place place = other.free(targetPath, false);
            if (source.isDirectory()) {
                throw new CapabilityException(ErrorKind.PERM, "a directory has only one name");
            }
            // Some file systems follow a link here, wherever it leads.
            if (!source.isRegular()) {
                throw new CapabilityException(ErrorKind.NOTSUP, "only a file can get a further name");
            }
            return Files.createLink(place.path(), source.path());
        });
    }

    @Override
    public void createLink(String contents, String path) throws CapabilityException {
        inTurn(() -> {
            JavaWalk.Place place = free(path, false);
            if (contents.startsWith("/") || RelativePath.depth(contents, here.relativize(place.path()).getNameCount() - 1) < 0) {
                throw LinuxResolver.escapes();
            }
            return Files.createSymbolicLink(place.path(), here.getFileSystem().getPath(contents));
        });
    }

    @Override
    public String readLink(String path) throws CapabilityException {
        return inTurn(() -> {
            JavaWalk.Place place = existing(path, false);
            if (!place.isLink()) {
                throw new CapabilityException(ErrorKind.INVAL, "not a symbolic link");
            }
            String contents = JavaWalk.contents(place.path());
            if (contents.startsWith("/")) {
                throw LinuxResolver.escapes();
            }
            return contents;
        });
    }

    @Override
    public List<DirectoryEntry> list(long cookie) throws CapabilityException {
        return inTurn(() -> {
            JavaWalk.Place self = existing(".", true);
            return listing.from(cookie, JavaStatus.inode(self.attributes(), self.path().toString()), names -> {
                try (DirectoryStream<Path> stream = Files.newDirectoryStream(self.path())) {
                    for (Path entry : stream) {
                        BasicFileAttributes attributes = attributesOf(entry);
                        if (attributes != null) {
                            names.put(name(entry), attributes);
                        }
                    }
                }
            });
        });
    }

    private static BasicFileAttributes attributesOf(Path entry) throws IOException {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Archives show directories with a slash behind their names. */
    private static String name(Path entry) {
        String name = entry.getFileName().toString();
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public void sync(boolean dataOnly) {
        // There is no disk that we know of.
    }

    @Override
    public void share() {
        owners.incrementAndGet();
    }

    @Override
    public void close() {
        if (owners.decrementAndGet() == 0) {
            closed.set(true);
        }
    }
}
