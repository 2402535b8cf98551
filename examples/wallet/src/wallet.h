/* How the parts of the wallet call each other: as imports if each is a module of its own, else as in any program. */
#ifndef WALLET_H
#define WALLET_H

#define EXPORT(name) __attribute__((export_name(name)))
#ifdef TOGETHER
#define FROM(module, name)
#else
#define FROM(module, name) __attribute__((import_module(module), import_name(name)))
#endif
/* What the host offers is imported in any case. */
#define HOST(module, name) __attribute__((import_module(module), import_name(name)))

typedef long long i64;

FROM("vault", "sign") i64 vault_sign(i64 amount);
FROM("gui", "pay") void gui_pay(i64 amount, i64 signature);
FROM("notify", "show") void notify_show(i64 amount);

HOST("out", "write") int out_write(const char *bytes, int length);
HOST("log", "write") int log_write(int level, const char *text, int length);
HOST("net", "connect") int net_connect(const char *host, int length, int port);
HOST("net", "send") int net_send(int connection, const char *bytes, int length);

static inline int put_text(char *at, const char *text) {
    int length = 0;
    for (; text[length]; length++) {
        at[length] = text[length];
    }
    return length;
}

static inline int put_number(char *at, i64 number) {
    char digits[20];
    int count = 0;
    do {
        digits[count++] = (char) ('0' + number % 10);
        number /= 10;
    } while (number);
    for (int i = 0; i < count; i++) {
        at[i] = digits[count - 1 - i];
    }
    return count;
}

#endif
