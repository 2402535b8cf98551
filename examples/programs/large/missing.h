// What wasi-libc neither declares nor has, and Lua and SQLite's shell call; see missing.c.
#ifndef MISSING_H
#define MISSING_H

#include <fcntl.h>
#include <stdio.h>
#include <sys/types.h>

#define L_tmpnam 20

FILE *popen(const char *command, const char *mode);
int pclose(FILE *pipe);
_Noreturn void end_by_error(int status);

// Locks of files, owners and modes: the functions of the same names do nothing.
#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2
#define F_GETLK 5
#define F_SETLK 6
#define F_SETLKW 7

uid_t geteuid(void);
uid_t getuid(void);
int fchmod(int file, mode_t mode);
int fchown(int file, uid_t owner, gid_t group);
int chmod(const char *path, mode_t mode);

#endif
