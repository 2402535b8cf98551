// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

import org.jwasm.capabilities.host.Gate;
import org.jwasm.capabilities.host.Sockets;
import org.jwasm.capabilities.host.Task;
import org.jwasm.capabilities.internal.Endpoint;
import org.jwasm.capabilities.internal.Endpoints;

/** What all capabilities on a part of the network have: patterns of hosts and ports. */
abstract class NetworkKind<C extends Capability> extends Kind<C> {

    final Endpoints endpoints;

    NetworkKind(Origin origin, Endpoints endpoints) {
        super(origin);
        this.endpoints = endpoints;
    }

    abstract C copy(Origin origin, Endpoints narrower);

    @Override
    final C copy(Origin origin) {
        return copy(origin, endpoints);
    }

    @Override
    public String scope() {
        return endpoints.toString();
    }

    /**
     * The same for what these patterns allow as well, such as {@code api.example.org:443}, {@code *.example.org:*} or
     * {@code 10.0.0.0/8:80-90}.
     *
     * @throws CapabilityException INVAL for a pattern that is none
     */
    public C only(String... patterns) throws CapabilityException {
        try {
            Endpoints narrower = endpoints.only(patterns);
            return derive("only", () -> copy(Origin.same(this), narrower));
        } catch (IllegalArgumentException e) {
            throw new CapabilityException(ErrorKind.INVAL, e.getMessage());
        }
    }

    /**
     * The addresses of a host that may be reached on this port; of a name, those that it may have. Names that no pattern has aren't
     * asked for. Between enter and exit.
     */
    final List<InetAddress> addresses(String host, int port, String operation) throws CapabilityException {
        String shown = host + ":" + port;
        InetAddress literal = Endpoint.literal(host);
        if (port < 0 || port > 65535) {
            throw new CapabilityException(ErrorKind.INVAL, "not a port: " + port);
        }
        if (literal != null) {
            if (!endpoints.allowsAddress(literal, port)) {
                throw denied(ErrorKind.NOTCAPABLE, operation, shown, "its endpoints don't have this address");
            }
            return List.of(literal);
        }
        String name = Endpoint.normalise(host);
        if (name == null) {
            throw new CapabilityException(ErrorKind.INVAL, "not a name of a host: " + Text.quoted(host));
        }
        if (!endpoints.allowsName(name, port)) {
            throw denied(ErrorKind.NOTCAPABLE, operation, shown, "its endpoints don't have this name");
        }
        return resolved(name, port, operation, shown);
    }

    private List<InetAddress> resolved(String name, int port, String operation, String shown) throws CapabilityException {
        try {
            List<InetAddress> allowed = Task.await(() -> endpoints.resolve(name, port), _ -> { }, gate(operation));
            if (allowed.isEmpty()) {
                throw denied(ErrorKind.NOTCAPABLE, operation, shown, "the name's addresses aren't public and no endpoint has them");
            }
            return allowed;
        } catch (IOException e) {
            throw Sockets.failed(e);
        }
    }

    /** Something to do with the network, between enter and exit. */
    @FunctionalInterface
    interface NetworkAction<R> {
        R run(Gate gate) throws CapabilityException, IOException;
    }

    final <R> R network(Right right, String operation, Object arguments, NetworkAction<R> action) throws CapabilityException {
        return network(this, right, operation, arguments, action);
    }

    static <R> R network(Capability self, Right right, String operation, Object arguments, NetworkAction<R> action)
                    throws CapabilityException {
        self.enter(right, operation, arguments);
        try {
            return action.run(self.gate(operation));
        } catch (IOException e) {
            // A socket that a revocation closed fails in many ways.
            throw self.isLive() ? Sockets.failed(e) : self.denied(ErrorKind.REVOKED, operation, arguments, "it was revoked");
        } finally {
            self.exit();
        }
    }
}
