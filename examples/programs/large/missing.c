// What wasi-libc leaves out and Lua and SQLite's shell call: these fail as on a system without processes.
#include "missing.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>

int system(const char *command) {
    errno = ENOSYS;
    return command == NULL ? 0 : -1;
}

FILE *tmpfile(void) {
    errno = ENOSYS;
    return NULL;
}

char *tmpnam(char *name) {
    (void) name;
    return NULL;
}

FILE *popen(const char *command, const char *mode) {
    (void) command;
    (void) mode;
    errno = ENOSYS;
    return NULL;
}

int pclose(FILE *pipe) {
    (void) pipe;
    errno = ENOSYS;
    return -1;
}

// Lua without unwinding: an error that would be thrown ends the program instead.
_Noreturn void end_by_error(int status) {
    fflush(stdout);
    fprintf(stderr, "lua: error of kind %d, and this build can't unwind\n", status);
    exit(70);
}

uid_t geteuid(void) {
    return 0;
}

uid_t getuid(void) {
    return 0;
}

int fchmod(int file, mode_t mode) {
    (void) file;
    (void) mode;
    return 0;
}

int fchown(int file, uid_t owner, gid_t group) {
    (void) file;
    (void) owner;
    (void) group;
    return 0;
}

int chmod(const char *path, mode_t mode) {
    (void) path;
    (void) mode;
    return 0;
}

struct passwd *getpwuid(uid_t user) {
    (void) user;
    return NULL;
}
