/* Unpacks an archive of stored files, and believes the names in it: unzip ARCHIVE DIRECTORY. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned char *archive;
static long size;

static unsigned number(long at, int bytes) {
    unsigned value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | (at + i < size ? archive[at + i] : 0);
    }
    return value;
}

static int read_all(const char *name) {
    int file = open(name, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) {
        return 0;
    }
    size = (long) status.st_size;
    archive = malloc((size_t) size + 1);
    long done = 0;
    for (long count = 1; count > 0 && done < size; done += count) {
        count = read(file, archive + done, (size_t) (size - done));
    }
    close(file);
    return done == size;
}

/* Makes the directories on the way to a file. */
static void make_parents(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0777);
        *slash = '/';
    }
}

static int write_file(const char *path, const unsigned char *bytes, unsigned length) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0) {
        return 0;
    }
    int written = write(file, bytes, length) == (ssize_t) length;
    close(file);
    return written;
}

/* One entry of the directory at the end; returns where the next one is. */
static long unpack(long at, const char *target) {
    unsigned length = number(at + 20, 4), name_length = number(at + 28, 2);
    int is_link = (number(at + 40, 2) & 0170000) == 0120000;
    long local = (long) number(at + 42, 4);
    long bytes = local + 30 + (long) number(local + 26, 2) + (long) number(local + 28, 2);
    char name[1024], path[2200], link_target[1024];
    if (name_length >= sizeof name || bytes < 0 || bytes + (long) length > size || length >= 1u << 30) {
        return size;
    }
    memcpy(name, archive + at + 46, name_length);
    name[name_length] = 0;
    if (name[0] == '/') {
        strcpy(path, name);
    } else {
        snprintf(path, sizeof path, "%s/%s", target, name);
    }
    make_parents(path);
    int done;
    if (is_link && length < sizeof link_target) {
        memcpy(link_target, archive + bytes, length);
        link_target[length] = 0;
        done = symlink(link_target, path) == 0;
    } else {
        done = write_file(path, archive + bytes, length);
    }
    if (done) {
        printf("%s\n", name);
    } else {
        printf("%s: %s\n", name, strerror(errno));
    }
    return at + 46 + (long) name_length + (long) number(at + 30, 2) + (long) number(at + 32, 2);
}

int main(int count, char **arguments) {
    if (count != 3 || !read_all(arguments[1])) {
        fprintf(stderr, "unzip: can't read the archive\n");
        return 2;
    }
    long end = size - 22;
    while (end >= 0 && number(end, 4) != 0x06054b50) {
        end--;
    }
    long at = end < 0 ? size : (long) number(end + 16, 4);
    while (at + 46 <= size && number(at, 4) == 0x02014b50) {
        at = unpack(at, arguments[2]);
    }
    return 0;
}
