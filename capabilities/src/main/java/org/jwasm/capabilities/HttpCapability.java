// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jwasm.capabilities.host.BlockingInput;
import org.jwasm.capabilities.host.Task;
import org.jwasm.capabilities.internal.Endpoints;
import org.jwasm.runtime.ResultArray;

/**
 * The authority to send requests with some methods to some origins, such as {@code https://api.example.org}.
 *
 * <pre>{@code
 * HttpCapability api = HttpCapability.of(Set.of("GET", "POST"), "https://api.example.org").onlyMethods("GET");
 * HttpCapability.Response response = api.send("GET", "https://api.example.org", "/v1/status", Map.of(), new byte[0]);
 * }</pre>
 *
 * <p>Redirections are returned, never followed; there are no proxies, cookies or passwords of the host. Headers that choose the host or
 * frame the message can't be set, and what is asked for is a path, not a URL. The addresses of a name are checked as by
 * {@link TcpConnectCapability} right before the request; {@code java.net.http} asks for them once more, and gets the same answer for
 * as long as Java keeps it, which must not be switched off by {@code networkaddress.cache.ttl=0}.
 */
public final class HttpCapability extends NetworkKind<HttpCapability> {

    private static final Set<String> FORBIDDEN = Set.of("host", "connection", "content-length", "date", "expect", "from", "keep-alive", "te",
                    "trailer", "transfer-encoding", "upgrade", "via", "proxy-authorization", "proxy-connection", "http2-settings");
    private static final Members<HttpCapability> MEMBERS = Members.of(HttpCapability.class)
                    .add("onlyMethods", 0, Integer.MAX_VALUE, (self, a) -> self.onlyMethods(a.strings(0).toArray(String[]::new)))
                    .add("onlyOrigins", 0, Integer.MAX_VALUE, (self, a) -> self.onlyOrigins(a.strings(0).toArray(String[]::new)))
                    .add("send", 3, 4, (self, a) -> {
                        Response response = self.send(a.string(0), a.string(1), a.string(2), Map.of(), a.count() == 4 ? a.bytes(3) : new byte[0]);
                        return new ResultArray(response.status(), response.body());
                    });

    /** An answer; the body is derived from the capability, and names of headers are in lower case. */
    public record Response(int status, Map<String, List<String>> headers, InputStreamCapability body) {
    }

    /** Made on first use, which costs threads. */
    private static final class Client {
        static final HttpClient INSTANCE = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY).build();
    }

    private final Set<String> methods;
    private final Set<String> origins;

    private HttpCapability(Origin origin, Endpoints endpoints, Set<String> methods, Set<String> origins) {
        super(origin, endpoints);
        this.methods = methods;
        this.origins = origins;
    }

    /** @throws IllegalArgumentException for an origin that isn't a scheme, http or https, a host, and perhaps a port */
    public static HttpCapability of(Set<String> methods, String... origins) {
        Set<String> known = new TreeSet<>();
        String[] endpoints = new String[origins.length];
        for (int i = 0; i < origins.length; i++) {
            URI uri = origin(origins[i]);
            known.add(uri.toString());
            endpoints[i] = uri.getHost() + ":" + uri.getPort();
        }
        return new HttpCapability(Origin.original(Right.CONNECT, Right.READ), Endpoints.of(endpoints), Set.copyOf(methods), known);
    }

    /** The origin in one form only: lower case, with its port. */
    private static URI origin(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean secure = scheme.equals("https");
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null &&
                            uri.getRawFragment() == null && uri.getRawPath().isEmpty();
            if (!plain || !secure && !scheme.equals("http")) {
                throw new IllegalArgumentException("not an origin: " + Text.quoted(text));
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
            return new URI(scheme, null, uri.getHost().toLowerCase(Locale.ROOT), port, null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an origin: " + Text.quoted(text), e);
        }
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public String scope() {
        return new TreeSet<>(methods) + " " + origins;
    }

    @Override
    HttpCapability copy(Origin origin, Endpoints narrower) {
        return new HttpCapability(origin, narrower, methods, origins);
    }

    /** The same with only these of its methods. */
    public HttpCapability onlyMethods(String... kept) throws CapabilityException {
        Set<String> fewer = new TreeSet<>(methods);
        fewer.retainAll(Arrays.asList(kept));
        return derive("onlyMethods", () -> new HttpCapability(Origin.same(this), endpoints, fewer, origins));
    }

    /** The same with only these of its origins. */
    public HttpCapability onlyOrigins(String... kept) throws CapabilityException {
        Set<String> fewer = new TreeSet<>();
        for (String text : kept) {
            fewer.add(checked(text).toString());
        }
        fewer.retainAll(origins);
        return derive("onlyOrigins", () -> new HttpCapability(Origin.same(this), endpoints, methods, fewer));
    }

    private static URI checked(String text) throws CapabilityException {
        try {
            return origin(text);
        } catch (IllegalArgumentException e) {
            throw new CapabilityException(ErrorKind.INVAL, e.getMessage());
        }
    }

    /**
     * Sends a request and waits for the head of the answer.
     *
     * @param path from its slash on, perhaps with a query
     * @throws CapabilityException NOTCAPABLE for a method, an origin or a header that isn't allowed, INVAL for a path that is none
     */
    public Response send(String method, String origin, String path, Map<String, String> headers, byte[] body) throws CapabilityException {
        return network(Right.CONNECT, "send", method + " " + origin + path, gate -> {
            URI target = target(method, checked(origin), path);
            HttpRequest request = request(method, target, headers, body);
            addresses(target.getHost(), target.getPort(), "send");
            if ("0".equals(java.security.Security.getProperty("networkaddress.cache.ttl"))) {
                throw new CapabilityException(ErrorKind.NOTSUP, "names can't be checked with networkaddress.cache.ttl=0");
            }
            takeAll(body.length, "send");
            output(body.length, "send");
            HttpResponse<InputStream> response = Task.await(() -> Client.INSTANCE.send(request, HttpResponse.BodyHandlers.ofInputStream()),
                            HttpCapability::close, gate);
            InputStreamCapability content = new InputStreamCapability(Origin.opened(this, Right.READ.bit()), new BlockingInput(response.body(), true),
                            false);
            return new Response(response.statusCode(), response.headers().map(), attach(content, "send"));
        });
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            // Nobody reads it.
        }
    }

    private URI target(String method, URI origin, String path) throws CapabilityException {
        if (!methods.contains(method)) {
            throw denied(ErrorKind.NOTCAPABLE, "send", method, "without the method " + Text.quoted(method));
        }
        if (!origins.contains(origin.toString())) {
            throw denied(ErrorKind.NOTCAPABLE, "send", origin, "without this origin");
        }
        if (!path.startsWith("/") || path.indexOf('#') >= 0 || path.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
            throw denied(ErrorKind.INVAL, "send", path, "a path from its slash on is needed");
        }
        try {
            URI target = new URI(origin + path);
            if (!origin.getHost().equals(target.getHost()) || origin.getPort() != target.getPort()) {
                throw denied(ErrorKind.INVAL, "send", path, "the path changes the origin");
            }
            return target;
        } catch (URISyntaxException e) {
            throw new CapabilityException(ErrorKind.INVAL, "not a path: " + Text.quoted(path));
        }
    }

    private HttpRequest request(String method, URI target, Map<String, String> headers, byte[] body) throws CapabilityException {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(target).method(method,
                            body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
            for (Map.Entry<String, String> header : headers.entrySet()) {
                if (FORBIDDEN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    throw denied(ErrorKind.NOTCAPABLE, "send", header.getKey(), "the header " + Text.quoted(header.getKey()) + " can't be set");
                }
                builder.header(header.getKey(), header.getValue());
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CapabilityException(ErrorKind.INVAL, "not a request: " + e.getMessage());
        }
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
