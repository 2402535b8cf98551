// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The directory of a cache: this user's, and writable by nobody else, nor is anything above it with which others could
 * put another in its place. Files appear whole or not at all; the least recently used go when there are too many bytes.
 */
final class CacheDirectory {

    static final String SUFFIX = ".jwc";
    private static final String TEMPORARY = ".tmp";
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;
    /** Whoever writes a file for longer has died. */
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final AtomicLong COUNTER = new AtomicLong();

    private final Path path;
    private final int user;
    private final long limit;

    private CacheDirectory(Path path, int user, long limit) {
        this.path = path;
        this.user = user;
        this.limit = limit;
    }

    /**
     * Makes the directory if it isn't there, with all above it that is missing.
     *
     * @param limit how many bytes its files may have together
     * @throws CacheException it can't be made, or others can write to it
     */
    static CacheDirectory open(Path directory, long limit) throws CacheException {
        if (!directory.isAbsolute()) {
            throw new CacheException("the code cache " + directory + " has to be an absolute directory");
        }
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            throw new CacheException("the code cache " + directory + " can't be used: this system doesn't tell who can write to it");
        }
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path real = directory.toRealPath();
            int user = user(real);
            check(directory, real, user);
            return new CacheDirectory(real, user, limit);
        } catch (FileAlreadyExistsException e) {
            throw new CacheException("the code cache " + directory + " is no directory");
        } catch (IOException e) {
            throw new CacheException("the code cache " + directory + " can't be made: " + e.getMessage());
        }
    }

    /** The number of the user that this process runs as. */
    private static int user(Path real) throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.exists(self)) {
            return owner(self);
        }
        // Whatever a process makes is its own.
        Path probe = Files.createTempFile(real, "owner", TEMPORARY);
        try {
            return owner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static int owner(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid");
    }

    private static int mode(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:mode");
    }

    private static void check(Path given, Path real, int user) throws IOException, CacheException {
        if (owner(real) != user) {
            throw new CacheException("the code cache " + given + " belongs to another user, who could have any code run here; use one of your own");
        }
        if ((mode(real) & WRITABLE_BY_OTHERS) != 0) {
            throw new CacheException("the code cache " + given + " can be written to by others, who could have any code run here; chmod go-w " + real);
        }
        for (Path above = real.getParent(); above != null; above = above.getParent()) {
            int owner = owner(above);
            int mode = mode(above);
            boolean others = (mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0;
            if (owner != user && owner != ROOT || others) {
                throw new CacheException("the code cache " + given + " could be replaced by others, who can write to " + above + ", which is above it");
            }
        }
    }

    /** Whether a file of the directory may be read: this user's, and written by nobody else. */
    private boolean isTrusted(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && owner(file) == user && (mode(file) & WRITABLE_BY_OTHERS) == 0;
    }

    /** Opens a file and takes note that it is used; null if there is none. */
    RandomAccessFile read(String name) {
        Path file = path.resolve(name);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            if (!isTrusted(file)) {
                delete(name);
                return null;
            }
            // Not a channel: these close when their thread is interrupted, as guests' threads are.
            RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return opened;
        } catch (FileNotFoundException e) {
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(path.resolve(name));
        } catch (IOException e) {
            // Then it is ignored the next time, too.
        }
    }

    /** What writes a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Puts a file in the place of what has its name, and makes room. Others see the old one or the new one. */
    void write(String name, Content content) throws IOException {
        Path temporary = path.resolve(name + "." + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + TEMPORARY);
        try {
            try (OutputStream out = Channels.newOutputStream(FileChannel.open(temporary, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
                content.writeTo(out);
            }
            Files.move(temporary, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        evict(name);
    }

    private record Kept(Path file, long size, FileTime used) {
    }

    /** Deletes the least recently used files until the rest fit, and what writers left that died; {@code newest} goes last. */
    private void evict(String newest) throws IOException {
        List<Kept> kept = new ArrayList<>();
        Instant abandoned = Instant.now().minus(ABANDONED);
        for (Path file : files()) {
            Kept each = look(file);
            String name = file.getFileName().toString();
            if (each != null && (name.endsWith(SUFFIX) || name.endsWith(KnownFiles.SUFFIX))) {
                kept.add(name.equals(newest) ? new Kept(file, each.size, FileTime.from(Instant.MAX)) : each);
            } else if (each != null && name.endsWith(TEMPORARY) && each.used.toInstant().isBefore(abandoned)) {
                Files.deleteIfExists(file);
            }
        }
        kept.sort(Comparator.comparing(Kept::used));
        long total = kept.stream().mapToLong(Kept::size).sum();
        for (Kept each : kept) {
            if (total <= limit) {
                return;
            }
            Files.deleteIfExists(each.file);
            total -= each.size;
        }
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            return Set.copyOf(all.toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Kept look(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Kept(file, attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            // Another process was faster.
            return null;
        }
    }

    long limit() {
        return limit;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
