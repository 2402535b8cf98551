/* path_symlink, path_readlink, path_link, and how links are followed or not; nothing leads out. */
#include "check.h"

static __wasi_errno_t nofollow(const char *path, int oflags, uint64_t rights) {
    __wasi_fd_t fd;
    __wasi_errno_t error = __wasi_path_open(ROOT, 0, path, oflags, rights, 0, 0, &fd);
    return error ? error : __wasi_fd_close(fd);
}

static void symbolic(void) {
    create("f", "contents");
    OK(__wasi_path_create_directory(ROOT, "d"));
    OK(__wasi_path_symlink("f", ROOT, "l"));
    E(EXIST, __wasi_path_symlink("f", ROOT, "l"));
    E(EXIST, __wasi_path_symlink("f", ROOT, "f"));
    E(NOENT, __wasi_path_symlink("", ROOT, "empty"));
    E(NOENT, __wasi_path_symlink("f", ROOT, "missing/l"));
    E(NOENT, __wasi_path_symlink("f", ROOT, "l2/"));
    OK(__wasi_path_symlink("d", ROOT, "ld"));
    OK(__wasi_path_symlink("loop", ROOT, "loop"));
    OK(__wasi_path_symlink("nowhere", ROOT, "dangling"));
    OK(__wasi_path_symlink("../f", ROOT, "d/up"));
    OK(try_open("l", 0, READ));
    OK(try_open("d/up", 0, READ));
    E(LOOP, nofollow("l", 0, READ));
    E(LOOP, try_open("loop", 0, READ));
    E(NOENT, try_open("dangling", 0, READ));
    E(EXIST, try_open("dangling", CREAT | EXCL, WRITE));
    E(EXIST, try_open("l", CREAT | EXCL, WRITE));
    E(LOOP, nofollow("dangling", CREAT, WRITE));
    OK(try_open("dangling", CREAT, WRITE));
    OK(__wasi_path_unlink_file(ROOT, "nowhere"));
    E(NOTDIR, nofollow("ld", DIRECTORY, READ));
    OK(nofollow("ld/", DIRECTORY, READ));
    E(NOTDIR, try_open("l/", 0, READ));
    __wasi_filestat_t stat;
    OK(__wasi_path_filestat_get(ROOT, 0, "l", &stat));
    EXPECT(__WASI_FILETYPE_SYMBOLIC_LINK, stat.filetype);
    OK(__wasi_path_filestat_get(ROOT, FOLLOW, "l", &stat));
    EXPECT(__WASI_FILETYPE_REGULAR_FILE, stat.filetype);
    EXPECT(8, stat.size);
    E(NOTDIR, __wasi_path_unlink_file(ROOT, "ld/"));
    E(NOTDIR, __wasi_path_remove_directory(ROOT, "ld"));
    OK(__wasi_path_rename(ROOT, "l", ROOT, "renamed"));
    OK(try_open("renamed", 0, READ));
    char buffer[16] = {0};
    __wasi_size_t used;
    OK(__wasi_path_readlink(ROOT, "d/up", (uint8_t *) buffer, sizeof buffer, &used));
    EXPECT(4, used);
    EXPECT(0, strcmp(buffer, "../f"));
    OK(__wasi_path_readlink(ROOT, "d/up", (uint8_t *) buffer, 2, &used));
    EXPECT(2, used);
    OK(__wasi_path_readlink(ROOT, "d/up", (uint8_t *) buffer, 0, &used));
    EXPECT(0, used);
    E(INVAL, __wasi_path_readlink(ROOT, "f", (uint8_t *) buffer, sizeof buffer, &used));
    E(INVAL, __wasi_path_readlink(ROOT, "d", (uint8_t *) buffer, sizeof buffer, &used));
    E(NOENT, __wasi_path_readlink(ROOT, "missing", (uint8_t *) buffer, sizeof buffer, &used));
    E(BADF, __wasi_path_readlink(55, "f", (uint8_t *) buffer, sizeof buffer, &used));
    char name[16] = "f";
    for (int i = 0; i <= 41; i++) {
        char next[16];
        snprintf(next, sizeof next, "chain%d", i);
        OK(__wasi_path_symlink(name, ROOT, next));
        strcpy(name, next);
    }
    OK(try_open("chain20", 0, READ));
    E(LOOP, try_open("chain41", 0, READ));
    for (int i = 0; i <= 41; i++) {
        snprintf(name, sizeof name, "chain%d", i);
        OK(__wasi_path_unlink_file(ROOT, name));
    }
    OK(__wasi_path_unlink_file(ROOT, "renamed"));
    OK(__wasi_path_unlink_file(ROOT, "ld"));
    OK(__wasi_path_unlink_file(ROOT, "loop"));
    OK(__wasi_path_unlink_file(ROOT, "dangling"));
}

static void out(void) {
    static const char *const targets[] = {"..", "../", "../x", "/", "/etc/passwd", "d/../../x", "./../x", "//x"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        E(PERM, __wasi_path_symlink(targets[i], ROOT, "bad"));
    }
    E(PERM, __wasi_path_symlink("../../x", ROOT, "d/bad"));
    /* Links that are fine where they are made, and lead out where they are moved to. */
    OK(__wasi_path_symlink("../f", ROOT, "d/l"));
    OK(__wasi_path_rename(ROOT, "d/l", ROOT, "bad"));
    E(PERM, try_open("bad", 0, READ));
    E(PERM, try_open("bad", CREAT, WRITE));
    __wasi_filestat_t stat;
    E(PERM, __wasi_path_filestat_get(ROOT, FOLLOW, "bad", &stat));
    E(PERM, __wasi_path_filestat_set_times(ROOT, FOLLOW, "bad", 0, 0, __WASI_FSTFLAGS_MTIM_NOW));
    OK(__wasi_path_unlink_file(ROOT, "bad"));
    /* An opened directory confines too. */
    OK(__wasi_path_symlink("../f", ROOT, "d/l"));
    __wasi_fd_t d = opened("d", DIRECTORY, __WASI_RIGHTS_PATH_OPEN), fd;
    E(PERM, open_at(d, "l", 0, READ, 0, &fd));
    E(PERM, open_at(d, "../f", 0, READ, 0, &fd));
    E(PERM, open_at(d, "..", 0, READ, 0, &fd));
    OK(__wasi_fd_close(d));
    OK(__wasi_path_unlink_file(ROOT, "d/l"));
}

static void hard(void) {
    OK(__wasi_path_link(ROOT, 0, "f", ROOT, "g"));
    E(EXIST, __wasi_path_link(ROOT, 0, "f", ROOT, "g"));
    E(NOENT, __wasi_path_link(ROOT, 0, "missing", ROOT, "h"));
    E(NOENT, __wasi_path_link(ROOT, 0, "f", ROOT, "missing/h"));
    E(NOENT, __wasi_path_link(ROOT, 0, "f", ROOT, "h/"));
    E(PERM, __wasi_path_link(ROOT, 0, "d", ROOT, "h"));
    E(NOTDIR, __wasi_path_link(ROOT, 0, "f/", ROOT, "h"));
    E(PERM, __wasi_path_link(ROOT, 0, "../f", ROOT, "h"));
    E(PERM, __wasi_path_link(ROOT, 0, "f", ROOT, "../h"));
    E(BADF, __wasi_path_link(44, 0, "f", ROOT, "h"));
    E(INVAL, __wasi_path_link(ROOT, FOLLOW, "f", ROOT, "h"));
    __wasi_filestat_t one, two;
    OK(__wasi_path_filestat_get(ROOT, 0, "f", &one));
    OK(__wasi_path_filestat_get(ROOT, 0, "g", &two));
    EXPECT(2, one.nlink);
    TRUE(one.ino == two.ino && one.dev == two.dev);
    OK(__wasi_path_rename(ROOT, "f", ROOT, "g"));
    OK(__wasi_path_unlink_file(ROOT, "d/up"));
    /* Two names of one file: renaming one to the other does nothing. */
    TRUE(__wasi_path_unlink_file(ROOT, "g") == 0 && __wasi_path_unlink_file(ROOT, "f") == 0);
    OK(__wasi_path_remove_directory(ROOT, "d"));
}

int main(void) {
    symbolic();
    out();
    hard();
    return failures();
}
