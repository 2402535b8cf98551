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
    private final AtomicLongArray used = new AtomicLongArray(RESOURCES.length);
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
        if (closed) {
            return amount <= 0 ? null : new Exceeded(name(), resource, 0);
        }
        for (Account account = this; account != null; account = account.parent) {
            long now = account.used.addAndGet(resource.ordinal(), amount);
            boolean fits = amount <= 0 || now <= account.limits.get(resource) && now >= 0;
            if (!fits || !account.chargeBudget(resource, amount)) {
                giveBack(resource, amount, account);
                account.used.addAndGet(resource.ordinal(), -amount);
                return new Exceeded(fits ? "the budget of " + account.owner.path() : account.name(), resource,
                                fits ? account.budgetLeft(resource) : account.limits.get(resource));
            }
        }
        return null;
    }

    private String name() {
        return owner == null ? "the supervisor" : owner.path();
    }

    private boolean chargeBudget(Resource resource, long amount) {
        SpawnCapability.Resource charged = budget == null ? null : charged(resource);
        if (charged == null) {
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

    private long budgetLeft(Resource resource) {
        return budget.left(charged(resource));
    }

    private static SpawnCapability.Resource charged(Resource resource) {
        return switch (resource) {
            case CHILDREN -> SpawnCapability.Resource.CHILDREN;
            case MEMORY -> SpawnCapability.Resource.MEMORY;
            case TABLE_ELEMENTS -> SpawnCapability.Resource.TABLE_ELEMENTS;
            case OUTPUT -> SpawnCapability.Resource.OUTPUT;
            default -> null;
        };
    }

    /** Takes a charge back. */
    void release(Resource resource, long amount) {
        giveBack(resource, amount, null);
    }

    private void giveBack(Resource resource, long amount, Account end) {
        for (Account account = this; account != end; account = account.parent) {
            account.used.addAndGet(resource.ordinal(), -amount);
            account.chargeBudget(resource, -amount);
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
            if (resource.isGivenBack()) {
                parent.release(resource, used(resource));
                if (budget != null) {
                    chargeBudget(resource, -used(resource));
                }
            }
        }
    }
}
