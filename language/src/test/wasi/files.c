/* path_open with its flags; fd_read, fd_write, fd_pread, fd_pwrite, fd_seek, fd_tell, fd_close. */
#include "check.h"

static void open_flags(void) {
    __wasi_fd_t fd;
    E(NOENT, try_open("missing", 0, READ));
    E(NOENT, try_open("missing", TRUNC, WRITE));
    E(NOENT, try_open("missing/x", CREAT, WRITE));
    E(NOENT, try_open("", CREAT, WRITE));
    OK(try_open("a", CREAT | EXCL, WRITE));
    E(EXIST, try_open("a", CREAT | EXCL, WRITE));
    OK(try_open("a", CREAT, WRITE));
    E(NOTDIR, try_open("a", DIRECTORY, READ));
    E(NOTDIR, try_open("a/", 0, READ));
    E(NOTDIR, try_open("a/.", 0, READ));
    E(NOTDIR, try_open("a/b", 0, READ));
    E(ISDIR, try_open("new/", CREAT, WRITE));
    E(INVAL, open_at(ROOT, "a", 16, READ, 0, &fd));
    E(INVAL, open_at(ROOT, "a", 0, READ, 32, &fd));
    E(INVAL, __wasi_path_open(ROOT, 2, "a", 0, READ, 0, 0, &fd));
    OK(__wasi_path_create_directory(ROOT, "d"));
    OK(try_open("d", 0, READ | __WASI_RIGHTS_FD_READDIR));
    OK(try_open("d/", DIRECTORY, __WASI_RIGHTS_FD_READDIR));
    OK(try_open("d//", DIRECTORY, __WASI_RIGHTS_FD_READDIR));
    E(ISDIR, try_open("d", 0, WRITE));
    E(ISDIR, try_open("d", TRUNC, WRITE));
    E(EXIST, try_open("d", CREAT | EXCL, WRITE));
    E(BADF, open_at(99, "a", 0, READ, 0, &fd));
    E(BADF, open_at(-1, "a", 0, READ, 0, &fd));
    E(NOTDIR, open_at(0, "a", 0, READ, 0, &fd));
    fd = opened("a", 0, READ);
    __wasi_fd_t other;
    E(NOTDIR, open_at(fd, "a", 0, READ, 0, &other));
    OK(__wasi_fd_close(fd));
    char name[300];
    memset(name, 'n', sizeof name);
    name[256] = 0;
    E(NAMETOOLONG, try_open(name, CREAT, WRITE));
    name[255] = 0;
    OK(try_open(name, CREAT, WRITE));
    OK(__wasi_path_unlink_file(ROOT, name));
    char *path = malloc(5000);
    memset(path, '/', 4999);
    path[0] = 'd';
    path[4999] = 0;
    E(NAMETOOLONG, try_open(path, 0, READ));
    free(path);
    E(ILSEQ, try_open("\xff\xfe", CREAT, WRITE));
    E(ILSEQ, try_open("\xed\xa0\x80", CREAT, WRITE));
    OK(__wasi_path_remove_directory(ROOT, "d"));
    OK(__wasi_path_unlink_file(ROOT, "a"));
}

static void truncate_and_append(void) {
    create("t", "hello world");
    __wasi_fd_t fd = opened("t", 0, READ | WRITE);
    OK(read_text(fd, 100));
    EXPECT(0, strcmp(text, "hello world"));
    OK(__wasi_fd_close(fd));
    fd = opened("t", TRUNC, READ | WRITE);
    OK(read_text(fd, 100));
    EXPECT(0, strlen(text));
    OK(__wasi_fd_close(fd));
    OK(open_at(ROOT, "t", 0, READ | WRITE, __WASI_FDFLAGS_APPEND, &fd));
    OK(write_text(fd, "one"));
    __wasi_filesize_t at;
    OK(__wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &at));
    OK(write_text(fd, "two"));
    OK(__wasi_fd_tell(fd, &at));
    EXPECT(6, at);
    OK(__wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &at));
    OK(read_text(fd, 100));
    EXPECT(0, strcmp(text, "onetwo"));
    OK(__wasi_fd_close(fd));
    for (int flags = 0; flags < 32; flags++) {
        OK(open_at(ROOT, "t", 0, READ | WRITE, flags, &fd));
        __wasi_fdstat_t stat;
        OK(__wasi_fd_fdstat_get(fd, &stat));
        EXPECT(flags, stat.fs_flags);
        OK(write_text(fd, "x"));
        OK(__wasi_fd_close(fd));
    }
    OK(__wasi_path_unlink_file(ROOT, "t"));
}

static void positions(void) {
    __wasi_fd_t fd = opened("p", CREAT, READ | WRITE);
    __wasi_filesize_t at;
    __wasi_size_t count;
    OK(write_text(fd, "0123456789"));
    OK(__wasi_fd_tell(fd, &at));
    EXPECT(10, at);
    OK(__wasi_fd_seek(fd, -3, __WASI_WHENCE_END, &at));
    EXPECT(7, at);
    OK(__wasi_fd_seek(fd, -3, __WASI_WHENCE_CUR, &at));
    EXPECT(4, at);
    OK(__wasi_fd_seek(fd, 100, __WASI_WHENCE_SET, &at));
    EXPECT(100, at);
    OK(read_text(fd, 10));
    EXPECT(0, text[0]);
    E(INVAL, __wasi_fd_seek(fd, -1, __WASI_WHENCE_SET, &at));
    E(INVAL, __wasi_fd_seek(fd, -200, __WASI_WHENCE_CUR, &at));
    E(INVAL, __wasi_fd_seek(fd, 0, 3, &at));
    OK(__wasi_fd_seek(fd, 2, __WASI_WHENCE_SET, &at));
    char one[4] = {0}, two[4] = {0};
    __wasi_iovec_t vectors[3] = {{(uint8_t *) one, 2}, {0, 0}, {(uint8_t *) two, 3}};
    OK(__wasi_fd_pread(fd, vectors, 3, 6, &count));
    EXPECT(4, count);
    EXPECT(0, strcmp(one, "67") | strcmp(two, "89"));
    OK(__wasi_fd_tell(fd, &at));
    EXPECT(2, at);
    OK(__wasi_fd_pread(fd, vectors, 3, 1000, &count));
    EXPECT(0, count);
    OK(__wasi_fd_read(fd, vectors, 3, &count));
    EXPECT(5, count);
    EXPECT(0, strcmp(one, "23") | strcmp(two, "456"));
    __wasi_ciovec_t out[2] = {{(const uint8_t *) "ab", 2}, {(const uint8_t *) "c", 1}};
    OK(__wasi_fd_pwrite(fd, out, 2, 12, &count));
    EXPECT(3, count);
    OK(__wasi_fd_tell(fd, &at));
    EXPECT(7, at);
    OK(__wasi_fd_pread(fd, vectors, 3, 10, &count));
    EXPECT(5, count);
    EXPECT(0, memcmp(one, "\0\0", 2) | memcmp(two, "abc", 3));
    OK(__wasi_fd_read(fd, vectors, 0, &count));
    EXPECT(0, count);
    E(INVAL, __wasi_fd_pread(fd, vectors, 1, (__wasi_filesize_t) -1, &count));
    E(INVAL, __wasi_fd_pwrite(fd, out, 1, (__wasi_filesize_t) -1, &count));
    E(INVAL, __wasi_fd_read(fd, vectors, 1025, &count));
    OK(__wasi_fd_close(fd));
    E(BADF, __wasi_fd_close(fd));
    E(BADF, __wasi_fd_read(fd, vectors, 3, &count));
    E(BADF, __wasi_fd_pread(fd, vectors, 3, 0, &count));
    E(BADF, __wasi_fd_write(fd, out, 2, &count));
    E(BADF, __wasi_fd_pwrite(fd, out, 2, 0, &count));
    E(BADF, __wasi_fd_seek(fd, 0, 0, &at));
    E(BADF, __wasi_fd_tell(fd, &at));
    fd = opened("p", 0, READ);
    E(BADF, write_text(fd, "x"));
    OK(__wasi_fd_close(fd));
    fd = opened("p", 0, WRITE);
    E(BADF, read_text(fd, 1));
    OK(__wasi_fd_close(fd));
    OK(__wasi_path_unlink_file(ROOT, "p"));
    E(SPIPE, __wasi_fd_seek(1, 0, 0, &at));
    E(SPIPE, __wasi_fd_tell(0, &at));
    E(SPIPE, __wasi_fd_pread(0, vectors, 1, 0, &count));
    E(SPIPE, __wasi_fd_pwrite(1, out, 1, 0, &count));
    E(BADF, write_text(0, "x"));
    E(BADF, read_text(1, 1));
    E(ISDIR, read_text(ROOT, 1));
    E(ISDIR, write_text(ROOT, "x"));
    E(ISDIR, __wasi_fd_seek(ROOT, 0, 0, &at));
}

int main(void) {
    open_flags();
    truncate_and_append();
    positions();
    return failures();
}
