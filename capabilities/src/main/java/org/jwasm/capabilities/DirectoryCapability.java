// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jwasm.capabilities.host.HostDirectory;
import org.jwasm.capabilities.host.HostFile;
import org.jwasm.capabilities.host.HostFileSystem;
import org.jwasm.capabilities.host.HostNode;
import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.interop.UnsupportedTypeException;

/**
 * A directory and the tree below it. Paths are relative to it; none leads out of it, whatever symbolic links, {@code ..}
 * or changes by others happen on the way: what tries fails with {@link ErrorKind#PERM}.
 *
 * <p>What is opened through it is derived from it: it has no more rights, and dies with it.
 *
 * <pre>{@code
 * DirectoryCapability data = DirectoryCapability.open(path, Right.DIRECTORY);
 * DirectoryCapability uploads = data.subdirectory("uploads").only(EnumSet.of(Right.CREATE, Right.WRITE)).bytes(1 << 20);
 * }</pre>
 */
public final class DirectoryCapability extends Kind<DirectoryCapability> implements AutoCloseable {

    private static final int OPERATIONS = Right.mask(Right.DIRECTORY);
    private static final Members<DirectoryCapability> MEMBERS = Members.of(DirectoryCapability.class)
                    .add("readOnly", 0, (self, _) -> self.readOnly())
                    .add("subdirectory", 1, (self, a) -> self.subdirectory(a.string(0)))
                    .add("open", 1, 1 + OpenFlag.values().length, (self, a) -> self.open(a.string(0), flags(a)))
                    .add("list", 0, (self, _) -> self.names())
                    .add("createDirectory", 1, (self, a) -> {
                        self.createDirectory(a.string(0));
                        return true;
                    })
                    .add("removeDirectory", 1, (self, a) -> {
                        self.removeDirectory(a.string(0));
                        return true;
                    })
                    .add("removeFile", 1, (self, a) -> {
                        self.removeFile(a.string(0));
                        return true;
                    });

    private final HostDirectory directory;
    private final String scope;

    private DirectoryCapability(Origin origin, HostDirectory directory, String scope) {
        super(origin);
        this.directory = directory;
        this.scope = scope;
    }

    /**
     * A directory of the host's file system.
     *
     * @param rights {@link Right#DIRECTORY}, {@link Right#DIRECTORY_READ_ONLY}, or others; those to hand it on are added
     * @throws CapabilityException NOENT, NOTDIR, ACCES if it can't be opened, NOTSUP if this host has no safe way to confine paths
     */
    public static DirectoryCapability open(Path path, Set<Right> rights) throws CapabilityException {
        return new DirectoryCapability(Origin.original(Right.mask(rights) & OPERATIONS), HostFileSystem.open(path), path.toString());
    }

    @Override
    public String kind() {
        return "directory";
    }

    @Override
    public String scope() {
        return scope;
    }

    @Override
    DirectoryCapability copy(Origin origin) {
        directory.share();
        return new DirectoryCapability(origin, directory, scope);
    }

    /**
     * Opens a file or directory.
     *
     * @return a {@link FileCapability} or {@link DirectoryCapability} derived from this one, whose rights to read and write are the
     *         asked ones
     */
    public Capability open(String path, Set<OpenFlag> flags) throws CapabilityException {
        return open(path, OpenFlag.mask(flags));
    }

    /**
     * The same with the flags as bits, for those who open many.
     *
     * @param flags the {@link OpenFlag#bit()}s together
     */
    public Capability open(String path, int flags) throws CapabilityException {
        boolean writes = OpenFlag.WRITE.isIn(flags);
        // What opens neither way still sees whether the file exists and what it is.
        Right first = OpenFlag.READ.isIn(flags) ? readingRight(flags) : writes ? Right.WRITE : Right.STATUS;
        enter(first, "open", path);
        try {
            if (OpenFlag.CREATE.isIn(flags)) {
                require(Right.CREATE, "open", path);
            }
            if (first != Right.WRITE && writes || OpenFlag.TRUNCATE.isIn(flags)) {
                require(Right.WRITE, "open", path);
            }
            HostNode node = directory.open(path, flags);
            Capability made = node instanceof HostFile file ? file(file, flags, path) : subdirectory((HostDirectory) node, path);
            return attach(opened(made, "open"), "open");
        } catch (CapabilityException e) {
            throw failed("open", path, e);
        } finally {
            exit();
        }
    }

    private void require(Right right, String operation, String path) throws CapabilityException {
        if (!allows(right)) {
            throw denied(ErrorKind.NOTCAPABLE, operation, path, "without the right " + right);
        }
        ask(right, operation, path);
    }

    private String below(String path) {
        return scope + "/" + path;
    }

    private static Right readingRight(int flags) {
        return OpenFlag.DIRECTORY.isIn(flags) ? Right.LIST : Right.READ;
    }

    private DirectoryCapability subdirectory(HostDirectory node, String path) {
        return new DirectoryCapability(Origin.same(this), node, below(path));
    }

    private FileCapability file(HostFile node, int flags, String path) {
        int dropped = (OpenFlag.READ.isIn(flags) ? 0 : Right.READ.bit()) | (OpenFlag.WRITE.isIn(flags) ? 0 : Right.WRITE.bit());
        return new FileCapability(Origin.opened(this, rightsMask() & ~dropped), node, scope, path);
    }

    /** The directory at a path below this one. */
    public DirectoryCapability subdirectory(String path) throws CapabilityException {
        return derive("subdirectory", () -> {
            HostNode node = directory.open(path, OpenFlag.READ.bit() | OpenFlag.DIRECTORY.bit());
            return opened(subdirectory((HostDirectory) node, path), "subdirectory");
        });
    }

    /** The same directory, only to be read. */
    public DirectoryCapability readOnly() throws CapabilityException {
        return only(Right.DIRECTORY_READ_ONLY);
    }

    public FileStatus status() throws CapabilityException {
        return guarded(Right.STATUS, "status", null, directory::status);
    }

    /** The status of the file at the path; of a symbolic link itself unless {@code follow}. */
    public FileStatus status(String path, boolean follow) throws CapabilityException {
        return guarded(Right.STATUS, "status", path, () -> directory.status(path, follow));
    }

    public void setTimes(FileTimes times) throws CapabilityException {
        act(Right.SET_TIMES, "setTimes", null, () -> directory.setTimes(times));
    }

    public void setTimes(String path, boolean follow, FileTimes times) throws CapabilityException {
        act(Right.SET_TIMES, "setTimes", path, () -> directory.setTimes(path, follow, times));
    }

    public void createDirectory(String path) throws CapabilityException {
        act(Right.CREATE, "createDirectory", path, () -> directory.createDirectory(path));
    }

    public void removeDirectory(String path) throws CapabilityException {
        act(Right.REMOVE, "removeDirectory", path, () -> directory.removeDirectory(path));
    }

    /** Removes a name that is not a directory's. */
    public void removeFile(String path) throws CapabilityException {
        act(Right.REMOVE, "removeFile", path, () -> directory.removeFile(path));
    }

    /** Gives a file or directory another name, here or in {@code target}, replacing what had it. */
    public void rename(String path, DirectoryCapability target, String targetPath) throws CapabilityException {
        act(Right.REMOVE, "rename", path, () -> target.act(Right.CREATE, "rename", targetPath, () -> {
            target.require(Right.REMOVE, "rename", targetPath);
            requireNoGain(target, "rename", path);
            directory.rename(path, target.directory, targetPath);
        }));
    }

    /** Gives a file (or symbolic link) a further name, here or in {@code target}. */
    public void link(String path, DirectoryCapability target, String targetPath) throws CapabilityException {
        unguarded("link", () -> {
            // What has a second name can be opened by it.
            ask(Right.READ, "link", path);
            target.act(Right.CREATE, "link", targetPath, () -> {
                requireNoGain(target, "link", path);
                directory.link(path, target.directory, targetPath);
            });
            return null;
        });
    }

    /** A file must not become writable, or outlive a caveat, by getting a name in a directory with more rights. */
    private void requireNoGain(DirectoryCapability target, String operation, String path) throws CapabilityException {
        if ((target.rightsMask() & ~rightsMask() & ~Right.HANDING_ON) != 0) {
            throw denied(ErrorKind.NOTCAPABLE, operation, path, "the target directory has rights that the source lacks");
        }
        if (!Arrays.asList(target.caveatArray()).containsAll(Arrays.asList(caveatArray()))) {
            throw denied(ErrorKind.NOTCAPABLE, operation, path, "the target directory lacks caveats of the source");
        }
    }

    /** Makes a symbolic link; {@code contents} must not lead out of this directory. */
    public void createLink(String contents, String path) throws CapabilityException {
        act(Right.CREATE, "createLink", path, () -> directory.createLink(contents, path));
    }

    /** What a symbolic link contains; PERM if that is an absolute path, which is none of the holder's business. */
    public String readLink(String path) throws CapabilityException {
        return guarded(Right.READ, "readLink", path, () -> directory.readLink(path));
    }

    /** Some of the entries from the cookie on, which is 0 or an entry's {@link DirectoryEntry#next()}; none at the end. */
    public List<DirectoryEntry> list(long cookie) throws CapabilityException {
        return guarded(Right.LIST, "list", null, () -> directory.list(cookie));
    }

    public void sync(boolean dataOnly) throws CapabilityException {
        unguarded("sync", () -> {
            directory.sync(dataOnly);
            return null;
        });
    }

    /** Ends this capability and those derived from it. */
    @Override
    public void close() {
        revoke();
    }

    @Override
    void dispose() {
        directory.close();
    }

    private ResultArray names() throws CapabilityException {
        ArrayList<Object> names = new ArrayList<>();
        for (List<DirectoryEntry> batch = list(0); !batch.isEmpty(); batch = list(batch.getLast().next())) {
            batch.stream().map(DirectoryEntry::name).filter(name -> !name.equals(".") && !name.equals("..")).forEach(names::add);
        }
        return new ResultArray(names.toArray());
    }

    private static Set<OpenFlag> flags(Arguments arguments) throws CapabilityException, UnsupportedTypeException {
        EnumSet<OpenFlag> flags = EnumSet.noneOf(OpenFlag.class);
        for (String name : arguments.strings(1)) {
            try {
                flags.add(OpenFlag.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new CapabilityException(ErrorKind.INVAL, "there is no way to open " + Text.quoted(name));
            }
        }
        return flags.isEmpty() ? EnumSet.of(OpenFlag.READ) : flags;
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
