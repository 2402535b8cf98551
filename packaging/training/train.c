// What jwasm runs while Java writes down which of its code is used, and how often: something to compute, and what programs do with
// files, streams, clocks and variables: `train DEPTH ROUNDS`, in a directory of its own that is granted as /.
#define main perft_main
#include "../../examples/programs/c/perft.c"
#undef main

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 1 << 16, ENTRIES = 64, CALLS = 40000 };

static char chunk[CHUNK];

static void check(int succeeded, const char *what) {
    if (!succeeded) {
        perror(what);
        exit(1);
    }
}

// Fills a file, small pieces first as a library's buffers do, and reads it back.
static void contents(void) {
    int fd = open("data", O_RDWR | O_CREAT | O_TRUNC, 0666);
    check(fd >= 0, "open");
    for (int size = 1; size <= CHUNK; size *= 4) {
        check(write(fd, chunk, size) == size, "write");
    }
    check(lseek(fd, 0, SEEK_SET) == 0, "seek");
    ssize_t count;
    while ((count = read(fd, chunk, CHUNK)) > 0) {
    }
    check(count == 0, "read");
    check(pwrite(fd, chunk, 16, 8) == 16 && pread(fd, chunk, 16, 8) == 16, "pread");
    check(ftruncate(fd, 100) == 0 && fsync(fd) == 0 && close(fd) == 0, "close");
}

// Programs that do little but such calls do thousands. What Java has compiled as well as it can here, it compiles so early afterwards, if all
// classes are there that it met: so before what programs seldom need, and after what it would be compiled anew for.
static void calls(void) {
    int fd = open("data", O_RDWR | O_CREAT | O_TRUNC, 0666);
    check(fd >= 0, "open");
    for (int i = 0; i < CALLS; i++) {
        check(write(fd, chunk, 64) == 64 && pwrite(fd, chunk, 64, 0) == 64, "write");
        check(lseek(fd, 0, SEEK_SET) == 0 && read(fd, chunk, 64) == 64 && pread(fd, chunk, 64, 0) == 64, "read");
        int other = open("data", O_RDONLY);
        check(other >= 0 && close(other) == 0, "open");
    }
    check(close(fd) == 0, "close");
}

static void text(void) {
    FILE *file = fopen("text", "w");
    check(file != NULL, "fopen");
    for (int i = 0; i < 100; i++) {
        fprintf(file, "%d line\n", i);
    }
    check(fclose(file) == 0, "fclose");
    char line[32];
    int lines = 0;
    check((file = fopen("text", "r")) != NULL, "fopen");
    while (fgets(line, sizeof line, file) != NULL) {
        lines++;
    }
    check(fclose(file) == 0 && lines == 100, "fgets");
}

static void make_tree(void) {
    char path[64];
    check(mkdir("tree", 0777) == 0, "mkdir");
    for (int i = 0; i < ENTRIES; i++) {
        snprintf(path, sizeof path, "tree/entry-%d", i);
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
        check(fd >= 0 && close(fd) == 0, "create");
    }
    check(symlink("entry-0", "tree/link") == 0 && rename("tree/entry-1", "tree/renamed") == 0, "rename");
}

static void use_tree(void) {
    struct stat status;
    check(stat("tree/link", &status) == 0 && S_ISREG(status.st_mode), "stat");
    check(lstat("tree/link", &status) == 0 && S_ISLNK(status.st_mode), "lstat");
    check(open("tree/missing", O_RDONLY) < 0 && errno == ENOENT, "missing");
    int fd = open("tree/entry-2", O_RDONLY);
    check(fd >= 0 && fstat(fd, &status) == 0 && close(fd) == 0, "fstat");
    DIR *directory = opendir("tree");
    int entries = 0;
    check(directory != NULL, "opendir");
    while (readdir(directory) != NULL) {
        entries++;
    }
    check(closedir(directory) == 0 && entries >= ENTRIES, "readdir");
}

static void remove_tree(void) {
    char path[64];
    for (int i = 0; i < ENTRIES; i++) {
        snprintf(path, sizeof path, "tree/entry-%d", i);
        check(unlink(path) == 0 || i == 1, "unlink");
    }
    check(unlink("tree/link") == 0 && unlink("tree/renamed") == 0 && rmdir("tree") == 0, "rmdir");
    check(unlink("data") == 0 && unlink("text") == 0, "unlink");
}

static void surroundings(void) {
    struct timespec time;
    check(clock_gettime(CLOCK_MONOTONIC, &time) == 0 && clock_gettime(CLOCK_REALTIME, &time) == 0, "clock");
    check(getentropy(chunk, 64) == 0, "random");
    check(nanosleep(&(struct timespec){.tv_nsec = 1000}, NULL) == 0, "sleep");
    fprintf(stderr, "%s", getenv("HOME") == NULL ? "" : "home\n");
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: train DEPTH ROUNDS\n");
        return 2;
    }
    make_tree();
    contents();
    text();
    use_tree();
    calls();
    for (int round = atoi(argv[2]); round > 0; round--) {
        contents();
        text();
        use_tree();
        surroundings();
    }
    remove_tree();
    return perft_main(2, argv);
}
