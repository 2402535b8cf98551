// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.oracle.truffle.api.interop.UnsupportedTypeException;

/**
 * The authority to start nano-processes, within a budget. What does the starting is a {@link Spawner}.
 *
 * <p>A derived capability can have a smaller budget, never a larger one; what children use up is charged by the spawner to all budgets
 * up the derivation tree.
 */
public final class SpawnCapability extends Kind<SpawnCapability> {

    /** What a budget bounds. */
    public enum Resource {
        /** Nano-processes alive at the same time, at all depths together. */
        CHILDREN,
        /** How many generations there may be below the holder; one less for each that it goes down the tree. */
        DEPTH,
        /** Units of work, which are the same for the same program and input. */
        FUEL,
        /** Bytes of linear memories. */
        MEMORY,
        /** Elements of tables. */
        TABLE_ELEMENTS,
        /** Bytes written to streams. */
        OUTPUT,
        /** Handles held at the same time. */
        HANDLES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Starts nano-processes for holders of the capability. */
    @FunctionalInterface
    public interface Spawner {
        /**
         * Starts one, for {@code by} and charged to it.
         *
         * @param request what to start, in the spawner's own terms
         * @return what the holder gets, such as a handle of the nano-process
         */
        Object spawn(SpawnCapability by, Object request) throws CapabilityException;
    }

    /**
     * What guests ask of a supervisor.
     *
     * @param image the name of a module that the spawner has
     * @param name the child's among its siblings
     * @param grants capabilities of the asking holder for the child, by the names under which it imports them
     */
    public record Request(String image, String name, Map<String, Capability> grants) {

        public Request {
            grants = Collections.unmodifiableMap(new LinkedHashMap<>(grants));
        }

        /** The image, the name, then names and capabilities in turn. */
        static Request of(Arguments arguments) throws UnsupportedTypeException, CapabilityException {
            Map<String, Capability> grants = new LinkedHashMap<>();
            if (arguments.count() % 2 != 0) {
                throw new CapabilityException(ErrorKind.INVAL, "each capability is granted under a name");
            }
            for (int i = 2; i < arguments.count(); i += 2) {
                grants.put(arguments.string(i), arguments.instance(i + 1, Capability.class, "a capability"));
            }
            return new Request(arguments.string(0), arguments.string(1), grants);
        }
    }

    private static final Members<SpawnCapability> MEMBERS = Members.of(SpawnCapability.class)
                    .add("limit", 2, (self, a) -> self.limit(resource(a.string(0)), a.number(1)))
                    .add("remaining", 1, (self, a) -> self.remaining(resource(a.string(0))))
                    .add("spawn", 1, Integer.MAX_VALUE, (self, a) -> self.spawn(a.count() == 1 ? a.value(0) : Request.of(a)));

    private final Spawner spawner;
    private final Map<Resource, Account> accounts;

    /** What is left of one resource, here and at all above. */
    private static final class Account {
        final Account above;
        private long left;

        Account(Account above, long left) {
            this.above = above;
            this.left = left;
        }

        long least() {
            long least = above == null ? Long.MAX_VALUE : above.least();
            synchronized (this) {
                return Math.min(least, left);
            }
        }

        boolean take(long amount) {
            synchronized (this) {
                if (left < amount) {
                    return false;
                }
                left -= amount;
            }
            if (above == null || above.take(amount)) {
                return true;
            }
            give(amount);
            return false;
        }

        synchronized void give(long amount) {
            left = left > Long.MAX_VALUE - amount ? Long.MAX_VALUE : left + amount;
        }

        void giveAll(long amount) {
            for (Account account = this; account != null; account = account.above) {
                account.give(amount);
            }
        }
    }

    private SpawnCapability(Origin origin, Spawner spawner, Map<Resource, Account> accounts) {
        super(origin);
        this.spawner = spawner;
        this.accounts = accounts;
    }

    /** @param budget what isn't in it is not bounded */
    public static SpawnCapability of(Spawner spawner, Map<Resource, Long> budget) {
        Map<Resource, Account> accounts = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            accounts.put(resource, new Account(null, Math.max(0, budget.getOrDefault(resource, Long.MAX_VALUE))));
        }
        return new SpawnCapability(Origin.original(Right.SPAWN), Objects.requireNonNull(spawner), accounts);
    }

    private static Resource resource(String name) throws CapabilityException {
        for (Resource resource : Resource.values()) {
            if (resource.toString().equals(name)) {
                return resource;
            }
        }
        throw new CapabilityException(ErrorKind.INVAL, "there is no resource " + Text.quoted(name));
    }

    @Override
    public String kind() {
        return "spawn";
    }

    @Override
    public String scope() {
        StringBuilder text = new StringBuilder();
        accounts.forEach((resource, account) -> {
            long least = account.least();
            if (least != Long.MAX_VALUE) {
                text.append(text.isEmpty() ? "" : " ").append(resource).append('=').append(least);
            }
        });
        return text.toString();
    }

    /** Nobody can spawn further down for having got it from further up: for who stands so many generations deeper, there are as many less. */
    @Override
    SpawnCapability copy(Origin origin) {
        int deeper = holder().isHost() ? 0 : origin.holder().depth() - holder().depth();
        Account depth = accounts.get(Resource.DEPTH);
        long least = depth.least();
        if (deeper <= 0 || least == Long.MAX_VALUE) {
            return new SpawnCapability(origin, spawner, accounts);
        }
        Map<Resource, Account> fewer = new EnumMap<>(accounts);
        fewer.put(Resource.DEPTH, new Account(depth, Math.max(0, least - deeper)));
        return new SpawnCapability(origin, spawner, fewer);
    }

    /** The same with no more than this of a resource, which is taken out of this budget only as it is used. */
    public SpawnCapability limit(Resource resource, long amount) throws CapabilityException {
        if (amount < 0) {
            throw new CapabilityException(ErrorKind.INVAL, "a budget isn't negative");
        }
        return derive("limit", () -> {
            Map<Resource, Account> fewer = new EnumMap<>(accounts);
            fewer.put(resource, new Account(accounts.get(resource), amount));
            return new SpawnCapability(Origin.same(this), spawner, fewer);
        });
    }

    /** What is left of a resource. */
    public long remaining(Resource resource) throws CapabilityException {
        return unguarded("remaining", () -> accounts.get(resource).least());
    }

    /** Starts a nano-process. */
    public Object spawn(Object request) throws CapabilityException {
        enter(Right.SPAWN, "spawn", null);
        try {
            if (accounts.get(Resource.DEPTH).least() == 0) {
                throw denied(ErrorKind.EXHAUSTED, "spawn", null, "no further depth");
            }
            callBegins();
            Object spawned = spawner.spawn(this, request);
            callEnds("spawn");
            return spawned;
        } finally {
            exit();
        }
    }

    /**
     * Charges this budget and all above it; for the spawner.
     *
     * @throws CapabilityException EXHAUSTED if there isn't so much left, and then nothing was charged
     */
    public void charge(Resource resource, long amount) throws CapabilityException {
        if (amount < 0) {
            throw new IllegalArgumentException("a charge isn't negative");
        }
        if (!accounts.get(resource).take(amount)) {
            throw denied(ErrorKind.EXHAUSTED, "charge", resource + " " + amount, "the budget of " + resource + " is spent");
        }
    }

    /** What is left of a resource, also when it is revoked; for the spawner. */
    public long left(Resource resource) {
        return accounts.get(resource).least();
    }

    /** Whether what is charged to this one is charged to another one too, as to one that it was derived from; for the spawner. */
    public boolean covers(SpawnCapability other, Resource resource) {
        Account wanted = other.accounts.get(resource);
        Account next = accounts.get(resource);
        while (next != null && next != wanted) {
            next = next.above;
        }
        return next != null;
    }

    /** Gives back what was charged; for the spawner. */
    public void release(Resource resource, long amount) {
        accounts.get(resource).giveAll(amount);
    }

    @Override
    boolean runsForeignCode() {
        return true;
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
