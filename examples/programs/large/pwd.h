// wasi-libc has no users; SQLite's shell asks for the home directory of one.
#ifndef PWD_H
#define PWD_H

#include <sys/types.h>

struct passwd {
    char *pw_dir;
};

struct passwd *getpwuid(uid_t user);

#endif
