/* path_create_directory, path_remove_directory, path_unlink_file, path_rename, fd_readdir. */
#include "check.h"

static void make_and_remove(void) {
    OK(__wasi_path_create_directory(ROOT, "d"));
    E(EXIST, __wasi_path_create_directory(ROOT, "d"));
    E(EXIST, __wasi_path_create_directory(ROOT, "d/"));
    E(EXIST, __wasi_path_create_directory(ROOT, "."));
    E(NOENT, __wasi_path_create_directory(ROOT, ""));
    E(NOENT, __wasi_path_create_directory(ROOT, "missing/x"));
    OK(__wasi_path_create_directory(ROOT, "d/e/"));
    create("d/f", "f");
    E(NOTDIR, __wasi_path_create_directory(ROOT, "d/f/x"));
    E(NOTEMPTY, __wasi_path_remove_directory(ROOT, "d"));
    E(NOTDIR, __wasi_path_remove_directory(ROOT, "d/f"));
    E(NOTDIR, __wasi_path_remove_directory(ROOT, "d/f/"));
    E(NOENT, __wasi_path_remove_directory(ROOT, "missing"));
    E(INVAL, __wasi_path_remove_directory(ROOT, "d/."));
    E(ISDIR, __wasi_path_unlink_file(ROOT, "d/e"));
    TRUE(__wasi_path_unlink_file(ROOT, "d/e/") == __WASI_ERRNO_ISDIR);
    E(NOTDIR, __wasi_path_unlink_file(ROOT, "d/f/"));
    E(NOENT, __wasi_path_unlink_file(ROOT, "d/missing"));
    E(BADF, __wasi_path_unlink_file(77, "d"));
    E(NOTDIR, __wasi_path_unlink_file(0, "d"));
    OK(__wasi_path_unlink_file(ROOT, "d/f"));
    OK(__wasi_path_remove_directory(ROOT, "d/e//"));
    OK(__wasi_path_remove_directory(ROOT, "d/"));
}

static void rename_semantics(void) {
    create("a", "a");
    create("b", "b");
    OK(__wasi_path_create_directory(ROOT, "d"));
    OK(__wasi_path_create_directory(ROOT, "e"));
    create("e/x", "x");
    OK(__wasi_path_rename(ROOT, "a", ROOT, "b"));
    E(NOENT, __wasi_path_rename(ROOT, "a", ROOT, "b"));
    E(ISDIR, __wasi_path_rename(ROOT, "b", ROOT, "d"));
    E(NOTDIR, __wasi_path_rename(ROOT, "d", ROOT, "b"));
    E(NOTDIR, __wasi_path_rename(ROOT, "b/", ROOT, "c"));
    E(NOTDIR, __wasi_path_rename(ROOT, "b", ROOT, "c/"));
    E(NOTEMPTY, __wasi_path_rename(ROOT, "d", ROOT, "e"));
    E(INVAL, __wasi_path_rename(ROOT, "d", ROOT, "d/inside"));
    E(BUSY, __wasi_path_rename(ROOT, "d/..", ROOT, "c"));
    E(BUSY, __wasi_path_rename(ROOT, "d", ROOT, "."));
    E(NOENT, __wasi_path_rename(ROOT, "b", ROOT, "missing/b"));
    OK(__wasi_path_rename(ROOT, "b", ROOT, "b"));
    OK(__wasi_path_rename(ROOT, "d/", ROOT, "moved/"));
    OK(__wasi_path_rename(ROOT, "e", ROOT, "moved"));
    OK(try_open("moved/x", 0, READ));
    E(BADF, __wasi_path_rename(ROOT, "b", 66, "c"));
    E(BADF, __wasi_path_rename(66, "b", ROOT, "c"));
    OK(__wasi_path_unlink_file(ROOT, "moved/x"));
    OK(__wasi_path_remove_directory(ROOT, "moved"));
    OK(__wasi_path_unlink_file(ROOT, "b"));
}

static int listed[400];

/* Lists with a buffer of this size from a cookie on, counts names like n12; returns the last cookie. */
static __wasi_dircookie_t list(__wasi_fd_t fd, size_t size, __wasi_dircookie_t cookie, int most) {
    uint8_t *buffer = malloc(size);
    for (;;) {
        __wasi_size_t used;
        OK(__wasi_fd_readdir(fd, buffer, size, cookie, &used));
        size_t at = 0;
        int whole = 0;
        while (at + sizeof(__wasi_dirent_t) <= used) {
            __wasi_dirent_t entry;
            memcpy(&entry, buffer + at, sizeof entry);
            if (at + sizeof entry + entry.d_namlen > used) {
                break;
            }
            char name[32] = {0};
            memcpy(name, buffer + at + sizeof entry, entry.d_namlen < 31 ? entry.d_namlen : 31);
            if (name[0] == 'n') {
                listed[atoi(name + 1)]++;
                EXPECT(__WASI_FILETYPE_REGULAR_FILE, entry.d_type);
            } else {
                TRUE(name[0] == '.' && entry.d_type == __WASI_FILETYPE_DIRECTORY);
            }
            cookie = entry.d_next;
            at += sizeof entry + entry.d_namlen;
            whole++;
            if (--most == 0) {
                free(buffer);
                return cookie;
            }
        }
        if (used < size) {
            free(buffer);
            return cookie;
        }
        TRUE(whole > 0);
    }
}

static void readdir(void) {
    OK(__wasi_path_create_directory(ROOT, "list"));
    char name[32];
    for (int i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "list/n%d", i);
        create(name, "");
    }
    __wasi_fd_t fd = opened("list", DIRECTORY, __WASI_RIGHTS_FD_READDIR);
    for (size_t size = 60; size < 70000; size *= 7) {
        memset(listed, 0, sizeof listed);
        list(fd, size, 0, -1);
        for (int i = 0; i < 200; i++) {
            EXPECT(1, listed[i]);
        }
    }
    /* In the middle half of the even ones go, and others come: those that stay are listed once. */
    memset(listed, 0, sizeof listed);
    __wasi_dircookie_t cookie = list(fd, 500, 0, 100);
    for (int i = 0; i < 100; i += 2) {
        snprintf(name, sizeof name, "list/n%d", i);
        OK(__wasi_path_unlink_file(ROOT, name));
        snprintf(name, sizeof name, "list/n%d", 200 + i);
        create(name, "");
    }
    list(fd, 500, cookie, -1);
    for (int i = 0; i < 200; i++) {
        TRUE(listed[i] == 1 || (i < 100 && i % 2 == 0 && listed[i] == 0));
    }
    for (int i = 0; i < 400; i++) {
        snprintf(name, sizeof name, "list/n%d", i);
        __wasi_errno_t error = __wasi_path_unlink_file(ROOT, name);
        TRUE(error == 0 || error == __WASI_ERRNO_NOENT);
    }
    __wasi_size_t used;
    uint8_t small[1];
    OK(__wasi_fd_readdir(fd, small, 0, 0, &used));
    EXPECT(0, used);
    OK(__wasi_fd_readdir(fd, small, 1, 0, &used));
    EXPECT(1, used);
    OK(__wasi_fd_close(fd));
    E(BADF, __wasi_fd_readdir(fd, small, 1, 0, &used));
    E(NOTDIR, __wasi_fd_readdir(1, small, 1, 0, &used));
    OK(__wasi_path_remove_directory(ROOT, "list"));
}

int main(void) {
    make_and_remove();
    rename_semantics();
    readdir();
    return failures();
}
