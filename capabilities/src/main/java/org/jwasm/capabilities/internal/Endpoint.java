// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.internal;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;

/** Which hosts and ports: {@code api.example.org:443}, {@code *.example.org:*}, {@code 10.0.0.0/8:80-90}, {@code [::1]:0}, {@code *:443}. */
public final class Endpoint {

    private static final int MAX_PORT = 65535;

    private final String text;
    /** A name, {@code *.name}, or {@code *}; null for addresses. */
    private final String name;
    private final byte[] network;
    private final int prefix;
    private final int firstPort;
    private final int lastPort;

    private Endpoint(String text, String name, byte[] network, int prefix, int firstPort, int lastPort) {
        this.text = text;
        this.name = name;
        this.network = network;
        this.prefix = prefix;
        this.firstPort = firstPort;
        this.lastPort = lastPort;
    }

    /** @throws IllegalArgumentException saying what is wrong */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || text.endsWith("]")) {
            throw bad(text, "a host and a port are needed, such as example.org:443");
        }
        String ports = text.substring(colon + 1);
        int dash = ports.indexOf('-');
        int first = ports.equals("*") ? 0 : port(text, dash < 0 ? ports : ports.substring(0, dash));
        int last = ports.equals("*") ? MAX_PORT : dash < 0 ? first : port(text, ports.substring(dash + 1));
        String host = text.substring(0, colon);
        int slash = host.indexOf('/');
        InetAddress address = literal(slash < 0 ? host : host.substring(0, slash));
        if (address == null) {
            String plain = host.startsWith("*.") ? host.substring(2) : host;
            String known = host.equals("*") ? "*" : normalise(plain);
            if (slash >= 0 || known == null) {
                throw bad(text, "not a name or an address");
            }
            return new Endpoint(text, host.startsWith("*.") ? "*." + known : known, null, 0, first, last);
        }
        byte[] bytes = address.getAddress();
        int bits = bytes.length * 8;
        int prefix = slash < 0 ? bits : prefix(text, host.substring(slash + 1), bits);
        return new Endpoint(text, null, bytes, prefix, first, last);
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException("\"" + text + "\": " + why);
    }

    private static int port(String text, String digits) {
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > MAX_PORT) {
            throw bad(text, "not a port: " + digits);
        }
        return Integer.parseInt(digits);
    }

    private static int prefix(String text, String digits, int bits) {
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > bits) {
            throw bad(text, "not the length of a prefix: " + digits);
        }
        return Integer.parseInt(digits);
    }

    /** The address that a text stands for without asking anybody; null if it is none. */
    public static InetAddress literal(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        boolean plausible = bracketed || host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        if (!plausible || host.indexOf('%') >= 0) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A name in lower case and ASCII without a dot at its end; null if it is none. */
    public static String normalise(String host) {
        try {
            String name = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            return name.isEmpty() || name.length() > 253 || !name.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*") ? null : name;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean matchesPort(int port) {
        return port >= firstPort && port <= lastPort;
    }

    /** @param host normalised */
    public boolean matchesName(String host, int port) {
        return name != null && matchesPort(port) && (name.equals("*") || name.equals(host) ||
                        name.startsWith("*.") && host.endsWith(name.substring(1)));
    }

    /** Whether it names this address, and not only allows all that are public. */
    public boolean matchesAddress(InetAddress address, int port) {
        byte[] bytes = address.getAddress();
        if (network == null) {
            return matchesPort(port) && "localhost".equals(name) && address.isLoopbackAddress();
        }
        if (!matchesPort(port) || bytes.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        int mask = 0xFF00 >> prefix % 8 & 0xFF;
        return Arrays.equals(bytes, 0, whole, network, 0, whole) && (mask == 0 || ((bytes[whole] ^ network[whole]) & mask) == 0);
    }

    /** Whether it is {@code *}, which allows each public address. */
    public boolean matchesAll(int port) {
        return "*".equals(name) && matchesPort(port);
    }

    @Override
    public String toString() {
        return text;
    }
}
