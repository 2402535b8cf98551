package org.jwasm.wasi;

import java.util.List;

import org.jwasm.wasi.WasiFunction.Definition;

/** Sockets: none can be granted yet, so no descriptor is one. */
final class SocketFunctions {

    static final List<Definition> ALL = List.of(
                    Definition.of("sock_accept", "iii", (wasi, guest, a) -> notSocket(wasi, a[0])),
                    Definition.of("sock_recv", "iiiiii", (wasi, guest, a) -> notSocket(wasi, a[0])),
                    Definition.of("sock_send", "iiiii", (wasi, guest, a) -> notSocket(wasi, a[0])),
                    Definition.of("sock_shutdown", "ii", (wasi, guest, a) -> notSocket(wasi, a[0])));

    private SocketFunctions() {
    }

    private static void notSocket(Wasi wasi, long descriptor) throws WasiException {
        wasi.descriptors().get(descriptor);
        throw new WasiException(Errno.NOTSOCK);
    }
}
