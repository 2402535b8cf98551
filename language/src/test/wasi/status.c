/* fd_filestat_*, path_filestat_*, fd_advise, fd_allocate, fd_sync, fd_datasync, fd_fdstat_*, fd_renumber, fd_prestat_*. */
#include "check.h"

#define SECOND UINT64_C(1000000000)

static void sizes(void) {
    __wasi_filestat_t stat;
    __wasi_fd_t fd = opened("s", CREAT, READ | WRITE);
    OK(write_text(fd, "12345"));
    OK(__wasi_fd_filestat_get(fd, &stat));
    EXPECT(5, stat.size);
    EXPECT(1, stat.nlink);
    EXPECT(__WASI_FILETYPE_REGULAR_FILE, stat.filetype);
    OK(__wasi_fd_filestat_set_size(fd, 100));
    OK(__wasi_fd_filestat_get(fd, &stat));
    EXPECT(100, stat.size);
    OK(__wasi_fd_filestat_set_size(fd, 3));
    E(FBIG, __wasi_fd_filestat_set_size(fd, (__wasi_filesize_t) -1));
    OK(__wasi_fd_allocate(fd, 10, 10));
    OK(__wasi_fd_filestat_get(fd, &stat));
    EXPECT(20, stat.size);
    OK(__wasi_fd_allocate(fd, 0, 5));
    OK(__wasi_fd_filestat_get(fd, &stat));
    EXPECT(20, stat.size);
    E(INVAL, __wasi_fd_allocate(fd, 0, 0));
    for (int advice = 0; advice <= 5; advice++) {
        OK(__wasi_fd_advise(fd, 0, 10, advice));
    }
    E(INVAL, __wasi_fd_advise(fd, 0, 10, 6));
    E(INVAL, __wasi_fd_advise(fd, (__wasi_filesize_t) -1, 10, 0));
    OK(__wasi_fd_sync(fd));
    OK(__wasi_fd_datasync(fd));
    OK(__wasi_fd_close(fd));
    E(BADF, __wasi_fd_filestat_get(fd, &stat));
    E(BADF, __wasi_fd_filestat_set_size(fd, 0));
    E(BADF, __wasi_fd_allocate(fd, 0, 1));
    E(BADF, __wasi_fd_advise(fd, 0, 1, 0));
    E(BADF, __wasi_fd_sync(fd));
    E(BADF, __wasi_fd_datasync(fd));
    E(ISDIR, __wasi_fd_filestat_set_size(ROOT, 0));
    E(ISDIR, __wasi_fd_allocate(ROOT, 0, 1));
    OK(__wasi_fd_filestat_get(ROOT, &stat));
    EXPECT(__WASI_FILETYPE_DIRECTORY, stat.filetype);
    OK(__wasi_fd_filestat_get(1, &stat));
    fd = opened("s", 0, READ);
    E(NOTCAPABLE, __wasi_fd_filestat_set_size(fd, 0));
    E(NOTCAPABLE, __wasi_fd_allocate(fd, 0, 1));
    OK(__wasi_fd_close(fd));
}

static void times(void) {
    __wasi_filestat_t stat;
    __wasi_fd_t fd = opened("s", 0, READ | WRITE);
    OK(__wasi_fd_filestat_set_times(fd, 5 * SECOND, 7 * SECOND + 3, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM));
    OK(__wasi_fd_filestat_get(fd, &stat));
    TRUE(stat.atim == 5 * SECOND && stat.mtim == 7 * SECOND + 3);
    OK(__wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_MTIM_NOW));
    OK(__wasi_fd_filestat_get(fd, &stat));
    TRUE(stat.atim == 5 * SECOND && stat.mtim > 1000000 * SECOND);
    OK(__wasi_fd_filestat_set_times(fd, 9 * SECOND, 0, 0));
    OK(__wasi_fd_filestat_get(fd, &stat));
    TRUE(stat.atim == 5 * SECOND);
    E(INVAL, __wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_ATIM_NOW));
    E(INVAL, __wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_MTIM | __WASI_FSTFLAGS_MTIM_NOW));
    E(INVAL, __wasi_fd_filestat_set_times(fd, 0, 0, 16));
    OK(__wasi_fd_close(fd));
    OK(__wasi_path_symlink("s", ROOT, "l"));
    OK(__wasi_path_filestat_set_times(ROOT, 0, "l", SECOND, 2 * SECOND, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM));
    OK(__wasi_path_filestat_get(ROOT, 0, "l", &stat));
    EXPECT(2 * SECOND, stat.mtim);
    OK(__wasi_path_filestat_get(ROOT, FOLLOW, "l", &stat));
    TRUE(stat.mtim != 2 * SECOND);
    OK(__wasi_path_filestat_set_times(ROOT, FOLLOW, "l", 3 * SECOND, 4 * SECOND, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM));
    OK(__wasi_path_filestat_get(ROOT, 0, "s", &stat));
    EXPECT(4 * SECOND, stat.mtim);
    E(NOENT, __wasi_path_filestat_get(ROOT, 0, "missing", &stat));
    E(NOTDIR, __wasi_path_filestat_get(ROOT, 0, "s/", &stat));
    E(INVAL, __wasi_path_filestat_get(ROOT, 2, "s", &stat));
    E(NOENT, __wasi_path_filestat_set_times(ROOT, 0, "missing", 0, 0, 0));
    E(BADF, __wasi_path_filestat_get(33, 0, "s", &stat));
    E(NOTDIR, __wasi_path_filestat_get(1, 0, "s", &stat));
    OK(__wasi_path_unlink_file(ROOT, "l"));
}

static void rights_and_flags(void) {
    __wasi_fdstat_t stat;
    __wasi_fd_t fd = opened("s", 0, READ | WRITE);
    OK(__wasi_fd_fdstat_get(fd, &stat));
    EXPECT(READ | WRITE, stat.fs_rights_base);
    EXPECT(__WASI_FILETYPE_REGULAR_FILE, stat.fs_filetype);
    OK(__wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_APPEND));
    OK(__wasi_fd_fdstat_get(fd, &stat));
    EXPECT(__WASI_FDFLAGS_APPEND, stat.fs_flags);
    OK(__wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_NONBLOCK));
    E(NOTSUP, __wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_DSYNC));
    E(INVAL, __wasi_fd_fdstat_set_flags(fd, 32));
    E(NOTCAPABLE, __wasi_fd_fdstat_set_rights(fd, ALL_RIGHTS, 0));
    OK(__wasi_fd_fdstat_set_rights(fd, READ, 0));
    E(BADF, write_text(fd, "x"));
    E(NOTCAPABLE, __wasi_fd_fdstat_set_rights(fd, READ | WRITE, 0));
    E(NOTCAPABLE, __wasi_fd_fdstat_set_flags(fd, 0));
    E(NOTCAPABLE, __wasi_fd_sync(fd));
    OK(__wasi_fd_fdstat_set_rights(fd, 0, 0));
    __wasi_filestat_t status;
    E(NOTCAPABLE, __wasi_fd_filestat_get(fd, &status));
    __wasi_filesize_t at;
    E(NOTCAPABLE, __wasi_fd_seek(fd, 1, 0, &at));
    E(NOTCAPABLE, __wasi_fd_tell(fd, &at));
    OK(__wasi_fd_close(fd));
    E(BADF, __wasi_fd_fdstat_get(fd, &stat));
    E(BADF, __wasi_fd_fdstat_set_flags(fd, 0));
    E(BADF, __wasi_fd_fdstat_set_rights(fd, 0, 0));
    OK(__wasi_fd_fdstat_get(ROOT, &stat));
    EXPECT(__WASI_FILETYPE_DIRECTORY, stat.fs_filetype);
    /* What is opened through a directory has no more rights than it hands on. */
    __wasi_fd_t d;
    OK(__wasi_path_create_directory(ROOT, "d"));
    OK(__wasi_path_open(ROOT, 0, "d", DIRECTORY, __WASI_RIGHTS_PATH_OPEN | __WASI_RIGHTS_FD_READDIR, READ, 0, &d));
    create("d/f", "f");
    E(NOTCAPABLE, open_at(d, "f", 0, WRITE, 0, &fd));
    E(NOTCAPABLE, open_at(d, "f", TRUNC, READ, 0, &fd));
    E(NOTCAPABLE, open_at(d, "g", CREAT, READ, 0, &fd));
    E(NOTCAPABLE, __wasi_path_unlink_file(d, "f"));
    E(NOTCAPABLE, __wasi_path_create_directory(d, "x"));
    E(NOTCAPABLE, __wasi_path_remove_directory(d, "x"));
    E(NOTCAPABLE, __wasi_path_rename(d, "f", d, "g"));
    E(NOTCAPABLE, __wasi_path_link(d, 0, "f", d, "g"));
    E(NOTCAPABLE, __wasi_path_symlink("f", d, "g"));
    E(NOTCAPABLE, __wasi_path_filestat_get(d, 0, "f", &status));
    E(NOTCAPABLE, __wasi_path_filestat_set_times(d, 0, "f", 0, 0, 0));
    OK(open_at(d, "f", 0, READ, 0, &fd));
    OK(__wasi_fd_close(fd));
    OK(__wasi_fd_close(d));
    OK(__wasi_path_unlink_file(ROOT, "d/f"));
    OK(__wasi_path_remove_directory(ROOT, "d"));
}

static void renumber_and_preopens(void) {
    __wasi_prestat_t pre;
    OK(__wasi_fd_prestat_get(ROOT, &pre));
    EXPECT(0, pre.tag);
    char name[64] = {0};
    TRUE(pre.u.dir.pr_name_len < sizeof name);
    OK(__wasi_fd_prestat_dir_name(ROOT, (uint8_t *) name, pre.u.dir.pr_name_len));
    EXPECT(0, strcmp(name, "/"));
    E(NAMETOOLONG, __wasi_fd_prestat_dir_name(ROOT, (uint8_t *) name, 0));
    E(BADF, __wasi_fd_prestat_get(1, &pre));
    E(BADF, __wasi_fd_prestat_get(50, &pre));
    __wasi_fd_t a = opened("s", 0, READ), b = opened("s", 0, READ | WRITE);
    E(BADF, __wasi_fd_renumber(99, a));
    E(BADF, __wasi_fd_renumber(a, 99));
    OK(__wasi_fd_renumber(a, a));
    OK(__wasi_fd_renumber(a, b));
    E(BADF, read_text(a, 1));
    OK(read_text(b, 1));
    E(BADF, write_text(b, "x"));
    OK(__wasi_fd_close(b));
    OK(__wasi_path_unlink_file(ROOT, "s"));
    /* The standard output can be another file, and a preopened directory can be closed. */
    __wasi_fd_t out = opened("out", CREAT, WRITE);
    OK(__wasi_fd_renumber(out, 2));
    OK(write_text(2, "to a file"));
    OK(__wasi_fd_close(2));
    E(BADF, write_text(2, "x"));
    OK(__wasi_path_unlink_file(ROOT, "out"));
    OK(__wasi_fd_close(ROOT));
    E(BADF, __wasi_fd_prestat_get(ROOT, &pre));
    E(BADF, try_open("x", CREAT, WRITE));
}

int main(void) {
    sizes();
    times();
    rights_and_flags();
    renumber_and_preopens();
    return failures();
}
