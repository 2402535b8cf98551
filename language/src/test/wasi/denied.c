/* What the host itself refuses, by its argument: `modes` of files that the user lacks, the `size` of files, the count of `descriptors`. */
#include "check.h"

/* secret is of mode 0, fixed of 0444; full is a directory of 0555 with a file f and a directory d, hidden one of mode 0 with f, list one of 0333. */
static void modes(void) {
    __wasi_fd_t fd;
    __wasi_filestat_t stat;
    uint8_t buffer[64];
    __wasi_size_t used;
    E(ACCES, try_open("secret", 0, READ));
    E(ACCES, try_open("secret", 0, WRITE));
    E(ACCES, try_open("fixed", 0, WRITE));
    E(ACCES, try_open("fixed", 0, READ | WRITE));
    E(ACCES, try_open("fixed", TRUNC, READ));
    E(ACCES, open_at(ROOT, "fixed", 0, WRITE, __WASI_FDFLAGS_APPEND, &fd));
    OK(try_open("fixed", 0, READ));
    OK(try_open("fixed", CREAT, READ));
    E(ACCES, try_open("full/new", CREAT, WRITE));
    E(ACCES, try_open("full/new", CREAT | EXCL, WRITE));
    E(NOENT, try_open("full/new", 0, WRITE));
    E(ACCES, __wasi_path_create_directory(ROOT, "full/new"));
    E(ACCES, __wasi_path_unlink_file(ROOT, "full/f"));
    E(ACCES, __wasi_path_remove_directory(ROOT, "full/d"));
    E(ACCES, __wasi_path_symlink("f", ROOT, "full/new"));
    E(ACCES, __wasi_path_link(ROOT, 0, "fixed", ROOT, "full/new"));
    E(ACCES, __wasi_path_rename(ROOT, "fixed", ROOT, "full/new"));
    E(ACCES, __wasi_path_rename(ROOT, "full/f", ROOT, "new"));
    E(ACCES, try_open("hidden", DIRECTORY, __WASI_RIGHTS_FD_READDIR));
    E(ACCES, try_open("hidden/f", 0, READ));
    E(ACCES, __wasi_path_filestat_get(ROOT, 0, "hidden/f", &stat));
    E(ACCES, __wasi_path_filestat_set_times(ROOT, 0, "hidden/f", 0, 0, __WASI_FSTFLAGS_MTIM_NOW));
    E(ACCES, __wasi_path_readlink(ROOT, "hidden/f", buffer, sizeof buffer, &used));
    E(ACCES, __wasi_path_rename(ROOT, "hidden/f", ROOT, "new"));
    E(ACCES, __wasi_path_link(ROOT, 0, "hidden/f", ROOT, "new"));
    E(ACCES, __wasi_path_unlink_file(ROOT, "hidden/f"));
    /* What can't be listed can be gone through. */
    E(ACCES, try_open("list", DIRECTORY, __WASI_RIGHTS_FD_READDIR));
    OK(__wasi_path_filestat_get(ROOT, 0, "list", &stat));
    EXPECT(__WASI_FILETYPE_DIRECTORY, stat.filetype);
    create("list/new", "x");
    OK(__wasi_path_unlink_file(ROOT, "list/new"));
    OK(__wasi_path_filestat_get(ROOT, 0, "secret", &stat));
}

/* A file may have 100,000 bytes: a write is cut off there, the next fails, and the host goes on. */
static void size(void) {
    static uint8_t bytes[70000];
    __wasi_fd_t fd = opened("large", CREAT, READ | WRITE);
    __wasi_ciovec_t vector = {bytes, sizeof bytes};
    __wasi_size_t written;
    OK(__wasi_fd_write(fd, &vector, 1, &written));
    EXPECT(sizeof bytes, written);
    OK(__wasi_fd_write(fd, &vector, 1, &written));
    EXPECT(30000, written);
    E(FBIG, __wasi_fd_write(fd, &vector, 1, &written));
    E(FBIG, __wasi_fd_pwrite(fd, &vector, 1, 1 << 20, &written));
    E(FBIG, __wasi_fd_filestat_set_size(fd, 1 << 20));
    E(FBIG, __wasi_fd_allocate(fd, 0, 1 << 20));
    __wasi_filestat_t stat;
    OK(__wasi_fd_filestat_get(fd, &stat));
    EXPECT(100000, stat.size);
    OK(__wasi_fd_filestat_set_size(fd, 10));
    OK(__wasi_fd_close(fd));
    OK(__wasi_path_unlink_file(ROOT, "large"));
}

/* When the host has no more descriptors, each way to need one fails, and all works again when some are closed. */
static void descriptors(void) {
    static __wasi_fd_t fds[10000];
    int count = 0;
    __wasi_errno_t error = 0;
    create("f", "contents");
    while (count < 10000 && (error = open_at(ROOT, "f", 0, READ, 0, &fds[count])) == 0) {
        count++;
    }
    EXPECT(__WASI_ERRNO_MFILE, error);
    TRUE(count > 10);
    __wasi_filestat_t stat;
    E(MFILE, __wasi_path_filestat_get(ROOT, 0, "f", &stat));
    E(MFILE, try_open("new", CREAT, WRITE));
    OK(read_text(fds[0], 100));
    EXPECT(0, strcmp(text, "contents"));
    for (int i = 0; i < count; i++) {
        OK(__wasi_fd_close(fds[i]));
    }
    E(NOENT, __wasi_path_filestat_get(ROOT, 0, "new", &stat));
    OK(__wasi_path_unlink_file(ROOT, "f"));
}

int main(int count, char **arguments) {
    if (count == 2 && !strcmp(arguments[1], "modes")) {
        modes();
    } else if (count == 2 && !strcmp(arguments[1], "size")) {
        size();
    } else if (count == 2 && !strcmp(arguments[1], "descriptors")) {
        descriptors();
    } else {
        return 2;
    }
    return failures();
}
