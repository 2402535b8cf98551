// Threads for wasi-threads without a C library, as no packaged one is built for shared memories: each thread is an instance of the
// module with the memory of the others, started by the import thread-spawn at the export wasi_thread_start.
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))

typedef struct { const char *bytes; size_t length; } vector;

IMPORT("wasi", "thread-spawn") int thread_spawn(void *argument);
IMPORT("wasi_snapshot_preview1", "fd_write") int fd_write(int fd, const vector *vectors, int count, size_t *written);
IMPORT("wasi_snapshot_preview1", "proc_exit") _Noreturn void proc_exit(int code);

int main(void);
void __wasm_init_tls(void *memory);

enum { THREADS = 16, STACK = 65536, TLS = 1024 };

// The assembly below reads the first member.
struct thread {
    char *stack_top;
    void *(*body)(void *);
    void *argument, *result;
    _Atomic int done, used;
    _Alignas(16) char tls[TLS];
    _Alignas(16) char stack[STACK];
};

static struct thread threads[THREADS];
static _Alignas(16) char main_tls[TLS];

// The stack pointer has to be set before any code in C runs.
__asm__(".globaltype __stack_pointer, i32\n"
        ".functype run_thread (i32, i32) -> ()\n"
        ".globl wasi_thread_start\n"
        ".type wasi_thread_start,@function\n"
        "wasi_thread_start:\n"
        ".functype wasi_thread_start (i32, i32) -> ()\n"
        "local.get 1\n"
        "i32.load 0\n"
        "global.set __stack_pointer\n"
        "local.get 0\n"
        "local.get 1\n"
        "call run_thread\n"
        "end_function\n"
        ".export_name wasi_thread_start, wasi_thread_start\n");

static void wait(_Atomic int *word, int expected) {
    __builtin_wasm_memory_atomic_wait32((int *) word, expected, -1);
}

static void wake(_Atomic int *word, unsigned count) {
    __builtin_wasm_memory_atomic_notify((int *) word, count);
}

__attribute__((used)) void run_thread(int id, struct thread *thread) {
    (void) id;
    __wasm_init_tls(thread->tls);
    thread->result = thread->body(thread->argument);
    thread->done = 1;
    wake(&thread->done, ~0U);
}

int pthread_create(pthread_t *created, const void *attributes, void *(*body)(void *), void *argument) {
    (void) attributes;
    for (struct thread *thread = threads; thread < threads + THREADS; thread++) {
        int free = 0;
        if (__c11_atomic_compare_exchange_strong(&thread->used, &free, 1, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
            thread->stack_top = thread->stack + STACK;
            thread->body = body;
            thread->argument = argument;
            thread->done = 0;
            *created = thread;
            if (thread_spawn(thread) > 0) {
                return 0;
            }
            thread->used = 0;
            break;
        }
    }
    return 6;
}

int pthread_join(pthread_t thread, void **result) {
    while (!thread->done) {
        wait(&thread->done, 0);
    }
    *result = thread->result;
    thread->used = 0;
    return 0;
}

// 0 is free, 1 is locked, 2 is locked and somebody may wait.
int pthread_mutex_lock(pthread_mutex_t *mutex) {
    int state = 0;
    if (!__c11_atomic_compare_exchange_strong(&mutex->state, &state, 1, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
        while (__c11_atomic_exchange(&mutex->state, 2, __ATOMIC_SEQ_CST) != 0) {
            wait(&mutex->state, 2);
        }
    }
    return 0;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex) {
    if (__c11_atomic_exchange(&mutex->state, 0, __ATOMIC_SEQ_CST) == 2) {
        wake(&mutex->state, 1);
    }
    return 0;
}

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex) {
    int seen = condition->signals;
    pthread_mutex_unlock(mutex);
    wait(&condition->signals, seen);
    return pthread_mutex_lock(mutex);
}

int pthread_cond_signal(pthread_cond_t *condition) {
    condition->signals++;
    wake(&condition->signals, 1);
    return 0;
}

int pthread_cond_broadcast(pthread_cond_t *condition) {
    condition->signals++;
    wake(&condition->signals, ~0U);
    return 0;
}

void exit(int code) {
    proc_exit(code);
}

static size_t number(char *text, long long value) {
    char digits[24];
    size_t length = 0, count = 0;
    unsigned long long rest = value < 0 ? 0 - (unsigned long long) value : (unsigned long long) value;
    do {
        digits[count++] = (char) ('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0) {
        text[length++] = '-';
    }
    while (count > 0) {
        text[length++] = digits[--count];
    }
    return length;
}

int printf(const char *format, ...) {
    char text[256];
    size_t length = 0, written;
    va_list arguments;
    va_start(arguments, format);
    for (; *format != 0 && length < sizeof text - 32; format++) {
        if (*format != '%') {
            text[length++] = *format;
            continue;
        }
        int longs = 0;
        while (*++format == 'l') {
            longs++;
        }
        length += number(text + length, longs == 2 ? va_arg(arguments, long long) : longs == 1 ? va_arg(arguments, long) : va_arg(arguments, int));
    }
    va_end(arguments);
    vector vectors = {text, length};
    return fd_write(1, &vectors, 1, &written) == 0 ? (int) length : -1;
}

__attribute__((export_name("_start"))) void start(void) {
    __wasm_init_tls(main_tls);
    proc_exit(main());
}
