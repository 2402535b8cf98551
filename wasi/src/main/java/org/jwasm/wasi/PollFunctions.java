// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.FileCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.NetworkWait;
import org.jwasm.wasi.WasiFunction.Definition;

/** Waiting for the first of several events. */
final class PollFunctions {

    static final List<Definition> ALL = List.of(Definition.of("poll_oneoff", "iiii", PollFunctions::poll));

    private static final int EVENT_SIZE = 32;
    private static final int MAX_SUBSCRIPTIONS = 1 << 14;
    private static final int ABSTIME = 1;
    /** How long one of several sources of different kinds is waited for before the others are looked at. */
    private static final long SLICE_NANOS = 2_000_000;

    private PollFunctions() {
    }

    private static void poll(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        long count = Guest.unsigned(a[2]);
        if (count == 0 || count > MAX_SUBSCRIPTIONS) {
            throw new WasiException(Errno.INVAL);
        }
        int size = guest.layout().subscriptionSize();
        long in = guest.range(a[0], count * size);
        long out = guest.range(a[1], count * EVENT_SIZE);
        guest.range(a[3], 4);
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subscriptions.add(read(wasi, guest, in + (long) i * size));
            Safepoint.poll();
        }
        while (!update(subscriptions)) {
            try {
                await(subscriptions);
            } catch (CapabilityException e) {
                // Of a descriptor it is its event's error.
                if (!update(subscriptions)) {
                    throw e;
                }
            }
            Safepoint.poll();
        }
        guest.storeInt(a[3], storeEvents(guest, out, subscriptions));
    }

    private static Subscription read(Wasi wasi, Guest guest, long at) throws WasiException {
        Subscription subscription = new Subscription(guest.loadLong(at), guest.loadByte(at + 8));
        try {
            switch (subscription.type) {
                case Subscription.CLOCK -> readClock(wasi, guest, at + guest.layout().clockOffset(), subscription);
                case Subscription.FD_READ, Subscription.FD_WRITE -> {
                    Descriptor descriptor = wasi.descriptors().get(guest.loadInt(at + 16));
                    descriptor.require(Rights.POLL_FD_READWRITE);
                    subscription.awaitDescriptor(descriptor);
                }
                default -> subscription.fail(Errno.INVAL);
            }
        } catch (WasiException e) {
            subscription.fail(e.errno());
        } catch (CapabilityException e) {
            subscription.fail(Errno.of(e.kind()));
        }
        return subscription;
    }

    private static void readClock(Wasi wasi, Guest guest, long at, Subscription subscription) throws WasiException, CapabilityException {
        ClockCapability clock = ClockFunctions.clock(wasi, Guest.unsigned(guest.loadInt(at)));
        long timeout = guest.loadLong(at + 8);
        int flags = guest.loadShort(at + 24);
        if ((flags & ~ABSTIME) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        clock.sleep(0);
        // As signed numbers the largest timeouts are negative: some centuries.
        boolean absolute = flags == ABSTIME;
        subscription.awaitClock(clock, timeout < 0 ? Subscription.FOREVER : absolute ? Math.max(0, timeout - clock.now()) : timeout);
    }

    /** Whether at least one has happened. */
    private static boolean update(List<Subscription> subscriptions) {
        boolean any = false;
        for (Subscription subscription : subscriptions) {
            subscription.update();
            any |= subscription.ready;
            Safepoint.poll();
        }
        return any;
    }

    /** Nothing is ready: waits for the earliest clock or for the first descriptor, or a while if they are of several kinds. */
    private static void await(List<Subscription> subscriptions) throws CapabilityException {
        List<InputStreamCapability> inputs = new ArrayList<>();
        NetworkWait sockets = new NetworkWait();
        Subscription file = null;
        Subscription earliest = null;
        for (Subscription subscription : subscriptions) {
            switch (subscription.descriptor) {
                case InputDescriptor input -> inputs.add(input.stream());
                case ListenerDescriptor listener -> sockets.forConnection(listener.listener());
                case SocketDescriptor socket when subscription.type == Subscription.FD_READ -> sockets.forInput(socket.connection());
                case SocketDescriptor socket -> sockets.forOutput(socket.connection());
                case FileDescriptor _ -> file = subscription;
                case null, default -> earliest = earliest == null || subscription.left() < earliest.left() ? subscription : earliest;
            }
        }
        long left = earliest == null ? Subscription.FOREVER : Math.max(0, earliest.left());
        int kinds = inputs.size() + (sockets.isEmpty() ? 0 : 1) + (file == null ? 0 : 1);
        long wait = kinds > 1 ? Math.min(left, SLICE_NANOS) : left;
        if (kinds == 0) {
            earliest.clock.sleep(left);
            return;
        }
        for (InputStreamCapability input : inputs) {
            if (wait == Subscription.FOREVER) {
                input.awaitReadable();
            } else {
                input.awaitReadable(wait);
            }
        }
        if (!sockets.isEmpty()) {
            sockets.await(wait, wait == Subscription.FOREVER);
        }
        if (file != null) {
            FileCapability contents = ((FileDescriptor) file.descriptor).file();
            contents.awaitReady(file.type == Subscription.FD_WRITE, wait);
        }
    }

    private static int storeEvents(Guest guest, long out, List<Subscription> subscriptions) throws WasiException {
        int stored = 0;
        for (Subscription subscription : subscriptions) {
            if (subscription.ready) {
                long at = out + (long) stored * EVENT_SIZE;
                guest.storeLong(at, subscription.userdata);
                guest.storeShort(at + 8, subscription.errno.code());
                guest.storeShort(at + 10, subscription.type);
                guest.storeInt(at + 12, 0);
                guest.storeLong(at + 16, subscription.bytes);
                guest.storeLong(at + 24, subscription.flags);
                stored++;
            }
        }
        return stored;
    }
}
