/* sock_*: descriptor 4 listens, behind the directory. A peer sends `hello`, wants it back twice, ends its output, and reads to the end. */
#include "check.h"

#define LISTENER 4

int main(void) {
    __wasi_fdstat_t stat;
    __wasi_fd_t connection;
    __wasi_size_t count;
    __wasi_roflags_t flags;
    OK(__wasi_fd_fdstat_get(LISTENER, &stat));
    EXPECT(__WASI_FILETYPE_SOCKET_STREAM, stat.fs_filetype);
    TRUE(stat.fs_rights_base & __WASI_RIGHTS_SOCK_ACCEPT);
    __wasi_prestat_t pre;
    E(BADF, __wasi_fd_prestat_get(LISTENER, &pre));
    uint8_t buffer[64] = {0};
    __wasi_iovec_t in = {buffer, sizeof buffer};
    E(NOTCONN, __wasi_sock_recv(LISTENER, &in, 1, 0, &count, &flags));
    E(NOTCONN, __wasi_sock_shutdown(LISTENER, __WASI_SDFLAGS_WR));
    E(INVAL, __wasi_sock_accept(LISTENER, __WASI_FDFLAGS_APPEND, &connection));
    E(NOTSOCK, __wasi_sock_accept(ROOT, 0, &connection));
    E(NOTSOCK, __wasi_sock_shutdown(1, __WASI_SDFLAGS_WR));
    E(BADF, __wasi_sock_accept(77, 0, &connection));
    E(BADF, __wasi_sock_recv(77, &in, 1, 0, &count, &flags));
    E(BADF, __wasi_sock_shutdown(77, __WASI_SDFLAGS_WR));

    __wasi_subscription_t wait[2] = {
        {.userdata = 1, .u = {.tag = __WASI_EVENTTYPE_FD_READ, .u = {.fd_read = {.file_descriptor = LISTENER}}}},
        {.userdata = 2, .u = {.tag = __WASI_EVENTTYPE_CLOCK, .u = {.clock = {.id = 1, .timeout = 60000000000}}}}};
    __wasi_event_t events[2];
    OK(__wasi_poll_oneoff(wait, events, 2, &count));
    TRUE(count == 1 && events[0].userdata == 1 && events[0].error == 0);
    OK(__wasi_sock_accept(LISTENER, 0, &connection));
    OK(__wasi_fd_fdstat_get(connection, &stat));
    EXPECT(__WASI_FILETYPE_SOCKET_STREAM, stat.fs_filetype);
    E(INVAL, __wasi_sock_accept(connection, 0, &connection));

    wait[0].u.u.fd_read.file_descriptor = connection;
    OK(__wasi_poll_oneoff(wait, events, 2, &count));
    TRUE(events[0].userdata == 1 && events[0].fd_readwrite.nbytes > 0);
    E(INVAL, __wasi_sock_recv(connection, &in, 1, 4, &count, &flags));
    in.buf_len = 2;
    OK(__wasi_sock_recv(connection, &in, 1, __WASI_RIFLAGS_RECV_PEEK, &count, &flags));
    TRUE(count >= 1 && buffer[0] == 'h');
    in.buf_len = 5;
    OK(__wasi_sock_recv(connection, &in, 1, __WASI_RIFLAGS_RECV_WAITALL, &count, &flags));
    EXPECT(5, count);
    EXPECT(0, memcmp(buffer, "hello", 5));
    EXPECT(0, flags);

    __wasi_ciovec_t out[2] = {{(const uint8_t *) "hel", 3}, {(const uint8_t *) "lo", 2}};
    OK(__wasi_sock_send(connection, out, 2, 0, &count));
    EXPECT(5, count);
    E(INVAL, __wasi_sock_send(connection, out, 2, 1, &count));
    OK(__wasi_fd_write(connection, out, 2, &count));
    EXPECT(5, count);
    __wasi_filesize_t at;
    E(SPIPE, __wasi_fd_seek(connection, 0, 0, &at));
    E(INVAL, __wasi_sock_shutdown(connection, 0));
    E(INVAL, __wasi_sock_shutdown(connection, 4));
    OK(__wasi_fd_read(connection, &in, 1, &count));
    EXPECT(0, count);
    OK(__wasi_poll_oneoff(wait, events, 2, &count));
    TRUE(events[0].fd_readwrite.flags & __WASI_EVENTRWFLAGS_FD_READWRITE_HANGUP);
    OK(__wasi_sock_shutdown(connection, __WASI_SDFLAGS_WR | __WASI_SDFLAGS_RD));
    TRUE(__wasi_sock_send(connection, out, 2, 0, &count) != 0);
    OK(__wasi_fd_close(connection));
    E(BADF, __wasi_sock_send(connection, out, 2, 0, &count));
    OK(__wasi_fd_fdstat_set_flags(LISTENER, __WASI_FDFLAGS_NONBLOCK));
    E(AGAIN, __wasi_sock_accept(LISTENER, 0, &connection));
    return failures();
}
