package org.jwasm.capabilities;

import java.nio.ByteBuffer;
import java.util.Set;

import org.jwasm.capabilities.host.HostFile;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/** An open file: its contents, a position in them that all derived capabilities share, and its status. */
public final class FileCapability extends Capability implements AutoCloseable {

    private final HostFile file;

    FileCapability(Capability parent, int rights, HostFile file) {
        super(parent, rights);
        this.file = file;
    }

    @Override
    public String kind() {
        return "file";
    }

    /** What it was when it was opened; that doesn't change. */
    public FileType type() {
        return file.type();
    }

    /** Reads at the position, waiting if it is a FIFO or device; returns the count of bytes, 0 at the end. */
    public int read(ByteBuffer target) throws CapabilityException {
        require(Right.READ);
        return file.read(target, this::isLive);
    }

    /** Reads elsewhere, without moving the position. */
    public int read(ByteBuffer target, long position) throws CapabilityException {
        require(Right.READ);
        return file.read(target, position);
    }

    /** Writes at the position, or at the end when appending; returns the count of bytes, which can be less than there are. */
    public int write(ByteBuffer source) throws CapabilityException {
        require(Right.WRITE);
        return file.write(source, this::isLive);
    }

    /** Writes elsewhere, without moving the position. */
    public int write(ByteBuffer source, long position) throws CapabilityException {
        require(Right.WRITE);
        return file.write(source, position);
    }

    /** Moves the position and returns it. */
    public long seek(long offset, Whence whence) throws CapabilityException {
        requireLive();
        return file.seek(offset, whence);
    }

    public FileStatus status() throws CapabilityException {
        require(Right.STATUS);
        return file.status();
    }

    public void setTimes(FileTimes times) throws CapabilityException {
        require(Right.SET_TIMES);
        file.setTimes(times);
    }

    public void setSize(long size) throws CapabilityException {
        require(Right.WRITE);
        file.setSize(size);
    }

    /** Makes sure that there is room on the disk; the file grows if the range ends behind its end. */
    public void allocate(long offset, long length) throws CapabilityException {
        require(Right.WRITE);
        file.allocate(offset, length);
    }

    public void advise(long offset, long length, Advice advice) throws CapabilityException {
        requireLive();
        file.advise(offset, length, advice);
    }

    /** Sets which of APPEND and NONBLOCK hold from now on. */
    public void setFlags(Set<OpenFlag> flags) throws CapabilityException {
        requireLive();
        file.setFlags(flags);
    }

    public void sync(boolean dataOnly) throws CapabilityException {
        requireLive();
        file.sync(dataOnly);
    }

    /** The same open file, only to be read. */
    public FileCapability readOnly() throws CapabilityException {
        requireLive();
        file.share();
        return attach(new FileCapability(this, Right.mask(Right.DIRECTORY_READ_ONLY), file));
    }

    /** Ends this capability and those derived from it. */
    @Override
    public void close() {
        revoke();
    }

    @Override
    void dispose() {
        file.close();
    }

    @Override
    String[] operations() {
        return new String[]{"readOnly"};
    }

    @Override
    Object operate(String name, Object[] arguments)
                    throws CapabilityException, ArityException, UnsupportedTypeException, UnknownIdentifierException {
        if (!name.equals("readOnly")) {
            return super.operate(name, arguments);
        }
        arity(arguments, 0);
        return readOnly();
    }
}
