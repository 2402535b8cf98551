// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;

/**
 * A linear memory. Spec: Execution, Runtime Structure, Memory Instances.
 *
 * <p>The lower 2 GiB (less one page) are one byte array; what is above lies in chunks that only slow paths reach. Array
 * and size are published together in an immutable {@link MemoryBlock}, so that a thread that races with a growth sees the old
 * or the new pair and never leaves an array.
 *
 * <p>Addresses are effective addresses in bytes: what is negative (as a signed number) is out of bounds. Accessors trap
 * with {@link TrapKind#OUT_OF_BOUNDS_MEMORY_ACCESS}, blamed on the {@code location} given.
 */
@ExportLibrary(InteropLibrary.class)
public final class WasmMemory extends Extern {

    /** The most bytes that the array holds: whole pages below the largest array of the JVM. */
    static final long LOW_LIMIT = 32767L * MemoryType.PAGE_SIZE;
    private static final String GROW = "grow";
    /** More than any host has, and small enough to calculate with. */
    private static final long MOST_BYTES = 1L << 60;
    /** A shared memory can't move: it gets room for its maximum at once, but no more than this part of the heap beyond its minimum. */
    private static final int SHARED_PART = 4;

    /**
     * Whether no memory of this JVM has a high part. While it holds, compiled code leaves out the way to it, whose calls
     * would make it forget what it knows about memories at each access.
     */
    private static final Assumption ALL_LOW = Truffle.getRuntime().createAssumption("no memory above 2 GiB");

    /** Whether no memory of this JVM lies outside of the heap; compiled code leaves out the way to those too. */
    private static final Assumption ALL_ON_HEAP = Truffle.getRuntime().createAssumption("no memory outside of the heap");

    /** What is above it. */
    private static final class Chunks extends HeapBoundary {
        final byte[][] bytes;

        Chunks(byte[][] bytes) {
            this.bytes = bytes;
        }
    }

    private final MemoryType type;
    private final int pageBits;
    private final long maximumPages;
    private final ResourceLimiter limiter;
    private final Waiters waiters = new Waiters();
    /** All bytes, if they are not in {@code low} and {@code high}; else null. */
    private final OffHeapBytes outside;
    MemoryBlock low;
    private Chunks high = new Chunks(new byte[0][]);
    private volatile long pages;
    private volatile MemoryObserver observer;

    /** A memory that only {@code limitPages} limits. */
    public WasmMemory(MemoryType type, long limitPages) {
        this(type, limitPages, ResourceLimiter.NONE);
    }

    /**
     * A zeroed memory of the type's minimum size.
     *
     * @param limitPages the embedder's limit, in pages of 64 KiB whatever the type says
     * @param limiter asked for the minimum, and at each growth
     * @throws WasmException exhaustion if a limit or the host's memory is too small for it
     */
    public WasmMemory(MemoryType type, long limitPages, ResourceLimiter limiter) {
        this(type, limitPages, limiter, false);
    }

    /**
     * As above.
     *
     * @param buffered whether {@link #buffer} is needed: then it lies outside of the heap, and its lower part is all that it has
     */
    @TruffleBoundary
    public WasmMemory(MemoryType type, long limitPages, ResourceLimiter limiter, boolean buffered) {
        this.type = type;
        this.limiter = limiter;
        this.pageBits = Integer.numberOfTrailingZeros(type.pageSize());
        Limits limits = type.limits();
        long declared = limits.hasMaximum() ? unsignedMin(limits.maximum(), type.mostPages()) : type.mostPages();
        long limitBytes = Math.min(limitPages, MOST_BYTES / MemoryType.PAGE_SIZE) * MemoryType.PAGE_SIZE;
        this.maximumPages = unsignedMin(declared, limitBytes >> pageBits);
        this.low = new MemoryBlock(new byte[0], 0);
        long minimum = limits.minimum();
        boolean allowed = minimum == 0 || Long.compareUnsigned(minimum, maximumPages) <= 0;
        this.outside = allowed && buffered && minimum <= LOW_LIMIT >> pageBits ? allocateOutside((int) (minimum << pageBits)) : null;
        if (!allowed || !resizeWithin(minimum)) {
            throw WasmException.of(FailureType.EXHAUSTION, "memory of " + Long.toUnsignedString(minimum) + " pages of " + type.pageSize()
                            + " bytes can't be allocated (limit " + maximumPages + " pages)");
        }
    }

    /** Room for all that it may grow to, or for the minimum; null if the host hasn't even that. */
    private OffHeapBytes allocateOutside(int minimum) {
        ALL_ON_HEAP.invalidate();
        for (long room : new long[]{room(minimum), minimum}) {
            try {
                return new OffHeapBytes(MemoryChunks.wholeWords(room));
            } catch (OutOfMemoryError e) {
                // The next one is smaller.
            }
        }
        return null;
    }

    private static long unsignedMin(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    @Override
    public MemoryType type() {
        Limits now = new Limits(pages, type.limits().hasMaximum(), type.limits().maximum());
        return new MemoryType(type.addressType(), now, type.shared(), type.pageSize());
    }

    /** The current size in pages. */
    public long pages() {
        return pages;
    }

    /** The current size in bytes. */
    public long size() {
        return pages << pageBits;
    }

    /** The most pages it may grow to: declared, addressable, and allowed by the embedder. */
    public long maximumPages() {
        return maximumPages;
    }

    /** Whether instances in several threads can have it. */
    public boolean isShared() {
        return type.shared();
    }

    /** The threads that wait for something in it. */
    Waiters waiters() {
        return waiters;
    }

    /** Whether {@code length} bytes from {@code address} on are inside; both unsigned. */
    public boolean inBounds(long address, long length) {
        long size = pages << pageBits;
        return address >= 0 && length >= 0 && length <= size && address <= size - length;
    }

    /**
     * {@code memory.grow}.
     *
     * @return the size before in pages, or -1 if it can't grow
     */
    @TruffleBoundary
    public long grow(long delta) {
        long before = growLocked(delta);
        MemoryObserver told = observer;
        if (before >= 0 && told != null) {
            told.grown(this);
        }
        return before;
    }

    /** {@code memory.atomic.notify}: wakes at most {@code count} threads, unsigned, and returns how many. */
    int notify(long address, int count) {
        int woken = waiters.notify(address, count);
        MemoryObserver told = observer;
        if (told == null || woken == count) {
            return woken;
        }
        int left = count - woken;
        return woken + told.notified(this, address, left < 0 ? Integer.MAX_VALUE : left);
    }

    /** Tells {@code newObserver} from now on, and nobody else. */
    public void observe(MemoryObserver newObserver) {
        observer = newObserver;
    }

    private synchronized long growLocked(long delta) {
        long before = pages;
        if (Long.compareUnsigned(delta, maximumPages - before) > 0) {
            return -1;
        }
        return delta == 0 || resizeWithin(before + delta) ? before : -1;
    }

    /** Sets the size if the limiter agrees. */
    private boolean resizeWithin(long newPages) {
        long delta = newPages - pages << pageBits;
        if (delta == 0) {
            return resize(newPages);
        }
        if (!limiter.memoryGrowing(delta)) {
            return false;
        }
        if (!resize(newPages)) {
            limiter.memoryGrowing(-delta);
            return false;
        }
        return true;
    }

    /** Sets the size; false if the host has not enough memory, and nothing is changed. */
    private boolean resize(long newPages) {
        long newSize = newPages << pageBits;
        if (outside != null) {
            if (newSize > outside.capacity()) {
                return false;
            }
            outside.setSize((int) newSize);
            pages = newPages;
            return true;
        }
        if (newSize > Runtime.getRuntime().maxMemory()) {
            return false;
        }
        try {
            int lowSize = (int) Math.min(newSize, LOW_LIMIT);
            if (type.shared() && lowSize > low.bytes.length && low.bytes.length > 0) {
                return false;
            }
            // Those of a shared memory have their final length at once.
            byte[][] newHigh = MemoryChunks.grown(high.bytes, newSize - lowSize, type.shared() ? (maximumPages << pageBits) - LOW_LIMIT : newSize - lowSize);
            if (newHigh.length > 0) {
                ALL_LOW.invalidate();
            }
            if (lowSize > low.size || type.shared()) {
                low = new MemoryBlock(lowSize <= low.bytes.length && low.bytes.length > 0 ? low.bytes : growLow(lowSize), lowSize);
            }
            high = new Chunks(newHigh);
            pages = newPages;
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    /** Half as much again, so that many small growths don't copy a large memory each time; all that there will be if shared. */
    private byte[] growLow(int needed) {
        long most = Math.min(LOW_LIMIT, maximumPages << pageBits);
        long capacity = type.shared() ? room(needed) : Math.max(needed, Math.min(low.size + (low.size >> 1), most));
        try {
            return Arrays.copyOf(low.bytes, MemoryChunks.wholeWords(capacity));
        } catch (OutOfMemoryError e) {
            return Arrays.copyOf(low.bytes, MemoryChunks.wholeWords(needed));
        }
    }

    /** How many bytes a shared memory gets that needs some now. */
    private long room(int needed) {
        long most = Math.min(LOW_LIMIT, maximumPages << pageBits);
        return Math.max(needed, Math.min(most, Runtime.getRuntime().maxMemory() / SHARED_PART));
    }

    public byte loadByte(long address, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address < block.size) {
            return RawBytes.getByte(block.bytes, address);
        }
        return (byte) loadSlow(address, 1, location);
    }

    public short loadShort(long address, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 2) {
            return RawBytes.getShort(block.bytes, address);
        }
        return (short) loadSlow(address, 2, location);
    }

    public int loadInt(long address, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 4) {
            return RawBytes.getInt(block.bytes, address);
        }
        return (int) loadSlow(address, 4, location);
    }

    public long loadLong(long address, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 8) {
            return RawBytes.getLong(block.bytes, address);
        }
        return loadSlow(address, 8, location);
    }

    public float loadFloat(long address, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 4) {
            return RawBytes.getFloat(block.bytes, address);
        }
        return Float.intBitsToFloat((int) loadSlow(address, 4, location));
    }

    public double loadDouble(long address, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 8) {
            return RawBytes.getDouble(block.bytes, address);
        }
        return Double.longBitsToDouble(loadSlow(address, 8, location));
    }

    public void storeByte(long address, byte value, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address < block.size) {
            RawBytes.putByte(block.bytes, address, value);
        } else {
            storeSlow(address, value, 1, location);
        }
    }

    public void storeShort(long address, short value, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 2) {
            RawBytes.putShort(block.bytes, address, value);
        } else {
            storeSlow(address, value, 2, location);
        }
    }

    public void storeInt(long address, int value, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 4) {
            RawBytes.putInt(block.bytes, address, value);
        } else {
            storeSlow(address, value, 4, location);
        }
    }

    public void storeLong(long address, long value, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 8) {
            RawBytes.putLong(block.bytes, address, value);
        } else {
            storeSlow(address, value, 8, location);
        }
    }

    public void storeFloat(long address, float value, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 4) {
            RawBytes.putFloat(block.bytes, address, value);
        } else {
            storeSlow(address, Float.floatToRawIntBits(value), 4, location);
        }
    }

    public void storeDouble(long address, double value, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - 8) {
            RawBytes.putDouble(block.bytes, address, value);
        } else {
            storeSlow(address, Double.doubleToRawLongBits(value), 8, location);
        }
    }

    /** 16 bytes. */
    public V128 loadVector(long address, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - V128.SIZE) {
            return new V128(RawBytes.getLong(block.bytes, address), RawBytes.getLong(block.bytes, address + Long.BYTES));
        }
        OffHeapBytes bytes = outside();
        if (bytes != null) {
            return bytes.loadVector(address, location);
        }
        return new V128(loadSlow(address, Long.BYTES, location), loadSlow(address + Long.BYTES, Long.BYTES, location));
    }

    /** The lower half of 16 bytes that can be loaded. */
    long loadLowHalf(long address, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - V128.SIZE) {
            return RawBytes.getLong(block.bytes, address);
        }
        return loadVector(address, location).low();
    }

    /** The upper half of 16 bytes that can be loaded. */
    long loadHighHalf(long address, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - V128.SIZE) {
            return RawBytes.getLong(block.bytes, address + Long.BYTES);
        }
        return loadVector(address, location).high();
    }

    /** 16 bytes as two numbers: all or, if it traps, none. */
    void storeHalves(long address, long lowHalf, long highHalf, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - V128.SIZE) {
            RawBytes.putLong(block.bytes, address, lowHalf);
            RawBytes.putLong(block.bytes, address + Long.BYTES, highHalf);
        } else {
            storeVectorSlow(address, new V128(lowHalf, highHalf), location);
        }
    }

    /** 16 bytes: all or, if it traps, none. */
    public void storeVector(long address, V128 value, Node location) {
        MemoryBlock block = low;
        if (address >= 0 && address <= block.size - V128.SIZE) {
            RawBytes.putLong(block.bytes, address, value.low());
            RawBytes.putLong(block.bytes, address + Long.BYTES, value.high());
        } else {
            storeVectorSlow(address, value, location);
        }
    }

    private void storeVectorSlow(long address, V128 value, Node location) {
        OffHeapBytes bytes = outside();
        if (bytes != null) {
            bytes.storeVector(address, value, location);
            return;
        }
        trapIfAllLow(address, V128.SIZE, location);
        storeVectorAnywhere(address, value.low(), value.high(), location);
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private void storeVectorAnywhere(long address, long lowHalf, long highHalf, Node location) {
        check(address, V128.SIZE, location);
        storeAnywhere(address, lowHalf, Long.BYTES, location);
        storeAnywhere(address + Long.BYTES, highHalf, Long.BYTES, location);
    }

    private long loadSlow(long address, int width, Node location) {
        OffHeapBytes bytes = outside();
        if (bytes != null) {
            return bytes.load(address, width, location);
        }
        trapIfAllLow(address, width, location);
        return loadAnywhere(address, width, location);
    }

    private void storeSlow(long address, long value, int width, Node location) {
        OffHeapBytes bytes = outside();
        if (bytes != null) {
            bytes.store(address, value, width, location);
            return;
        }
        trapIfAllLow(address, width, location);
        storeAnywhere(address, value, width, location);
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private long loadAnywhere(long address, int width, Node location) {
        check(address, width, location);
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            long at = address + i;
            value = value << 8 | segment(at)[offset(at)] & 0xFF;
        }
        return value;
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private void storeAnywhere(long address, long value, int width, Node location) {
        check(address, width, location);
        for (int i = 0; i < width; i++) {
            long at = address + i;
            segment(at)[offset(at)] = (byte) (value >>> 8 * i);
        }
    }

    /** What isn't in the array is out of bounds if that is all that there is, unless another thread has just grown the memory. */
    private void trapIfAllLow(long address, int width, Node location) {
        if (ALL_LOW.isValid()) {
            TrapSites.enter(location);
            check(address, width, location);
            // No way back to the fast path, which would know nothing of the memory any more.
            CompilerDirectives.transferToInterpreter();
        }
    }

    private void check(long address, long length, Node location) {
        if (!inBounds(address, length)) {
            TrapSites.enter(location);
            throw WasmException.trap(TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS, location);
        }
    }

    /** All bytes if they lie outside of the heap, else null. */
    OffHeapBytes outside() {
        return ALL_ON_HEAP.isValid() ? null : outside;
    }

    /**
     * A direct buffer of the bytes that the memory has now, which lives as long as it is reachable; null if it wasn't made for that.
     * It stays of its size when the memory grows.
     */
    public ByteBuffer buffer() {
        return outside == null ? null : outside.buffer();
    }

    /** The same with the bytes that the memory can grow to; those beyond its size are zero until somebody writes to them. */
    public ByteBuffer room() {
        return outside == null ? null : outside.room();
    }

    /**
     * The array that has {@code length} bytes from {@code address} on, at that index, as long as the memory doesn't grow; null if they lie
     * elsewhere or are out of bounds.
     */
    public byte[] array(long address, long length) {
        MemoryBlock block = low;
        return address >= 0 && length >= 0 && address <= block.size - length ? block.bytes : null;
    }

    /** Traps unless {@code width} bytes from {@code address} on are inside. */
    void checkSlow(long address, int width, Node location) {
        trapIfAllLow(address, width, location);
        check(address, width, location);
    }

    /** The array that has the byte at an address that was checked. */
    byte[] segment(long address) {
        return address < LOW_LIMIT ? low.bytes : high.bytes[(int) (address - LOW_LIMIT >> MemoryChunks.BITS)];
    }

    /** Where in its {@link #segment} the byte at an address is. */
    static int offset(long address) {
        return (int) (address < LOW_LIMIT ? address : address - LOW_LIMIT & MemoryChunks.SIZE - 1);
    }

    /** The address of the first byte of the {@link #segment} that has the byte at an address. */
    static long segmentStart(long address) {
        return address < LOW_LIMIT ? 0 : LOW_LIMIT + (address - LOW_LIMIT >> MemoryChunks.BITS << MemoryChunks.BITS);
    }

    /** The address after the last byte that the {@link #segment} of an address can have. */
    static long segmentEnd(long address) {
        return address < LOW_LIMIT ? LOW_LIMIT : segmentStart(address) + MemoryChunks.SIZE;
    }

    /** {@code memory.fill} */
    public void fill(long address, byte value, long length, Node location) {
        MemoryBlock block = low;
        if (length >= 0 && length <= BulkAccess.SHORT && address >= 0 && address <= block.size - length) {
            BulkAccess.fill(block.bytes, (int) address, (int) length, value);
            return;
        }
        check(address, length, location);
        BulkAccess.fill(this, address, value, length, location);
    }

    /** Copies {@code length} bytes of an array into the memory, as {@code memory.init} does. */
    public void write(long address, byte[] source, int start, long length, Node location) {
        MemoryBlock block = low;
        if (length >= 0 && length <= BulkAccess.SHORT && address >= 0 && address <= block.size - length) {
            System.arraycopy(source, start, block.bytes, (int) address, (int) length);
            return;
        }
        check(address, length, location);
        BulkAccess.write(this, address, source, start, length, location);
    }

    /** Copies {@code length} bytes of the memory into an array. */
    public void read(long address, byte[] target, int start, int length, Node location) {
        MemoryBlock block = low;
        if (length >= 0 && length <= BulkAccess.SHORT && address >= 0 && address <= block.size - length) {
            System.arraycopy(block.bytes, (int) address, target, start, length);
            return;
        }
        check(address, length, location);
        BulkAccess.read(this, address, target, start, length);
    }

    /** Copies bytes of the buffer from {@code start} on into the memory, up to its limit at most; its position stays. */
    public void write(long address, ByteBuffer source, int start, int length, Node location) {
        check(address, length, location);
        BulkAccess.write(this, address, source, start, length);
    }

    /** Copies bytes of the memory into the buffer from {@code start} on, up to its limit at most; its position stays. */
    public void read(long address, ByteBuffer target, int start, int length, Node location) {
        check(address, length, location);
        BulkAccess.read(this, address, target, start, length);
    }

    /** {@code memory.copy}, also between memories; the ranges may overlap. */
    public static void copy(WasmMemory target, long to, WasmMemory source, long from, long length, Node location) {
        MemoryBlock sourceBlock = source.low;
        MemoryBlock targetBlock = target.low;
        if (length >= 0 && length <= BulkAccess.SHORT && from >= 0 && from <= sourceBlock.size - length && to >= 0 && to <= targetBlock.size - length) {
            System.arraycopy(sourceBlock.bytes, (int) from, targetBlock.bytes, (int) to, (int) length);
            return;
        }
        source.check(from, length, location);
        target.check(to, length, location);
        BulkAccess.copy(target, to, source, from, length, location);
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return size();
    }

    @ExportMessage(name = "isArrayElementReadable")
    @ExportMessage(name = "isArrayElementModifiable")
    boolean isArrayElement(long index) {
        return index >= 0 && index < size();
    }

    @ExportMessage
    boolean isArrayElementInsertable(@SuppressWarnings("unused") long index) {
        return false;
    }

    @ExportMessage
    int readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElement(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return loadByte(index, null) & 0xFF;
    }

    @ExportMessage
    void writeArrayElement(long index, Object value, @CachedLibrary(limit = "3") InteropLibrary interop)
                    throws InvalidArrayIndexException, UnsupportedTypeException {
        if (!isArrayElement(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        storeByte(index, toByte(value, interop), null);
    }

    /** A byte, signed or unsigned. */
    private static byte toByte(Object value, InteropLibrary interop) throws UnsupportedTypeException {
        try {
            if (interop.fitsInInt(value)) {
                int number = interop.asInt(value);
                if (number >= Byte.MIN_VALUE && number <= 0xFF) {
                    return (byte) number;
                }
            }
        } catch (UnsupportedMessageException e) {
            throw CompilerDirectives.shouldNotReachHere(e);
        }
        throw UnsupportedTypeException.create(new Object[]{value}, "expected a byte, -128 to 255. ");
    }

    @ExportMessage
    boolean hasBufferElements() {
        return true;
    }

    @ExportMessage
    boolean isBufferWritable() {
        return true;
    }

    @ExportMessage
    long getBufferSize() {
        return size();
    }

    private void checkBuffer(long offset, int length) throws InvalidBufferOffsetException {
        if (!inBounds(offset, length)) {
            throw InvalidBufferOffsetException.create(offset, length);
        }
    }

    @ExportMessage
    void readBuffer(long offset, byte[] destination, int destinationOffset, int length) throws InvalidBufferOffsetException {
        checkBuffer(offset, length);
        read(offset, destination, destinationOffset, length, null);
    }

    @ExportMessage
    byte readBufferByte(long offset) throws InvalidBufferOffsetException {
        checkBuffer(offset, 1);
        return loadByte(offset, null);
    }

    @ExportMessage
    void writeBufferByte(long offset, byte value) throws InvalidBufferOffsetException {
        checkBuffer(offset, 1);
        storeByte(offset, value, null);
    }

    @ExportMessage
    short readBufferShort(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        checkBuffer(offset, 2);
        short value = loadShort(offset, null);
        return order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value);
    }

    @ExportMessage
    void writeBufferShort(ByteOrder order, long offset, short value) throws InvalidBufferOffsetException {
        checkBuffer(offset, 2);
        storeShort(offset, order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value), null);
    }

    @ExportMessage
    int readBufferInt(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        checkBuffer(offset, 4);
        int value = loadInt(offset, null);
        return order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    @ExportMessage
    void writeBufferInt(ByteOrder order, long offset, int value) throws InvalidBufferOffsetException {
        checkBuffer(offset, 4);
        storeInt(offset, order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value), null);
    }

    @ExportMessage
    long readBufferLong(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        checkBuffer(offset, 8);
        long value = loadLong(offset, null);
        return order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    @ExportMessage
    void writeBufferLong(ByteOrder order, long offset, long value) throws InvalidBufferOffsetException {
        checkBuffer(offset, 8);
        storeLong(offset, order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value), null);
    }

    @ExportMessage
    float readBufferFloat(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return Float.intBitsToFloat(readBufferInt(order, offset));
    }

    @ExportMessage
    void writeBufferFloat(ByteOrder order, long offset, float value) throws InvalidBufferOffsetException {
        writeBufferInt(order, offset, Float.floatToRawIntBits(value));
    }

    @ExportMessage
    double readBufferDouble(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return Double.longBitsToDouble(readBufferLong(order, offset));
    }

    @ExportMessage
    void writeBufferDouble(ByteOrder order, long offset, double value) throws InvalidBufferOffsetException {
        writeBufferLong(order, offset, Double.doubleToRawLongBits(value));
    }

    @ExportMessage
    boolean isMemberInvocable(String member) {
        return GROW.equals(member);
    }

    /** {@code grow(pages)}: the size before, in pages. */
    @ExportMessage
    Object invokeMember(String member, Object[] arguments, @CachedLibrary(limit = "1") InteropLibrary interop)
                    throws UnknownIdentifierException, ArityException, UnsupportedTypeException {
        if (!GROW.equals(member)) {
            throw UnknownIdentifierException.create(member);
        }
        long delta = GrowArguments.delta(arguments, 1, interop);
        long before = grow(delta);
        if (before < 0) {
            throw WasmException.of(FailureType.EXHAUSTION, GrowArguments.failure("memory", pages, delta, "pages", maximumPages));
        }
        return before;
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "wasm-memory: " + type();
    }
}
