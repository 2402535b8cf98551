// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What part of the network may be reached: lists of endpoints of which each must allow it. An address that a name turned out to have
 * must be public, or named by an address pattern as well: a name's owner can't aim it at the inside.
 */
public final class Endpoints {

    /** Asks for the addresses of a name. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    private final List<List<Endpoint>> all;
    private final Resolver resolver;

    private Endpoints(List<List<Endpoint>> all, Resolver resolver) {
        this.all = all;
        this.resolver = resolver;
    }

    /** @throws IllegalArgumentException for a pattern that is none */
    public static Endpoints of(Resolver resolver, String... patterns) {
        return new Endpoints(List.of(parse(patterns)), resolver);
    }

    public static Endpoints of(String... patterns) {
        return of(InetAddress::getAllByName, patterns);
    }

    private static List<Endpoint> parse(String... patterns) {
        return Arrays.stream(patterns).map(Endpoint::parse).toList();
    }

    /** What these and the others allow. */
    public Endpoints only(String... patterns) {
        return new Endpoints(Stream.concat(all.stream(), Stream.of(parse(patterns))).toList(), resolver);
    }

    /** Whether each list has the name; names are allowed before they are asked for. */
    public boolean allowsName(String name, int port) {
        return all.stream().allMatch(list -> list.stream().anyMatch(endpoint -> endpoint.matchesName(name, port)));
    }

    /** Whether an address is allowed by itself. */
    public boolean allowsAddress(InetAddress address, int port) {
        return all.stream().allMatch(list -> list.stream().anyMatch(endpoint -> endpoint.matchesAddress(address, port) ||
                        endpoint.matchesAll(port) && isPublic(address)));
    }

    /** Whether an allowed name may have this address. */
    private boolean allowsResolved(InetAddress address, int port) {
        return isPublic(address) || all.stream().allMatch(list -> list.stream().anyMatch(e -> e.matchesAddress(address, port)));
    }

    /** The allowed ones of the addresses of an allowed name. */
    public List<InetAddress> resolve(String name, int port) throws UnknownHostException {
        List<InetAddress> allowed = new ArrayList<>(List.of(resolver.resolve(name)));
        allowed.removeIf(address -> !allowsResolved(address, port));
        return allowed;
    }

    /** Whether it is an address of the internet at large. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress() ||
                        address.isMulticastAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        if (address instanceof Inet4Address) {
            int first = b[0] & 0xFF;
            int second = b[1] & 0xFF;
            boolean shared = first == 100 && (second & 0xC0) == 64;
            boolean special = first == 192 && second == 0 && (b[2] & 0xFD) == 0 || first == 198 && (second & 0xFE) == 18 ||
                            first == 198 && second == 51 && b[2] == 100 || first == 203 && second == 0 && b[2] == 113;
            return first != 0 && first != 127 && !shared && !special && first < 224;
        }
        // Global unicast, but not what wraps IPv4 addresses (6to4, Teredo) or is documentation.
        boolean wraps = b[0] == 0x20 && b[1] == 0x02 || b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0 ||
                        b[0] == 0x20 && b[1] == 0x01 && (b[2] & 0xFF) == 0x0D && (b[3] & 0xFF) == 0xB8;
        return (b[0] & 0xE0) == 0x20 && !wraps;
    }

    @Override
    public String toString() {
        return all.stream().map(list -> list.stream().map(Endpoint::toString).collect(Collectors.joining(" ")))
                        .collect(Collectors.joining(" and only "));
    }
}
