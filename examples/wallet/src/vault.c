/* Keeps the seed, and signs with it. The seed itself is nobody's business. */
#include "wallet.h"

static volatile char seed[] = "seed:abandon ability able about above absent";

#ifndef TOGETHER
EXPORT("sign")
#endif
i64 vault_sign(i64 amount) {
    unsigned long long hash = 14695981039346656037ull ^ (unsigned long long) amount;
    for (int i = 0; seed[i]; i++) {
        hash = (hash ^ (unsigned char) seed[i]) * 1099511628211ull;
    }
    return (i64) (hash >> 1);
}
