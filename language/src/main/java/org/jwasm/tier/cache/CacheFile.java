// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file of a module, read entry by entry as functions are called:
 * <pre>
 * magic(8) length(4) key(length) count(4) {function(4) ran(1) place(8) length(4) checksum(8)}*count checksum(8) entries
 * </pre>
 * First come the functions that a program ran, in the order in which it first did.
 * The last checksum is of all before it, so that the first ones, of the entries, hold for this key and these functions.
 */
final class CacheFile implements Closeable {

    private static final byte[] MAGIC = "jwasm-jc".getBytes(StandardCharsets.US_ASCII);
    private static final int ROW = 4 + 1 + 8 + 4 + Checksum.LENGTH;
    private static final int COPY = 1 << 16;
    /** As much as some dozens of entries have. */
    private static final int WINDOW = 1 << 17;

    private final RandomAccessFile file;
    private final long length;
    private final Map<Integer, Row> rows;
    /** Some bytes of the file, as what ran is read in the order in which it stands there; null if there are none. */
    private byte[] window;
    private long windowPlace;

    /** @param place of the first byte in the file */
    private record Row(int function, boolean ran, long place, int length, long checksum) {
    }

    /** The file is not what was written. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    private CacheFile(RandomAccessFile file, long length, Map<Integer, Row> rows) {
        this.file = file;
        this.length = length;
        this.rows = rows;
    }

    /** Reads what comes before the entries. */
    static CacheFile open(RandomAccessFile file, CacheKey key) throws IOException {
        byte[] keyBytes = key.bytes();
        long length = file.length();
        byte[] head = read(file, length, 0, MAGIC.length + 4 + keyBytes.length + 4);
        ByteBuffer buffer = ByteBuffer.wrap(head);
        byte[] magic = new byte[MAGIC.length];
        buffer.get(magic);
        if (!Arrays.equals(magic, MAGIC) || buffer.getInt() != keyBytes.length) {
            throw new DamagedException("its start");
        }
        byte[] found = new byte[keyBytes.length];
        buffer.get(found);
        int count = buffer.getInt();
        if (!Arrays.equals(found, keyBytes) || count < 0 || (long) count * ROW + head.length > length) {
            throw new DamagedException("its key");
        }
        byte[] index = read(file, length, head.length, count * ROW + Checksum.LENGTH);
        Checksum checksum = new Checksum();
        checksum.add(head, head.length);
        checksum.add(index, count * ROW);
        if (checksum.value() != ByteBuffer.wrap(index).getLong(count * ROW)) {
            throw new DamagedException("its index");
        }
        return new CacheFile(file, length, rows(ByteBuffer.wrap(index), count, head.length + index.length, length));
    }

    private static Map<Integer, Row> rows(ByteBuffer index, int count, long start, long end) throws DamagedException {
        Map<Integer, Row> rows = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            Row row = new Row(index.getInt(), index.get() != 0, start + index.getLong(), index.getInt(), index.getLong());
            if (row.length < 0 || row.place < start || row.place > end - row.length) {
                throw new DamagedException("its length");
            }
            rows.put(row.function, row);
        }
        return rows;
    }

    private static byte[] read(RandomAccessFile file, long end, long place, int length) throws IOException {
        if (length < 0 || place > end - length) {
            throw new DamagedException("its length");
        }
        byte[] bytes = new byte[length];
        file.seek(place);
        file.readFully(bytes);
        return bytes;
    }

    int count() {
        return rows.size();
    }

    /** The functions that a program ran. */
    int[] ran() {
        return rows.values().stream().filter(Row::ran).mapToInt(Row::function).toArray();
    }

    boolean has(int function) {
        return rows.containsKey(function);
    }

    /** The entry of a function, or null. */
    synchronized byte[] entry(int function) throws IOException {
        Row row = rows.get(function);
        if (row == null) {
            return null;
        }
        byte[] bytes = row.ran && row.length < WINDOW ? readAhead(row) : read(file, length, row.place, row.length);
        if (Checksum.of(bytes) != row.checksum) {
            throw new DamagedException("the entry of function " + function);
        }
        return bytes;
    }

    private byte[] readAhead(Row row) throws IOException {
        if (window == null || row.place < windowPlace || row.place + row.length > windowPlace + window.length) {
            window = read(file, length, row.place, (int) Math.min(WINDOW, length - row.place));
            windowPlace = row.place;
        }
        int start = (int) (row.place - windowPlace);
        return Arrays.copyOfRange(window, start, start + row.length);
    }

    /**
     * Writes a file.
     *
     * @param old an older one, of whose functions those are kept that there are no new entries of; or null
     * @param entries new ones
     * @param ran functions that a program ran, in the order in which it first did
     */
    static void write(OutputStream out, CacheKey key, CacheFile old, Map<Integer, byte[]> entries, Set<Integer> ran) throws IOException {
        List<Row> written = arrange(old, entries, ran);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(head);
        byte[] keyBytes = key.bytes();
        data.write(MAGIC);
        data.writeInt(keyBytes.length);
        data.write(keyBytes);
        data.writeInt(written.size());
        long place = 0;
        for (Row row : written) {
            data.writeInt(row.function);
            data.writeBoolean(row.ran);
            data.writeLong(place);
            data.writeInt(row.length);
            data.writeLong(row.checksum);
            place += row.length;
        }
        data.writeLong(Checksum.of(head.toByteArray()));
        head.writeTo(out);
        for (Row row : written) {
            byte[] entry = entries.get(row.function);
            if (entry != null) {
                out.write(entry);
            } else {
                old.copy(row, out);
            }
        }
    }

    /** The rows of a file in their order; the places are those in the old one, where there are any. */
    private static List<Row> arrange(CacheFile old, Map<Integer, byte[]> entries, Set<Integer> ran) {
        Map<Integer, Row> all = new LinkedHashMap<>();
        if (old != null) {
            all.putAll(old.rows);
        }
        entries.forEach((function, entry) -> {
            Row before = all.get(function);
            all.put(function, new Row(function, before != null && before.ran, 0, entry.length, Checksum.of(entry)));
        });
        List<Row> rows = new ArrayList<>(all.size());
        // In the order of the first run; of what a later one found loaded nobody knows when it ran.
        all.values().stream().filter(Row::ran).forEach(rows::add);
        all.values().removeIf(Row::ran);
        for (int function : ran) {
            Row row = all.remove(function);
            if (row != null) {
                rows.add(new Row(function, true, row.place, row.length, row.checksum));
            }
        }
        rows.addAll(all.values());
        return rows;
    }

    /** As it is: whoever uses it finds out whether it is damaged. */
    private synchronized void copy(Row row, OutputStream out) throws IOException {
        for (int done = 0; done < row.length;) {
            int step = Math.min(COPY, row.length - done);
            out.write(read(file, length, row.place + done, step));
            done += step;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
