// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.concurrent.atomic.AtomicLongArray;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.SpawnCapability;

/** What a nano-process uses of the shared resources, which counts for all of its ancestors, and for the budgets that it was spawned with. */
final class Account {

    private static final Resource[] RESOURCES = Resource.values();

    private final Account parent;
    private final Limits limits;
    private final NanoProcess owner;
    private final SpawnCapability budget;
    /** With what those below use. */
    private final AtomicLongArray used = new AtomicLongArray(RESOURCES.length);
    private final AtomicLongArray own = new AtomicLongArray(RESOURCES.length);
    private volatile boolean closed;

    /**
     * @param parent null for the supervisor's
     * @param budget that the nano-process was spawned with, or null
     */
    Account(Account parent, Limits limits, NanoProcess owner, SpawnCapability budget) {
        this.parent = parent;
        this.limits = limits;
        this.owner = owner;
        this.budget = budget;
    }

    /** An account whose limit doesn't allow a charge: it, or one of an ancestor. */
    record Exceeded(String owner, Resource resource, long limit) {

        /** For a death of who tried: whose limit it is, if not its own. */
        String details(NanoProcess process) {
            return "limit " + limit + (owner.equals(process.path()) ? "" : " of " + owner);
        }
    }

    /**
     * Charges this account and all ancestors, or, if the limit of one doesn't allow it, none.
     *
     * @return null if all agree
     */
    Exceeded charge(Resource resource, long amount) {
        return charge(resource, amount, null);
    }

    /** The same where a budget, which may be null, was charged already. */
    Exceeded charge(Resource resource, long amount, SpawnCapability charged) {
        if (closed) {
            return amount <= 0 ? null : new Exceeded(name(), resource, 0);
        }
        SpawnCapability last = charged;
        for (Account account = this; account != null; account = account.parent) {
            long now = account.used.addAndGet(resource.ordinal(), amount);
            boolean fits = amount <= 0 || now <= account.limits.get(resource) && now >= 0;
            if (!fits || !account.chargeBudget(resource, amount, last)) {
                giveBack(resource, amount, account, charged);
                account.used.addAndGet(resource.ordinal(), -amount);
                return fits ? new Exceeded("the budget of " + account.owner.path(), resource, account.budget.left(inBudget(resource)))
                                : new Exceeded(account.name(), resource, account.limits.get(resource));
            }
            last = account.budget == null ? last : account.budget;
        }
        own.addAndGet(resource.ordinal(), amount);
        return null;
    }

    /** Whether a limit of it or of an ancestor bounds a resource. */
    boolean isLimited(Resource resource) {
        Account account = this;
        while (account != null && account.limits.of(resource).isEmpty()) {
            account = account.parent;
        }
        return account != null;
    }

    private String name() {
        return owner == null ? "the supervisor" : owner.path();
    }

    /** @param last the budget that was charged before, or null: often what this one was derived into, and then that is enough */
    private boolean chargeBudget(Resource resource, long amount, SpawnCapability last) {
        SpawnCapability.Resource charged = budget == null ? null : inBudget(resource);
        if (charged == null || last != null && last.covers(budget, charged)) {
            return true;
        }
        if (amount <= 0) {
            budget.release(charged, -amount);
            return true;
        }
        try {
            budget.charge(charged, amount);
            return true;
        } catch (CapabilityException e) {
            return false;
        }
    }

    private static SpawnCapability.Resource inBudget(Resource resource) {
        return switch (resource) {
            case CHILDREN -> SpawnCapability.Resource.CHILDREN;
            case MEMORY -> SpawnCapability.Resource.MEMORY;
            case TABLE_ELEMENTS -> SpawnCapability.Resource.TABLE_ELEMENTS;
            case OUTPUT -> SpawnCapability.Resource.OUTPUT;
            case HANDLES -> SpawnCapability.Resource.HANDLES;
            default -> null;
        };
    }

    /** Takes a charge back. */
    void release(Resource resource, long amount) {
        release(resource, amount, null);
    }

    /** The same where a budget was given back already. */
    void release(Resource resource, long amount, SpawnCapability given) {
        own.addAndGet(resource.ordinal(), -amount);
        giveBack(resource, amount, null, given);
    }

    private void giveBack(Resource resource, long amount, Account end, SpawnCapability given) {
        SpawnCapability last = given;
        for (Account account = this; account != end; account = account.parent) {
            account.used.addAndGet(resource.ordinal(), -amount);
            account.chargeBudget(resource, -amount, last);
            last = account.budget == null ? last : account.budget;
        }
    }

    long used(Resource resource) {
        return used.get(resource.ordinal());
    }

    /** Gives back what it holds itself; once. Those below give back theirs, before or after. */
    synchronized void close() {
        if (closed || parent == null) {
            return;
        }
        closed = true;
        for (Resource resource : RESOURCES) {
            if (resource.isGivenBack()) {
                release(resource, own.get(resource.ordinal()));
            }
        }
    }
}
