/* Expectations of the test programs: each failed one is a line, and main ends with `return failures()`. */
#ifndef CHECK_H
#define CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/api.h>

static int failed;

#define EXPECT(expected, call) check(__LINE__, #call, (long long) (expected), (long long) (call))
/* The error number of a call; OK is success. */
#define E(name, call) EXPECT(__WASI_ERRNO_##name, call)
#define OK(call) EXPECT(0, call)
#define TRUE(condition) EXPECT(1, !!(condition))

static void check(int line, const char *call, long long expected, long long found) {
    if (expected != found) {
        printf("line %d: %s: expected %lld, found %lld\n", line, call, expected, found);
        failed++;
    }
}

static int failures(void) {
    if (!failed) {
        puts("ok");
    }
    return failed != 0;
}

/* The first preopened directory. */
#define ROOT 3
#define ALL_RIGHTS (~UINT64_C(0))
#define READ (__WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_TELL | __WASI_RIGHTS_FD_FILESTAT_GET | __WASI_RIGHTS_POLL_FD_READWRITE)
#define WRITE (__WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_TELL | __WASI_RIGHTS_FD_FILESTAT_GET | \
    __WASI_RIGHTS_FD_FILESTAT_SET_SIZE | __WASI_RIGHTS_FD_ALLOCATE | __WASI_RIGHTS_FD_FDSTAT_SET_FLAGS | __WASI_RIGHTS_FD_SYNC | \
    __WASI_RIGHTS_FD_DATASYNC | __WASI_RIGHTS_FD_FILESTAT_SET_TIMES | __WASI_RIGHTS_FD_ADVISE)
#define CREAT __WASI_OFLAGS_CREAT
#define EXCL __WASI_OFLAGS_EXCL
#define TRUNC __WASI_OFLAGS_TRUNC
#define DIRECTORY __WASI_OFLAGS_DIRECTORY
#define FOLLOW __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW

/* Used by some programs only. */
__attribute__((unused)) static __wasi_errno_t open_at(int directory, const char *path, int oflags, uint64_t rights, int fdflags, __wasi_fd_t *fd) {
    return __wasi_path_open(directory, FOLLOW, path, oflags, rights, ALL_RIGHTS, fdflags, fd);
}

__attribute__((unused)) static __wasi_fd_t opened(const char *path, int oflags, uint64_t rights) {
    __wasi_fd_t fd = -1;
    __wasi_errno_t error = open_at(ROOT, path, oflags, rights, 0, &fd);
    if (error) {
        printf("opening %s: %d\n", path, error);
        failed++;
    }
    return fd;
}

__attribute__((unused)) static __wasi_errno_t try_open(const char *path, int oflags, uint64_t rights) {
    __wasi_fd_t fd;
    __wasi_errno_t error = open_at(ROOT, path, oflags, rights, 0, &fd);
    return error ? error : __wasi_fd_close(fd);
}

__attribute__((unused)) static __wasi_errno_t write_text(__wasi_fd_t fd, const char *text) {
    __wasi_ciovec_t vector = {(const uint8_t *) text, strlen(text)};
    __wasi_size_t written;
    __wasi_errno_t error = __wasi_fd_write(fd, &vector, 1, &written);
    return error ? error : written == strlen(text) ? 0 : 1000;
}

static char text[256];

__attribute__((unused)) static __wasi_errno_t read_text(__wasi_fd_t fd, size_t size) {
    memset(text, 0, sizeof text);
    __wasi_iovec_t vector = {(uint8_t *) text, size};
    __wasi_size_t got;
    return __wasi_fd_read(fd, &vector, 1, &got);
}

__attribute__((unused)) static void create(const char *path, const char *contents) {
    __wasi_fd_t fd = opened(path, CREAT | TRUNC, WRITE);
    OK(write_text(fd, contents));
    OK(__wasi_fd_close(fd));
}

#endif
