// Threads that share a memory: a sieve shared out among workers, a bounded queue with a mutex and conditions, and variables of
// which each thread has its own. Prints the same however the threads take turns.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define WORKERS 4
#define LIMIT 2000000
#define ITEMS 20000
#define CAPACITY 64

static unsigned char composite[LIMIT + 1];
static atomic_int next_segment;
static atomic_int primes;
static _Thread_local int own = 7;

// Segments of the sieve are handed out by a counter.
static void *sieve(void *argument) {
    enum { SEGMENT = 50000 };
    int id = *(int *) argument;
    own += id;
    for (;;) {
        int first = atomic_fetch_add(&next_segment, 1) * SEGMENT;
        if (first > LIMIT) {
            break;
        }
        int last = first + SEGMENT - 1 < LIMIT ? first + SEGMENT - 1 : LIMIT;
        for (int p = 2; p * p <= last; p++) {
            int start = (first + p - 1) / p * p;
            for (int n = start < p * p ? p * p : start; n <= last; n += p) {
                composite[n] = 1;
            }
        }
        int found = 0;
        for (int n = first < 2 ? 2 : first; n <= last; n++) {
            found += !composite[n];
        }
        atomic_fetch_add(&primes, found);
    }
    own *= 2;
    *(int *) argument = own;
    return argument;
}

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t filled, emptied;
    int items[CAPACITY], first, count, closed;
} queue = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0, 0, 0};

static void put(int item) {
    pthread_mutex_lock(&queue.mutex);
    while (queue.count == CAPACITY) {
        pthread_cond_wait(&queue.emptied, &queue.mutex);
    }
    queue.items[(queue.first + queue.count++) % CAPACITY] = item;
    pthread_cond_signal(&queue.filled);
    pthread_mutex_unlock(&queue.mutex);
}

static int take(int *item) {
    pthread_mutex_lock(&queue.mutex);
    while (queue.count == 0 && !queue.closed) {
        pthread_cond_wait(&queue.filled, &queue.mutex);
    }
    int taken = queue.count > 0;
    if (taken) {
        *item = queue.items[queue.first];
        queue.first = (queue.first + 1) % CAPACITY;
        queue.count--;
        pthread_cond_signal(&queue.emptied);
    }
    pthread_mutex_unlock(&queue.mutex);
    return taken;
}

static atomic_llong sum;
static atomic_int handled;

static void *consume(void *argument) {
    int item;
    while (take(&item)) {
        atomic_fetch_add(&sum, (long long) item * item);
        atomic_fetch_add(&handled, 1);
    }
    return argument;
}

// A plain counter that only the mutex protects.
static long counter;
static pthread_mutex_t counter_mutex = PTHREAD_MUTEX_INITIALIZER;

static void *increment(void *argument) {
    for (int i = 0; i < 10000; i++) {
        pthread_mutex_lock(&counter_mutex);
        counter++;
        pthread_mutex_unlock(&counter_mutex);
    }
    return argument;
}

static void run(void *(*body)(void *), int *arguments, pthread_t *threads) {
    for (int i = 0; i < WORKERS; i++) {
        arguments[i] = i;
        if (pthread_create(&threads[i], NULL, body, &arguments[i]) != 0) {
            printf("no thread\n");
            exit(1);
        }
    }
}

static void join(pthread_t *threads) {
    for (int i = 0; i < WORKERS; i++) {
        void *result;
        if (pthread_join(threads[i], &result) != 0 || result == NULL) {
            printf("not joined\n");
            exit(1);
        }
    }
}

int main(void) {
    int arguments[WORKERS];
    pthread_t threads[WORKERS];
    run(sieve, arguments, threads);
    join(threads);
    printf("primes below %d: %d\n", LIMIT, atomic_load(&primes));
    for (int i = 0; i < WORKERS; i++) {
        printf("thread %d: %d\n", i, arguments[i]);
    }
    printf("main: %d\n", own);

    run(consume, arguments, threads);
    for (int i = 0; i < ITEMS; i++) {
        put(i);
    }
    pthread_mutex_lock(&queue.mutex);
    queue.closed = 1;
    pthread_cond_broadcast(&queue.filled);
    pthread_mutex_unlock(&queue.mutex);
    join(threads);
    printf("handled %d, sum of squares %lld\n", atomic_load(&handled), atomic_load(&sum));

    // More threads one after the other than can be alive at once.
    for (int round = 0; round < 25; round++) {
        run(increment, arguments, threads);
        join(threads);
    }
    printf("counter: %ld\n", counter);
    return 0;
}
