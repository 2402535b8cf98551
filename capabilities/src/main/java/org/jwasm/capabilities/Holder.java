// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jwasm.runtime.HeapBoundary;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * Who holds capabilities: the host, or a nano-process at its place in the tree, such as {@code app/gui/notify}. All holders of a
 * tree share an audit log and a source of time.
 *
 * <pre>{@code
 * Holder host = Holder.host(AuditLog.builder().build());
 * Holder app = host.child("app");
 * DirectoryCapability uploads = directory.readOnly().delegate(app);
 * app.end();                                  // takes back all that app was granted
 * }</pre>
 *
 * <p>To guests it is an object without members, of use only to {@code delegate}.
 */
@ExportLibrary(InteropLibrary.class)
public final class Holder extends HeapBoundary implements TruffleObject {

    private static final int MAX_NAME = 255;
    private static final AtomicLong IDS = new AtomicLong();

    /** The host, where no audit log is kept: what new capabilities are held by. */
    public static final Holder HOST = host(null, TimeSource.system());

    private final long id = IDS.incrementAndGet();
    private final Holder parent;
    private final int depth;
    private final String name;
    private final AuditLog audit;
    private final TimeSource time;
    private final Meter meter;
    /** What others granted to it; weak, as a dropped grant can do nothing more. */
    private Set<Capability> grants;
    private boolean ended;

    /** Counts what a holder uses of the host; its methods may also throw what ends the guest. */
    public interface Meter {

        /** Counts nothing. */
        Meter NONE = new Meter() {
            @Override
            public boolean output(long bytes) {
                return true;
            }

            @Override
            public boolean files(long count) {
                return true;
            }

            @Override
            public boolean limitsCapabilities() {
                return false;
            }

            @Override
            public boolean capabilities(long count, boolean received) {
                return true;
            }
        };

        /** Asked before so many bytes are written to files, streams, sockets and logs; negative for what wasn't written after all. */
        boolean output(long bytes);

        /** Asked before so many files, directories and sockets are kept open; negative when they are closed. */
        boolean files(long count);

        /** Whether capabilities are counted. */
        boolean limitsCapabilities();

        /**
         * Asked before it has so many more capabilities; negative when they are revoked or garbage.
         *
         * @param received whether another holder grants them, which never throws
         */
        boolean capabilities(long count, boolean received);
    }

    private Holder(Holder parent, String name, AuditLog audit, TimeSource time, Meter meter) {
        this.meter = meter;
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.name = name;
        this.audit = audit;
        this.time = time;
    }

    /** The host as the root of a tree of holders. */
    public static Holder host(AuditLog audit) {
        return host(audit, TimeSource.system());
    }

    /** @param audit null for none */
    public static Holder host(AuditLog audit, TimeSource time) {
        return new Holder(null, "host", audit, time, Meter.NONE);
    }

    /**
     * A holder below this one.
     *
     * @throws IllegalArgumentException for a name that is empty, longer than 255, or has a slash or a control character
     */
    public Holder child(String childName) {
        return child(childName, Meter.NONE);
    }

    /** The same for one whose use of the host is counted. */
    public Holder child(String childName, Meter counted) {
        if (childName.isEmpty() || childName.length() > MAX_NAME || childName.chars().anyMatch(c -> c == '/' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("not a name for a holder: " + childName);
        }
        return new Holder(this, childName, audit, time, counted);
    }

    /** Unique within the host's process. */
    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Null for the host. */
    public Holder parent() {
        return parent;
    }

    /** The names from below the host to this holder, with slashes between them; {@code host} for the host. */
    @TruffleBoundary
    public String path() {
        if (parent == null || parent.parent == null) {
            return name;
        }
        return parent.path() + "/" + name;
    }

    /** How many generations it is below the host. */
    int depth() {
        return depth;
    }

    /** Whether it is the host, who may hand on whatever it has. */
    boolean isHost() {
        return parent == null;
    }

    Meter meter() {
        return meter;
    }

    /** The audit log of its tree, or null. */
    public AuditLog audit() {
        return audit;
    }

    public TimeSource time() {
        return time;
    }

    /**
     * Revokes all that was granted to it, and with that all that it derived or granted to others. From now on nothing can be granted
     * to it.
     */
    @TruffleBoundary
    public void end() {
        List<Capability> revoked;
        synchronized (this) {
            ended = true;
            revoked = grants == null ? List.of() : new ArrayList<>(grants);
            grants = null;
        }
        Capability.revokeAll(revoked);
    }

    /** The grants made to it that haven't been revoked. */
    public synchronized List<Capability> grants() {
        return grants == null ? List.of() : grants.stream().filter(Capability::isLive).toList();
    }

    /** Returns false if it has ended. */
    synchronized boolean receive(Capability grant) {
        if (ended) {
            return false;
        }
        if (grants == null) {
            grants = Collections.newSetFromMap(new WeakHashMap<>());
        }
        grants.add(grant);
        return true;
    }

    synchronized void drop(Capability grant) {
        if (grants != null) {
            grants.remove(grant);
        }
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return path();
    }
}
