/* Two directories: 3 can only be read, 4 can be written. Nothing changes what is in the first, by any way. */
#include "check.h"

#define WRITABLE 4
/* What a refusal may be: the right is missing, or the directory's capability lacks it. */
#define DENIED(call) denied(__LINE__, #call, call)

static void denied(int line, const char *call, __wasi_errno_t error) {
    if (error != __WASI_ERRNO_NOTCAPABLE && error != __WASI_ERRNO_PERM && error != __WASI_ERRNO_ROFS) {
        printf("line %d: %s: not denied but %d\n", line, call, error);
        failed++;
    }
}

int main(void) {
    __wasi_fd_t fd;
    OK(open_at(ROOT, "file", 0, READ, 0, &fd));
    OK(read_text(fd, 100));
    EXPECT(0, strcmp(text, "inside"));
    E(BADF, write_text(fd, "x"));
    DENIED(__wasi_fd_filestat_set_size(fd, 0));
    DENIED(__wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_MTIM_NOW));
    DENIED(__wasi_fd_allocate(fd, 0, 100));
    OK(__wasi_fd_close(fd));
    DENIED(try_open("file", 0, WRITE));
    DENIED(try_open("file", 0, READ | WRITE));
    DENIED(try_open("file", TRUNC, READ));
    DENIED(try_open("file", TRUNC, 0));
    DENIED(try_open("file", TRUNC, WRITE));
    DENIED(try_open("new", CREAT, READ));
    DENIED(try_open("new", CREAT | EXCL, 0));
    DENIED(try_open("file", 0, __WASI_RIGHTS_FD_FILESTAT_SET_SIZE));
    DENIED(__wasi_path_filestat_set_times(ROOT, FOLLOW, "file", 0, 0, __WASI_FSTFLAGS_MTIM_NOW));
    DENIED(__wasi_fd_filestat_set_times(ROOT, 0, 0, __WASI_FSTFLAGS_MTIM_NOW));
    DENIED(__wasi_path_create_directory(ROOT, "new"));
    DENIED(__wasi_path_remove_directory(ROOT, "empty"));
    DENIED(__wasi_path_unlink_file(ROOT, "file"));
    DENIED(__wasi_path_symlink("file", ROOT, "new"));
    DENIED(__wasi_path_link(ROOT, 0, "file", ROOT, "new"));
    DENIED(__wasi_path_rename(ROOT, "file", ROOT, "new"));
    /* From one directory to the other. */
    DENIED(__wasi_path_link(ROOT, 0, "file", WRITABLE, "new"));
    DENIED(__wasi_path_rename(ROOT, "file", WRITABLE, "new"));
    DENIED(__wasi_path_link(WRITABLE, 0, "mine", ROOT, "new"));
    DENIED(__wasi_path_rename(WRITABLE, "mine", ROOT, "new"));
    DENIED(__wasi_path_rename(WRITABLE, "mine", ROOT, "file"));
    /* A subdirectory has no more rights, whatever it is asked for with. */
    __wasi_fd_t sub;
    OK(__wasi_path_open(ROOT, 0, "sub", DIRECTORY, ALL_RIGHTS & ~(__WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_ALLOCATE | __WASI_RIGHTS_FD_FILESTAT_SET_SIZE), ALL_RIGHTS, 0, &sub));
    DENIED(open_at(sub, "deep", 0, WRITE, 0, &fd));
    DENIED(__wasi_path_unlink_file(sub, "deep"));
    DENIED(__wasi_path_link(sub, 0, "deep", WRITABLE, "new"));
    /* Another number changes nothing. */
    __wasi_fd_t mine;
    OK(open_at(WRITABLE, ".", DIRECTORY, 0, 0, &mine));
    OK(__wasi_fd_renumber(sub, mine));
    DENIED(__wasi_path_unlink_file(mine, "deep"));
    DENIED(open_at(mine, "new", CREAT, WRITE, 0, &fd));
    OK(__wasi_fd_close(mine));
    /* A link in the writable directory leads nowhere else. */
    E(PERM, __wasi_path_symlink("../readonly/file", WRITABLE, "way"));
    OK(open_at(WRITABLE, "mine", TRUNC, WRITE, 0, &fd));
    OK(write_text(fd, "changed"));
    OK(__wasi_fd_close(fd));
    return failures();
}
