// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jwasm.capabilities.SpawnCapability.Resource;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;

/** Whatever a guest sends to whatever it holds: it gets an answer of the interop protocol, and no more authority. */
class InteropFuzzTest {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final List<Method> MESSAGES = Arrays.stream(InteropLibrary.class.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                    .filter(method -> method.getParameterCount() > 0 && method.getParameterTypes()[0] == Object.class).sorted(Comparator.comparing(Method::toString)).toList();

    private static List<Object> holdings(Path root, Holder app) throws CapabilityException {
        WasmMemory memory = new WasmMemory(new MemoryType(AddressType.I32, new Limits(1, false, 0), false, MemoryType.PAGE_SIZE), 10);
        TestObjects.Node target = new TestObjects.Node(Map.of("find", TestObjects.function(a -> a), "count", 3));
        List<Capability> originals = List.of(DirectoryCapability.open(root, Right.DIRECTORY), ClockCapability.frozen(Instant.EPOCH),
                        RandomCapability.seeded(1), EnvironmentCapability.of(Map.of("A", "1")), ArgumentsCapability.of("a", "b"),
                        InputStreamCapability.of(new ByteArrayInputStream(new byte[100])), OutputStreamCapability.of(OutputStream.nullOutputStream()),
                        TcpConnectCapability.of("[::1]:1"), TcpListenCapability.of(), UdpCapability.of(), NameLookupCapability.of(),
                        HttpCapability.of(Set.of("GET"), "http://[::1]:1"), LogCapability.to((_, _) -> {
                        }), MemoryCapability.of(memory, 0, 100),
                        FunctionCapability.of(TestObjects.function(a -> 1), "f", new Signature(List.of(Signature.Type.S32), Signature.Type.S32)),
                        SpawnCapability.of((_, _) -> 1, Map.of(Resource.CHILDREN, 5L)), ObjectCapability.of(target, "find", "count"));
        List<Object> holdings = new ArrayList<>(List.of(app, app.child("child")));
        for (Capability original : originals) {
            // Without waiting: the test is to end.
            holdings.add(original.without(Right.WAIT).delegate(app));
        }
        return holdings;
    }

    private static Object argument(Random random, Class<?> type, List<Object> holdings, List<String> names) {
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == String.class) {
            return random.nextInt(10) == 0 ? "\0\ud800" : names.get(random.nextInt(names.size()));
        }
        if (type == long.class) {
            return random.nextInt(3) == 0 ? random.nextLong() : (long) random.nextInt(5) - 1;
        }
        if (type == Object[].class) {
            return random.ints(random.nextInt(4), 0, 1).mapToObj(_ -> argument(random, Object.class, holdings, names)).toArray();
        }
        if (type == Object.class) {
            return switch (random.nextInt(8)) {
                case 0 -> random.nextInt(20) - 1;
                case 1 -> random.nextLong();
                case 2 -> "../" + random.nextInt(5);
                case 3 -> names.get(random.nextInt(names.size()));
                case 4 -> random.nextDouble();
                case 5 -> random.nextBoolean();
                default -> holdings.get(random.nextInt(holdings.size()));
            };
        }
        return null;
    }

    @Test
    void oddMessages(@TempDir Path root) throws Exception {
        Holder app = Holder.host(AuditLog.builder().capacity(100).build()).child("app");
        List<Object> holdings = new CopyOnWriteArrayList<>(holdings(root, app));
        int answered;
        try (ScheduledExecutorService revoker = Executors.newSingleThreadScheduledExecutor()) {
            // Nobody ever sends anything to a socket that the guest opens: what waits for it is woken by revoking that.
            revoker.scheduleAtFixedRate(() -> revokeSockets(holdings), 20, 20, TimeUnit.MILLISECONDS);
            answered = sendOddMessages(holdings);
            revoker.shutdownNow();
        }
        assertThat(answered).isGreaterThan(100);
        for (Object held : holdings) {
            for (Capability next = held instanceof Capability own ? own : null; next != null && next.parent() != null; next = next.parent()) {
                assertThat(next.parent().rights()).containsAll(next.rights());
            }
        }
        try (var outside = java.nio.file.Files.list(root.getParent())) {
            assertThat(outside.map(path -> path.getFileName().toString())).doesNotContain("-1", "0", "1", "2", "3", "4");
        }
    }

    private static void revokeSockets(List<Object> holdings) {
        for (Object held : holdings) {
            if (held instanceof UdpSocketCapability || held instanceof TcpListenerCapability || held instanceof TcpConnectionCapability) {
                ((Capability) held).revoke();
            }
        }
    }

    /** Returns how many gave a capability. */
    private static int sendOddMessages(List<Object> holdings) throws Exception {
        Random random = new Random(4);
        int answered = 0;
        for (int i = 0; i < 100_000; i++) {
            Object receiver = holdings.get(random.nextInt(holdings.size()));
            List<String> names = names(receiver);
            Method message = random.nextBoolean() ? invokeMember() : MESSAGES.get(random.nextInt(MESSAGES.size()));
            Object[] arguments = new Object[message.getParameterCount()];
            arguments[0] = receiver;
            boolean possible = true;
            for (int j = 1; j < arguments.length; j++) {
                arguments[j] = argument(random, message.getParameterTypes()[j], holdings, names);
                possible &= arguments[j] != null || message.getParameterTypes()[j].isPrimitive();
            }
            Object answer = possible ? send(message, arguments) : null;
            if (answer instanceof Capability || answer instanceof Grant) {
                answered++;
                if (holdings.size() < 200) {
                    holdings.add(answer);
                }
            }
        }
        return answered;
    }

    private static Method invokeMember() throws NoSuchMethodException {
        return InteropLibrary.class.getMethod("invokeMember", Object.class, String.class, Object[].class);
    }

    private static List<String> names(Object receiver) throws InteropException {
        List<String> names = new ArrayList<>(List.of("", "read", "copy", "id", "parent"));
        if (INTEROP.hasMembers(receiver)) {
            Object members = INTEROP.getMembers(receiver);
            for (long i = 0; i < INTEROP.getArraySize(members); i++) {
                names.add(INTEROP.asString(INTEROP.readArrayElement(members, i)));
            }
        }
        return names;
    }

    private static Object send(Method message, Object[] arguments) throws IllegalAccessException {
        try {
            return message.invoke(INTEROP, arguments);
        } catch (IllegalArgumentException e) {
            // A primitive that the test has no value for.
            return null;
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).as("%s%s", message.getName(), Arrays.toString(arguments))
                            .isInstanceOfAny(InteropException.class, AbstractTruffleException.class);
            return null;
        }
    }
}
