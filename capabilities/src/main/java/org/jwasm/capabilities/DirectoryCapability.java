package org.jwasm.capabilities;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jwasm.capabilities.host.HostDirectory;
import org.jwasm.capabilities.host.HostFile;
import org.jwasm.capabilities.host.HostFileSystem;
import org.jwasm.capabilities.host.HostNode;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/**
 * A directory and the tree below it. Paths are relative to it; none leads out of it, whatever symbolic links, {@code ..}
 * or changes by others happen on the way: what tries fails with {@link ErrorKind#PERM}.
 *
 * <p>What is opened through it is derived from it: it has no more rights, and dies with it.
 */
public final class DirectoryCapability extends Capability implements AutoCloseable {

    private final HostDirectory directory;

    private DirectoryCapability(Capability parent, int rights, HostDirectory directory) {
        super(parent, rights);
        this.directory = directory;
    }

    /**
     * A directory of the host's file system.
     *
     * @param rights {@link Right#DIRECTORY}, {@link Right#DIRECTORY_READ_ONLY}, or others
     * @throws CapabilityException NOENT, NOTDIR, ACCES if it can't be opened, NOTSUP if this host has no safe way to confine paths
     */
    public static DirectoryCapability open(Path path, Set<Right> rights) throws CapabilityException {
        return new DirectoryCapability(null, Right.mask(rights) & Right.mask(Right.DIRECTORY), HostFileSystem.open(path));
    }

    @Override
    public String kind() {
        return "directory";
    }

    /**
     * Opens a file or directory.
     *
     * @return a {@link FileCapability} or {@link DirectoryCapability} derived from this one, whose rights to read and write are the
     *         asked ones
     */
    public Capability open(String path, Set<OpenFlag> flags) throws CapabilityException {
        boolean writes = flags.contains(OpenFlag.WRITE);
        requireLive();
        if (flags.contains(OpenFlag.CREATE)) {
            require(Right.CREATE);
        }
        if (writes || flags.contains(OpenFlag.TRUNCATE)) {
            require(Right.WRITE);
        }
        // What opens neither way still sees whether the file exists and what it is.
        require(flags.contains(OpenFlag.READ) ? readingRight(flags) : writes ? Right.WRITE : Right.STATUS);
        HostNode node = directory.open(path, flags);
        if (node instanceof HostDirectory opened) {
            return attach(new DirectoryCapability(this, rightsMask(), opened));
        }
        return attach(file((HostFile) node, flags));
    }

    private static Right readingRight(Set<OpenFlag> flags) {
        return flags.contains(OpenFlag.DIRECTORY) ? Right.LIST : Right.READ;
    }

    private FileCapability file(HostFile node, Set<OpenFlag> flags) {
        int dropped = (flags.contains(OpenFlag.READ) ? 0 : Right.READ.bit()) | (flags.contains(OpenFlag.WRITE) ? 0 : Right.WRITE.bit());
        return new FileCapability(this, rightsMask() & ~dropped, node);
    }

    /** The directory at a path below this one. */
    public DirectoryCapability subdirectory(String path) throws CapabilityException {
        requireLive();
        HostNode node = directory.open(path, EnumSet.of(OpenFlag.READ, OpenFlag.DIRECTORY));
        return attach(new DirectoryCapability(this, rightsMask(), (HostDirectory) node));
    }

    /** The same directory with only these of the rights. */
    public DirectoryCapability only(Set<Right> rights) throws CapabilityException {
        requireLive();
        directory.share();
        return attach(new DirectoryCapability(this, Right.mask(rights), directory));
    }

    /** The same directory, only to be read. */
    public DirectoryCapability readOnly() throws CapabilityException {
        return only(Right.DIRECTORY_READ_ONLY);
    }

    public FileStatus status() throws CapabilityException {
        require(Right.STATUS);
        return directory.status();
    }

    /** The status of the file at the path; of a symbolic link itself unless {@code follow}. */
    public FileStatus status(String path, boolean follow) throws CapabilityException {
        require(Right.STATUS);
        return directory.status(path, follow);
    }

    public void setTimes(FileTimes times) throws CapabilityException {
        require(Right.SET_TIMES);
        directory.setTimes(times);
    }

    public void setTimes(String path, boolean follow, FileTimes times) throws CapabilityException {
        require(Right.SET_TIMES);
        directory.setTimes(path, follow, times);
    }

    public void createDirectory(String path) throws CapabilityException {
        require(Right.CREATE);
        directory.createDirectory(path);
    }

    public void removeDirectory(String path) throws CapabilityException {
        require(Right.REMOVE);
        directory.removeDirectory(path);
    }

    /** Removes a name that is not a directory's. */
    public void removeFile(String path) throws CapabilityException {
        require(Right.REMOVE);
        directory.removeFile(path);
    }

    /** Gives a file or directory another name, here or in {@code target}, replacing what had it. */
    public void rename(String path, DirectoryCapability target, String targetPath) throws CapabilityException {
        require(Right.REMOVE);
        target.require(Right.CREATE);
        target.require(Right.REMOVE);
        requireNoGain(target);
        directory.rename(path, target.directory, targetPath);
    }

    /** Gives a file (or symbolic link) a further name, here or in {@code target}. */
    public void link(String path, DirectoryCapability target, String targetPath) throws CapabilityException {
        requireLive();
        target.require(Right.CREATE);
        requireNoGain(target);
        directory.link(path, target.directory, targetPath);
    }

    /** A file must not become writable by getting a name in a directory with more rights. */
    private void requireNoGain(DirectoryCapability target) throws CapabilityException {
        if ((target.rightsMask() & ~rightsMask()) != 0) {
            throw new CapabilityException(ErrorKind.NOTCAPABLE, "the target directory has rights that the source lacks");
        }
    }

    /** Makes a symbolic link; {@code contents} must not lead out of this directory. */
    public void createLink(String contents, String path) throws CapabilityException {
        require(Right.CREATE);
        directory.createLink(contents, path);
    }

    /** What a symbolic link contains; PERM if that is an absolute path, which is none of the holder's business. */
    public String readLink(String path) throws CapabilityException {
        require(Right.READ);
        return directory.readLink(path);
    }

    /** Some of the entries from the cookie on, which is 0 or an entry's {@link DirectoryEntry#next()}; none at the end. */
    public List<DirectoryEntry> list(long cookie) throws CapabilityException {
        require(Right.LIST);
        return directory.list(cookie);
    }

    public void sync(boolean dataOnly) throws CapabilityException {
        requireLive();
        directory.sync(dataOnly);
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

    @Override
    String[] operations() {
        return new String[]{"readOnly", "subdirectory"};
    }

    @Override
    Object operate(String name, Object[] arguments)
                    throws CapabilityException, ArityException, UnsupportedTypeException, UnknownIdentifierException {
        switch (name) {
            case "readOnly":
                arity(arguments, 0);
                return readOnly();
            case "subdirectory":
                arity(arguments, 1);
                return subdirectory(EnvironmentCapability.string(arguments[0]));
            default:
                return super.operate(name, arguments);
        }
    }
}
