// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** R4: whatever is derived, granted, revoked in whatever order, nobody can do more than the model says. */
class DerivationPropertyTest {

    private static final int MAX_DEPTH = 8;
    private static final Right[] RIGHTS = {Right.READ, Right.WAIT, Right.DUPLICATE, Right.TRANSFER};

    /** What a capability may do, computed apart from the code under test. */
    private static final class Model {
        final Model parent;
        final Set<Right> rights;
        final int[] budget;
        final long expiry;
        final Holder holder;
        boolean revoked;

        /** @param expiry in milliseconds of the test's time */
        Model(Model parent, Set<Right> rights, int budget, long expiry, Holder holder) {
            this.expiry = expiry;
            this.parent = parent;
            this.rights = rights;
            this.budget = new int[]{budget};
            this.holder = holder;
        }

        boolean live() {
            return !revoked && (parent == null || parent.live());
        }

        boolean inTime(long now) {
            return now < expiry && (parent == null || parent.inTime(now));
        }

        int depth() {
            return parent == null ? 0 : parent.depth() + 1;
        }

        boolean affordable() {
            return budget[0] > 0 && (parent == null || parent.affordable());
        }

        void spend() {
            budget[0]--;
            if (parent != null) {
                parent.spend();
            }
        }

        boolean use(Right right, long now) {
            boolean allowed = live() && rights.contains(right) && inTime(now) && affordable();
            if (allowed) {
                spend();
            }
            return allowed;
        }
    }

    private final List<ClockCapability> capabilities = new ArrayList<>();
    private final List<Model> models = new ArrayList<>();
    private ManualTime time;
    private long now;

    @Property(tries = 100_000)
    void nothingGainsAnything(@ForAll long seed) throws CapabilityException {
        Random random = new Random(seed);
        time = new ManualTime();
        now = 0;
        Holder host = Holder.host(AuditLog.builder().capacity(16).build(), time);
        List<Holder> holders = List.of(host.child("a"), host.child("b"), host.child("c"));
        capabilities.clear();
        models.clear();
        capabilities.add(ClockCapability.frozen(java.time.Instant.EPOCH).delegate(holders.get(0)));
        models.add(new Model(null, EnumSet.of(Right.READ, RIGHTS), Integer.MAX_VALUE, Long.MAX_VALUE, holders.get(0)));
        int steps = 5 + random.nextInt(30);
        for (int i = 0; i < steps; i++) {
            step(random, holders);
        }
        for (int i = 0; i < capabilities.size(); i++) {
            assertThat(capabilities.get(i).isLive()).isEqualTo(models.get(i).live());
            assertThat(capabilities.get(i).rights()).isEqualTo(models.get(i).rights);
            assertThat(capabilities.get(i).holder()).isSameAs(models.get(i).holder);
            assertThat(isAllowed(capabilities.get(i)::now)).isEqualTo(models.get(i).use(Right.READ, now));
        }
    }

    private interface Attempt {
        void run() throws CapabilityException;
    }

    private static boolean isAllowed(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (CapabilityException e) {
            assertThat(e.isDenial()).isTrue();
            return false;
        }
    }

    private void step(Random random, List<Holder> holders) {
        int index = random.nextInt(capabilities.size());
        ClockCapability capability = capabilities.get(index);
        Model model = models.get(index);
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                EnumSet<Right> kept = EnumSet.noneOf(Right.class);
                for (Right right : RIGHTS) {
                    if (random.nextInt(4) != 0) {
                        kept.add(right);
                    }
                }
                EnumSet<Right> all = EnumSet.copyOf(model.rights);
                EnumSet<Right> dropped = EnumSet.complementOf(kept);
                all.removeAll(dropped);
                derive(model, Right.DUPLICATE, () -> capability.without(dropped.toArray(Right[]::new)), all, Integer.MAX_VALUE, Long.MAX_VALUE, model.holder);
            }
            case 2 -> {
                int uses = random.nextInt(3);
                derive(model, Right.DUPLICATE, () -> capability.uses(uses), model.rights, uses, Long.MAX_VALUE, model.holder);
            }
            case 3, 4 -> {
                Holder to = holders.get(random.nextInt(holders.size()));
                Right needed = to == model.holder ? Right.DUPLICATE : Right.TRANSFER;
                derive(model, needed, () -> capability.delegate(to), model.rights, Integer.MAX_VALUE, Long.MAX_VALUE, to);
            }
            case 5 -> {
                if (index > 0 || random.nextInt(10) == 0) {
                    capability.revoke();
                    model.revoked = true;
                }
            }
            case 6 -> assertThat(isAllowed(() -> capability.sleep(0))).isEqualTo(model.use(Right.WAIT, now));
            case 7 -> {
                int millis = random.nextInt(20);
                derive(model, Right.DUPLICATE, () -> capability.expiresAfter(Duration.ofMillis(millis)), model.rights, Integer.MAX_VALUE, now + millis, model.holder);
            }
            case 8 -> {
                int passed = random.nextInt(6);
                time.advance(Duration.ofMillis(passed));
                now += passed;
            }
            default -> assertThat(isAllowed(capability::now)).isEqualTo(model.use(Right.READ, now));
        }
    }

    private interface Derivation {
        ClockCapability run() throws CapabilityException;
    }

    private void derive(Model model, Right needed, Derivation derivation, Set<Right> rights, int budget, long expiry, Holder holder) {
        if (model.depth() == MAX_DEPTH) {
            return;
        }
        boolean allowed = isAllowed(() -> {
            capabilities.add(derivation.run());
            models.add(new Model(model, rights, budget, expiry, holder));
        });
        assertThat(allowed).isEqualTo(model.live() && model.inTime(now) && model.rights.contains(needed));
    }
}
