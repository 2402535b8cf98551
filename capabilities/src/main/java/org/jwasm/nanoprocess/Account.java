package org.jwasm.nanoprocess;

import java.util.concurrent.atomic.AtomicLongArray;

/** What a nano-process uses of the shared resources, which counts for all of its ancestors. */
final class Account {

    private static final Resource[] RESOURCES = Resource.values();

    private final Account parent;
    private final Limits limits;
    private final NanoProcess owner;
    private final AtomicLongArray used = new AtomicLongArray(RESOURCES.length);
    private boolean closed;

    /** @param parent null for the supervisor's */
    Account(Account parent, Limits limits, NanoProcess owner) {
        this.parent = parent;
        this.limits = limits;
        this.owner = owner;
    }

    /** An account whose limit doesn't allow a charge: it, or one of an ancestor. */
    record Exceeded(NanoProcess owner, Resource resource, long limit) {
    }

    /**
     * Charges this account and all ancestors, or, if the limit of one doesn't allow it, none.
     *
     * @return null if all agree
     */
    Exceeded charge(Resource resource, long amount) {
        for (Account account = this; account != null; account = account.parent) {
            long now = account.used.addAndGet(resource.ordinal(), amount);
            if (amount > 0 && (now > account.limits.get(resource) || now < 0)) {
                giveBack(resource, amount, account.parent);
                return new Exceeded(account.owner, resource, account.limits.get(resource));
            }
        }
        return null;
    }

    /** Takes a charge back. */
    void release(Resource resource, long amount) {
        giveBack(resource, amount, null);
    }

    private void giveBack(Resource resource, long amount, Account end) {
        for (Account account = this; account != end; account = account.parent) {
            account.used.addAndGet(resource.ordinal(), -amount);
        }
    }

    long used(Resource resource) {
        return used.get(resource.ordinal());
    }

    /** Gives all back that is still charged; once. */
    synchronized void close() {
        if (closed || parent == null) {
            return;
        }
        closed = true;
        for (Resource resource : RESOURCES) {
            // What descendants have is given back by themselves, and they are closed first.
            if (resource.isShared()) {
                parent.release(resource, used(resource));
            }
        }
    }
}
