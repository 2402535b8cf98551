/* args_*, environ_*, clock_*, random_get, sched_yield, poll_oneoff, and addresses out of bounds. */
#include "check.h"

#define FAR ((void *) 0xFFFFFFF0)

static void strings(void) {
    __wasi_size_t count, size;
    OK(__wasi_args_sizes_get(&count, &size));
    EXPECT(3, count);
    EXPECT(4 + 5 + 1, size);
    uint8_t *pointers[3], buffer[64];
    OK(__wasi_args_get(pointers, buffer));
    EXPECT(0, strcmp((char *) pointers[0], "prg") | strcmp((char *) pointers[1], "abcd") | strcmp((char *) pointers[2], ""));
    OK(__wasi_environ_sizes_get(&count, &size));
    EXPECT(1, count);
    EXPECT(4, size);
    OK(__wasi_environ_get(pointers, buffer));
    EXPECT(0, strcmp((char *) pointers[0], "A=b"));
    E(FAULT, __wasi_args_sizes_get(FAR, &size));
    E(FAULT, __wasi_args_get(FAR, buffer));
    E(FAULT, __wasi_environ_sizes_get(&count, FAR));
    E(FAULT, __wasi_environ_get(pointers, FAR));
}

static void clocks(void) {
    __wasi_timestamp_t one, two;
    for (int clock = 0; clock < 4; clock++) {
        OK(__wasi_clock_res_get(clock, &one));
        TRUE(one > 0);
        OK(__wasi_clock_time_get(clock, 1, &one));
        OK(__wasi_clock_time_get(clock, 1, &two));
        TRUE(two >= one || clock == 0);
    }
    E(INVAL, __wasi_clock_res_get(4, &one));
    E(INVAL, __wasi_clock_time_get(4, 0, &one));
    E(INVAL, __wasi_clock_time_get(-1, 0, &one));
    E(FAULT, __wasi_clock_time_get(0, 0, FAR));
    E(FAULT, __wasi_clock_res_get(0, FAR));
    OK(__wasi_sched_yield());
    uint8_t bytes[1000] = {0};
    OK(__wasi_random_get(bytes, sizeof bytes));
    int set = 0;
    for (size_t i = 0; i < sizeof bytes; i++) {
        set += bytes[i] != 0;
    }
    TRUE(set > 900);
    OK(__wasi_random_get(bytes, 0));
    E(FAULT, __wasi_random_get(FAR, 100));
}

static __wasi_subscription_t timer(uint64_t userdata, int id, uint64_t timeout, int flags) {
    __wasi_subscription_t s = {.userdata = userdata, .u = {.tag = __WASI_EVENTTYPE_CLOCK,
        .u = {.clock = {.id = id, .timeout = timeout, .flags = flags}}}};
    return s;
}

static __wasi_subscription_t file(uint64_t userdata, int type, int fd) {
    __wasi_subscription_t s = {.userdata = userdata, .u = {.tag = type, .u = {.fd_read = {.file_descriptor = fd}}}};
    return s;
}

static void poll(void) {
    __wasi_event_t events[4];
    __wasi_size_t count;
    __wasi_timestamp_t before, after;
    E(INVAL, __wasi_poll_oneoff(0, events, 0, &count));
    OK(__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 1, &before));
    __wasi_subscription_t two[2] = {timer(1, __WASI_CLOCKID_MONOTONIC, 20000000, 0), timer(2, __WASI_CLOCKID_MONOTONIC, 60000000000, 0)};
    OK(__wasi_poll_oneoff(two, events, 2, &count));
    OK(__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 1, &after));
    TRUE(after - before >= 20000000);
    EXPECT(1, count);
    EXPECT(1, events[0].userdata);
    EXPECT(__WASI_EVENTTYPE_CLOCK, events[0].type);
    EXPECT(0, events[0].error);
    __wasi_subscription_t past = timer(3, __WASI_CLOCKID_REALTIME, 1, __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME);
    OK(__wasi_poll_oneoff(&past, events, 1, &count));
    EXPECT(1, count);
    /* Of several, those that are ready: the output and the file, but not the far timer. */
    create("polled", "12345");
    __wasi_fd_t fd = opened("polled", 0, READ);
    __wasi_subscription_t mixed[4] = {timer(4, 0, 60000000000, 0), file(5, __WASI_EVENTTYPE_FD_WRITE, 1),
        file(6, __WASI_EVENTTYPE_FD_READ, fd), file(7, __WASI_EVENTTYPE_FD_READ, 88)};
    OK(__wasi_poll_oneoff(mixed, events, 4, &count));
    EXPECT(3, count);
    TRUE(events[0].userdata == 5 && events[0].error == 0 && events[0].type == __WASI_EVENTTYPE_FD_WRITE);
    TRUE(events[1].userdata == 6 && events[1].error == 0 && events[1].fd_readwrite.nbytes == 5);
    TRUE(events[2].userdata == 7 && events[2].error == __WASI_ERRNO_BADF);
    OK(__wasi_fd_close(fd));
    OK(__wasi_path_unlink_file(ROOT, "polled"));
    __wasi_subscription_t bad[3] = {timer(8, 9, 0, 0), timer(9, 0, 0, 2), file(10, 7, 0)};
    OK(__wasi_poll_oneoff(bad, events, 3, &count));
    EXPECT(3, count);
    for (int i = 0; i < 3; i++) {
        EXPECT(__WASI_ERRNO_INVAL, events[i].error);
    }
    __wasi_subscription_t input[2] = {file(11, __WASI_EVENTTYPE_FD_READ, 0), timer(12, 1, 60000000000, 0)};
    OK(__wasi_poll_oneoff(input, events, 2, &count));
    TRUE(count == 1 && events[0].userdata == 11 && events[0].error == 0);
    OK(read_text(0, 100));
    EXPECT(0, strcmp(text, "input"));
    __wasi_subscription_t directory = file(13, __WASI_EVENTTYPE_FD_READ, ROOT);
    OK(__wasi_poll_oneoff(&directory, events, 1, &count));
    TRUE(events[0].error != 0);
    E(FAULT, __wasi_poll_oneoff(FAR, events, 1, &count));
    E(FAULT, __wasi_poll_oneoff(two, FAR, 1, &count));
    E(FAULT, __wasi_poll_oneoff(two, events, 1, FAR));
}

/* Addresses of results and buffers that aren't in memory: FAULT, and nothing has happened. */
static void faults(void) {
    __wasi_size_t count;
    __wasi_fd_t fd = opened("fault", CREAT, READ | WRITE);
    __wasi_ciovec_t out = {FAR, 100};
    __wasi_iovec_t in = {FAR, 100};
    uint8_t byte;
    E(FAULT, __wasi_fd_write(fd, &out, 1, &count));
    E(FAULT, __wasi_fd_write(fd, FAR, 2, &count));
    E(FAULT, __wasi_fd_pwrite(fd, &out, 1, 0, &count));
    E(FAULT, __wasi_fd_read(fd, &in, 1, &count));
    E(FAULT, __wasi_fd_pread(fd, &in, 1, 0, &count));
    out = (__wasi_ciovec_t) {&byte, 1};
    E(FAULT, __wasi_fd_write(fd, &out, 1, FAR));
    __wasi_filestat_t stat;
    OK(__wasi_fd_filestat_get(fd, &stat));
    EXPECT(0, stat.size);
    E(FAULT, __wasi_fd_filestat_get(fd, FAR));
    E(FAULT, __wasi_path_filestat_get(ROOT, 0, "fault", FAR));
    E(FAULT, __wasi_fd_fdstat_get(fd, FAR));
    E(FAULT, __wasi_fd_seek(fd, 5, 0, FAR));
    E(FAULT, __wasi_fd_tell(fd, FAR));
    E(FAULT, __wasi_fd_prestat_get(ROOT, FAR));
    E(FAULT, __wasi_fd_prestat_dir_name(ROOT, FAR, 100));
    E(FAULT, __wasi_fd_readdir(ROOT, FAR, 100, 0, &count));
    E(FAULT, __wasi_fd_readdir(ROOT, &byte, 1, 0, FAR));
    E(FAULT, __wasi_path_open(ROOT, 0, "fault2", CREAT, WRITE, 0, 0, FAR));
    E(NOENT, __wasi_path_filestat_get(ROOT, 0, "fault2", &stat));
    E(FAULT, __wasi_path_readlink(ROOT, "fault", FAR, 100, &count));
    E(FAULT, __wasi_path_readlink(ROOT, "fault", &byte, 1, FAR));
    OK(__wasi_fd_close(fd));
    OK(__wasi_path_unlink_file(ROOT, "fault"));
}

int main(void) {
    strings();
    clocks();
    poll();
    faults();
    return failures();
}
