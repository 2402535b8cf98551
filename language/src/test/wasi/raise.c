/* proc_raise: the signals that end a program end it by 128 and their number on Linux; the argument is the number of WASI's signal. */
#include <stdio.h>
#include <stdlib.h>

int proc_raise(int) __attribute__((__import_module__("wasi_snapshot_preview1"), __import_name__("proc_raise")));

int main(int count, char **arguments) {
    int error = proc_raise(count > 1 ? atoi(arguments[1]) : 0);
    printf("%d\n", error);
    return 0;
}
