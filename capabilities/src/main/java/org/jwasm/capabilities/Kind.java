// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

import org.jwasm.capabilities.internal.Caveat;

/** What all kinds can be weakened by. */
abstract class Kind<C extends Capability> extends Capability {

    /** Each use asks all of them, each derived one has all of them, and the audit log tells them. */
    private static final int MOST_CAVEATS = 64;

    Kind(Origin origin) {
        super(origin);
    }

    /** A capability on the same object and scope. */
    abstract C copy(Origin origin) throws CapabilityException;

    /** Derives what stands at {@code origin}. */
    final C derive(String operation, Origin origin) throws CapabilityException {
        // The host needs no right to endow a guest with what the guest isn't to hand on.
        Right right = origin.holder() == holder() ? Right.DUPLICATE : holder().isHost() ? null : Right.TRANSFER;
        return derive(right, operation, () -> copy(origin));
    }

    /** Derives what {@code making} makes. */
    final <D extends Capability> D derive(String operation, Action<D> making) throws CapabilityException {
        return derive(Right.DUPLICATE, operation, making);
    }

    private <D extends Capability> D derive(Right right, String operation, Action<D> making) throws CapabilityException {
        enterFree(right, operation);
        try {
            return attach(making.run(), operation);
        } catch (CapabilityException e) {
            throw failed(operation, null, e);
        } finally {
            exit();
        }
    }

    @Override
    public C askedBy(Decider further) throws CapabilityException {
        return derive("askedBy", Origin.same(this).askedBy(Objects.requireNonNull(further)));
    }

    @Override
    public C only(Set<Right> kept) throws CapabilityException {
        return derive("only", Origin.same(this).only(Right.mask(kept) | Right.HANDING_ON));
    }

    @Override
    public C without(Right... dropped) throws CapabilityException {
        return derive("without", Origin.same(this).only(~Right.mask(dropped)));
    }

    @Override
    public C delegate(Holder to) throws CapabilityException {
        if (to == holder()) {
            return derive("delegate", Origin.same(this));
        }
        return derive("delegate", Origin.same(this).heldBy(Objects.requireNonNull(to)));
    }

    private C weaken(String operation, Caveat caveat) throws CapabilityException {
        if (caveatArray().length >= MOST_CAVEATS) {
            throw denied(ErrorKind.EXHAUSTED, operation, null, "it has as many caveats as it may");
        }
        return derive(operation, Origin.same(this).with(caveat));
    }

    @Override
    public C expiresAt(Instant instant) throws CapabilityException {
        return weaken("expiresAt", new Caveat.Expiry(holder().time(), instant));
    }

    @Override
    public C expiresAfter(Duration duration) throws CapabilityException {
        return weaken("expiresAfter", new Caveat.Expiry(holder().time(), duration));
    }

    @Override
    public C uses(long count) throws CapabilityException {
        return weaken("uses", new Caveat.Uses(notNegative(count)));
    }

    @Override
    public C bytes(long count) throws CapabilityException {
        return weaken("bytes", new Caveat.Bytes(notNegative(count)));
    }

    @Override
    public C rate(int count, Duration period) throws CapabilityException {
        if (count < 0 || count > Caveat.Rate.MOST || period.isNegative()) {
            throw new CapabilityException(ErrorKind.INVAL, "a rate is at most " + Caveat.Rate.MOST + " uses in a time");
        }
        return weaken("rate", new Caveat.Rate(holder().time(), count, period));
    }

    private static long notNegative(long count) throws CapabilityException {
        if (count < 0) {
            throw new CapabilityException(ErrorKind.INVAL, "a count isn't negative");
        }
        return count;
    }
}
