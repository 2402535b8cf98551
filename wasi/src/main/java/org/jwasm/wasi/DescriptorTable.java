// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The descriptors of a guest by their numbers. */
final class DescriptorTable {

    /** So many can be open: each costs one of the host's. */
    static final int LIMIT = 8192;

    /** Numbers below are never given to what is opened: a file must not become the output of a guest that has none. */
    private static final int FIRST = 3;

    private Descriptor[] table = new Descriptor[8];
    private int firstFree = FIRST;

    /** Sets a number while the table is made. */
    synchronized void set(int number, Descriptor descriptor) {
        if (number >= table.length) {
            table = Arrays.copyOf(table, number * 2);
        }
        table[number] = descriptor;
    }

    /** @throws WasiException BADF if none is open under the number */
    synchronized Descriptor get(long number) throws WasiException {
        int index = (int) number;
        if (index < 0 || index >= table.length || table[index] == null) {
            throw new WasiException(Errno.BADF);
        }
        return table[index];
    }

    /** A directory; NOTDIR for anything else that is open. */
    DirectoryDescriptor directory(long number) throws WasiException {
        if (get(number) instanceof DirectoryDescriptor directory) {
            return directory;
        }
        throw new WasiException(Errno.NOTDIR);
    }

    /** @throws WasiException MFILE if there is no room for another one */
    synchronized void requireRoom() throws WasiException {
        while (firstFree < table.length && table[firstFree] != null) {
            firstFree++;
        }
        if (firstFree >= LIMIT) {
            throw new WasiException(Errno.MFILE);
        }
    }

    /** Opens a descriptor under the lowest free number behind the standard streams'; closes it if there is none. */
    synchronized int add(Descriptor descriptor) throws WasiException {
        try {
            requireRoom();
        } catch (WasiException e) {
            descriptor.close();
            throw e;
        }
        int number = firstFree;
        set(number, descriptor);
        return number;
    }

    synchronized Descriptor remove(long number) throws WasiException {
        Descriptor removed = get(number);
        table[(int) number] = null;
        firstFree = Math.max(FIRST, Math.min(firstFree, (int) number));
        return removed;
    }

    /** Moves a descriptor to another open number, and returns what was open there, or null if nothing changes. */
    synchronized Descriptor renumber(long from, long to) throws WasiException {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (moved == replaced) {
            return null;
        }
        remove(from);
        table[(int) to] = moved;
        return replaced;
    }

    void forEach(Consumer<Descriptor> action) {
        List<Descriptor> open;
        synchronized (this) {
            open = Arrays.stream(table).filter(Objects::nonNull).toList();
        }
        open.forEach(action);
    }

    void closeAll() {
        List<Descriptor> open = new ArrayList<>();
        synchronized (this) {
            for (int i = 0; i < table.length; i++) {
                if (table[i] != null) {
                    open.add(table[i]);
                    table[i] = null;
                }
            }
            firstFree = FIRST;
        }
        open.forEach(Descriptor::close);
    }
}
