package org.jwasm.wasi;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.Whence;
import org.jwasm.wasi.WasiFunction.Definition;

/** Waiting for the first of several events. */
final class PollFunctions {

    static final List<Definition> ALL = List.of(Definition.of("poll_oneoff", "iiii", PollFunctions::poll));

    private static final int SUBSCRIPTION_SIZE = 48;
    private static final int EVENT_SIZE = 32;
    private static final int MAX_SUBSCRIPTIONS = 1 << 14;
    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;
    private static final int ABSTIME = 1;
    private static final long FOREVER = Long.MAX_VALUE;
    /** How long one of several inputs is waited for before the others are looked at. */
    private static final long SLICE_NANOS = 5_000_000;

    /** Something that a guest waits for. */
    private static final class Subscription {
        final long userdata;
        final int type;
        /** For a clock that can be waited for: it and the {@link System#nanoTime()} when it is due. */
        ClockCapability clock;
        long deadline;
        boolean endless;
        /** For input that isn't there yet. */
        InputStreamCapability input;
        /** Set when the event has happened. */
        boolean ready;
        Errno errno = Errno.SUCCESS;
        long bytes;

        Subscription(long userdata, int type) {
            this.userdata = userdata;
            this.type = type;
        }

        void fail(Errno failure) {
            errno = failure;
            ready = true;
        }

        long left() {
            return endless ? FOREVER : deadline - System.nanoTime();
        }

        void update() throws CapabilityException {
            if (clock != null) {
                ready = left() <= 0;
            } else if (input != null && input.isReadable()) {
                bytes = input.available();
                ready = true;
            }
        }
    }

    private PollFunctions() {
    }

    private static void poll(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        long count = Guest.unsigned(a[2]);
        if (count == 0 || count > MAX_SUBSCRIPTIONS) {
            throw new WasiException(Errno.INVAL);
        }
        long in = guest.range(a[0], count * SUBSCRIPTION_SIZE);
        long out = guest.range(a[1], count * EVENT_SIZE);
        guest.range(a[3], 4);
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subscriptions.add(read(wasi, guest, in + (long) i * SUBSCRIPTION_SIZE));
        }
        update(subscriptions);
        if (subscriptions.stream().noneMatch(subscription -> subscription.ready)) {
            await(subscriptions);
        }
        guest.storeInt(a[3], storeEvents(guest, out, subscriptions));
    }

    private static Subscription read(Wasi wasi, Guest guest, long at) throws WasiException {
        Subscription subscription = new Subscription(guest.loadLong(at), guest.loadByte(at + 8));
        try {
            switch (subscription.type) {
                case CLOCK -> readClock(wasi, guest, at + 16, subscription);
                case FD_READ, FD_WRITE -> readDescriptor(wasi, guest.loadInt(at + 16), subscription);
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
        long left = timeout < 0 ? FOREVER : absolute ? Math.max(0, timeout - clock.now()) : timeout;
        subscription.endless = left > FOREVER / 4;
        subscription.deadline = System.nanoTime() + left;
        subscription.clock = clock;
    }

    private static void readDescriptor(Wasi wasi, int number, Subscription subscription) throws WasiException, CapabilityException {
        Descriptor descriptor = wasi.descriptors().get(number);
        descriptor.require(Rights.POLL_FD_READWRITE);
        boolean reads = subscription.type == FD_READ;
        switch (descriptor) {
            case InputDescriptor input when reads -> subscription.input = input.stream();
            case OutputDescriptor _ when !reads -> subscription.ready = true;
            case FileDescriptor file -> {
                subscription.ready = true;
                subscription.bytes = reads ? remaining(file) : 0;
            }
            default -> throw new WasiException(Errno.BADF);
        }
    }

    private static long remaining(FileDescriptor file) throws CapabilityException {
        if (file.type() != FileType.REGULAR_FILE) {
            return 0;
        }
        FileStatus status = file.file().status();
        return Math.max(0, status.size() - file.file().seek(0, Whence.CURRENT));
    }

    private static void update(List<Subscription> subscriptions) {
        for (Subscription subscription : subscriptions) {
            if (!subscription.ready) {
                try {
                    subscription.update();
                } catch (CapabilityException e) {
                    subscription.fail(Errno.of(e.kind()));
                }
            }
        }
    }

    /** Nothing is ready: waits for the earliest clock or for input. */
    private static void await(List<Subscription> subscriptions) throws CapabilityException {
        List<InputStreamCapability> inputs = subscriptions.stream().filter(s -> s.input != null).map(s -> s.input).distinct().toList();
        while (subscriptions.stream().noneMatch(subscription -> subscription.ready)) {
            Subscription earliest = null;
            for (Subscription subscription : subscriptions) {
                if (subscription.clock != null && (earliest == null || subscription.left() < earliest.left())) {
                    earliest = subscription;
                }
            }
            long left = earliest == null ? FOREVER : Math.max(0, earliest.left());
            if (inputs.isEmpty()) {
                earliest.clock.sleep(left);
            } else if (inputs.size() > 1) {
                for (InputStreamCapability input : inputs) {
                    input.awaitReadable(Math.min(left, SLICE_NANOS));
                }
            } else if (left == FOREVER) {
                inputs.getFirst().awaitReadable();
            } else {
                inputs.getFirst().awaitReadable(left);
            }
            update(subscriptions);
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
                guest.storeLong(at + 24, 0);
                stored++;
            }
        }
        return stored;
    }
}
