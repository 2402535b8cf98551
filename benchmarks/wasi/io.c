/* What run-wasi measures: `io write|read FILE MIB`, `io open FILE COUNT`, `io make|list|remove DIRECTORY COUNT`. Prints seconds: by the clock, and of the
   thread's processor. */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CHUNK 65536

static char buffer[CHUNK];

static double now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void transfer(const char *path, long mebibytes, int writes) {
    int fd = open(path, writes ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY, 0666);
    if (fd < 0) {
        fail(path);
    }
    for (long left = mebibytes * (1 << 20); left > 0; left -= CHUNK) {
        if ((writes ? write(fd, buffer, CHUNK) : read(fd, buffer, CHUNK)) != CHUNK) {
            fail(path);
        }
    }
    close(fd);
}

static void opens(const char *path, long count) {
    while (count-- > 0) {
        int fd = open(path, O_RDONLY);
        if (fd < 0 || close(fd)) {
            fail(path);
        }
    }
}

static void files(const char *directory, long count, int makes) {
    char path[300];
    if (makes && mkdir(directory, 0777)) {
        fail(directory);
    }
    for (long i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/file-%ld", directory, i);
        if (makes ? close(open(path, O_WRONLY | O_CREAT, 0666)) : unlink(path)) {
            fail(path);
        }
    }
    if (!makes && rmdir(directory)) {
        fail(directory);
    }
}

static void list(const char *path, long expected) {
    DIR *directory = opendir(path);
    long count = 0;
    if (!directory) {
        fail(path);
    }
    while (readdir(directory)) {
        count++;
    }
    closedir(directory);
    /* Node doesn't list the directory itself and the one above. */
    if (count != expected && count != expected + 2) {
        fprintf(stderr, "%ld entries\n", count);
        exit(1);
    }
}

int main(int count, char **arguments) {
    if (count != 4) {
        return 2;
    }
    const char *what = arguments[1], *path = arguments[2];
    long number = atol(arguments[3]);
    double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_THREAD_CPUTIME_ID);
    if (!strcmp(what, "write") || !strcmp(what, "read")) {
        transfer(path, number, *what == 'w');
    } else if (!strcmp(what, "open")) {
        opens(path, number);
    } else if (!strcmp(what, "list")) {
        list(path, number);
    } else {
        files(path, number, *what == 'm');
    }
    printf("%.3f %.3f\n", now(CLOCK_MONOTONIC) - start, now(CLOCK_THREAD_CPUTIME_ID) - cpu);
    return 0;
}
