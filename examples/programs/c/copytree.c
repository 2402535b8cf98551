// Copies a file tree: `copytree FROM TO`. Directories, regular files and symbolic links, with the
// modification times of files and directories; prints what was copied, in the order of names.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 1024, BUFFER_SIZE = 16384 };

static unsigned directories, files, links;
static unsigned long long bytes;

static _Noreturn void fail(const char *action, const char *path) {
    fprintf(stderr, "copytree: %s %s: %s\n", action, path, strerror(errno));
    exit(1);
}

static void join(char result[PATH_SIZE], const char *directory, const char *name) {
    int length = snprintf(result, PATH_SIZE, "%s/%s", directory, name);
    if (length < 0 || length >= PATH_SIZE) {
        errno = ENAMETOOLONG;
        fail("join", directory);
    }
}

static void copy_times(const char *to, const struct stat *status) {
    struct timespec times[2] = {status->st_atim, status->st_mtim};
    if (utimensat(AT_FDCWD, to, times, 0) != 0) {
        fail("set times of", to);
    }
}

static void copy_file(const char *from, const char *to, const struct stat *status) {
    static char buffer[BUFFER_SIZE];
    int input = open(from, O_RDONLY);
    if (input < 0) {
        fail("open", from);
    }
    int output = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (output < 0) {
        fail("create", to);
    }
    ssize_t count;
    while ((count = read(input, buffer, sizeof buffer)) > 0) {
        for (ssize_t done = 0; done < count;) {
            ssize_t written = write(output, buffer + done, (size_t) (count - done));
            if (written < 0) {
                fail("write", to);
            }
            done += written;
        }
        bytes += (unsigned long long) count;
    }
    if (count < 0) {
        fail("read", from);
    }
    close(input);
    if (close(output) != 0) {
        fail("close", to);
    }
    copy_times(to, status);
    files++;
    printf("file %s %lld\n", to, (long long) status->st_size);
}

static void copy_link(const char *from, const char *to) {
    char target[PATH_SIZE];
    ssize_t length = readlink(from, target, sizeof target - 1);
    if (length < 0) {
        fail("read link", from);
    }
    target[length] = '\0';
    if (symlink(target, to) != 0) {
        fail("link", to);
    }
    links++;
    printf("link %s -> %s\n", to, target);
}

static int by_name(const void *left, const void *right) {
    return strcmp(*(char *const *) left, *(char *const *) right);
}

static size_t list(const char *path, char ***names) {
    DIR *directory = opendir(path);
    if (directory == NULL) {
        fail("list", path);
    }
    size_t size = 0;
    *names = NULL;
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        *names = realloc(*names, (size + 1) * sizeof **names);
        if (*names == NULL || ((*names)[size++] = strdup(entry->d_name)) == NULL) {
            fail("list", path);
        }
    }
    closedir(directory);
    qsort(*names, size, sizeof **names, by_name);
    return size;
}

static void copy(const char *from, const char *to);

static void copy_directory(const char *from, const char *to, const struct stat *status) {
    if (mkdir(to, 0755) != 0) {
        fail("create", to);
    }
    directories++;
    printf("directory %s\n", to);
    char **names;
    size_t size = list(from, &names);
    for (size_t i = 0; i < size; i++) {
        char from_child[PATH_SIZE];
        char to_child[PATH_SIZE];
        join(from_child, from, names[i]);
        join(to_child, to, names[i]);
        copy(from_child, to_child);
        free(names[i]);
    }
    free(names);
    copy_times(to, status);
}

static void copy(const char *from, const char *to) {
    struct stat status;
    if (lstat(from, &status) != 0) {
        fail("look at", from);
    }
    if (S_ISDIR(status.st_mode)) {
        copy_directory(from, to, &status);
    } else if (S_ISLNK(status.st_mode)) {
        copy_link(from, to);
    } else {
        copy_file(from, to, &status);
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: copytree FROM TO\n");
        return 2;
    }
    copy(argv[1], argv[2]);
    printf("%u directories, %u files, %u links, %llu bytes\n", directories, files, links, bytes);
    return 0;
}
