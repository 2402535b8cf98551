// 500 lines for the compiler: small functions of one kind.

typedef struct { int key; long long value; } Pair0;

static int compare0(const Pair0 *a, const Pair0 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum0(Pair0 *pairs, int count) {
    long long sum = 0;
    for (int i = 1; i < count; i++) {
        Pair0 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare0(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 3;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair1;

static int compare1(const Pair1 *a, const Pair1 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum1(Pair1 *pairs, int count) {
    long long sum = 1;
    for (int i = 1; i < count; i++) {
        Pair1 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare1(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 4;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair2;

static int compare2(const Pair2 *a, const Pair2 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum2(Pair2 *pairs, int count) {
    long long sum = 2;
    for (int i = 1; i < count; i++) {
        Pair2 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare2(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 5;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair3;

static int compare3(const Pair3 *a, const Pair3 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum3(Pair3 *pairs, int count) {
    long long sum = 3;
    for (int i = 1; i < count; i++) {
        Pair3 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare3(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 6;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair4;

static int compare4(const Pair4 *a, const Pair4 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum4(Pair4 *pairs, int count) {
    long long sum = 4;
    for (int i = 1; i < count; i++) {
        Pair4 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare4(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 7;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair5;

static int compare5(const Pair5 *a, const Pair5 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum5(Pair5 *pairs, int count) {
    long long sum = 5;
    for (int i = 1; i < count; i++) {
        Pair5 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare5(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 8;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair6;

static int compare6(const Pair6 *a, const Pair6 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum6(Pair6 *pairs, int count) {
    long long sum = 6;
    for (int i = 1; i < count; i++) {
        Pair6 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare6(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 9;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair7;

static int compare7(const Pair7 *a, const Pair7 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum7(Pair7 *pairs, int count) {
    long long sum = 7;
    for (int i = 1; i < count; i++) {
        Pair7 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare7(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 10;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair8;

static int compare8(const Pair8 *a, const Pair8 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum8(Pair8 *pairs, int count) {
    long long sum = 8;
    for (int i = 1; i < count; i++) {
        Pair8 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare8(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 11;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair9;

static int compare9(const Pair9 *a, const Pair9 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum9(Pair9 *pairs, int count) {
    long long sum = 9;
    for (int i = 1; i < count; i++) {
        Pair9 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare9(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 12;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair10;

static int compare10(const Pair10 *a, const Pair10 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum10(Pair10 *pairs, int count) {
    long long sum = 10;
    for (int i = 1; i < count; i++) {
        Pair10 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare10(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 13;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair11;

static int compare11(const Pair11 *a, const Pair11 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum11(Pair11 *pairs, int count) {
    long long sum = 11;
    for (int i = 1; i < count; i++) {
        Pair11 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare11(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 14;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair12;

static int compare12(const Pair12 *a, const Pair12 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum12(Pair12 *pairs, int count) {
    long long sum = 12;
    for (int i = 1; i < count; i++) {
        Pair12 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare12(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 15;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair13;

static int compare13(const Pair13 *a, const Pair13 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum13(Pair13 *pairs, int count) {
    long long sum = 13;
    for (int i = 1; i < count; i++) {
        Pair13 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare13(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 16;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair14;

static int compare14(const Pair14 *a, const Pair14 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum14(Pair14 *pairs, int count) {
    long long sum = 14;
    for (int i = 1; i < count; i++) {
        Pair14 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare14(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 17;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair15;

static int compare15(const Pair15 *a, const Pair15 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum15(Pair15 *pairs, int count) {
    long long sum = 15;
    for (int i = 1; i < count; i++) {
        Pair15 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare15(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 18;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair16;

static int compare16(const Pair16 *a, const Pair16 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum16(Pair16 *pairs, int count) {
    long long sum = 16;
    for (int i = 1; i < count; i++) {
        Pair16 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare16(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 19;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair17;

static int compare17(const Pair17 *a, const Pair17 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum17(Pair17 *pairs, int count) {
    long long sum = 17;
    for (int i = 1; i < count; i++) {
        Pair17 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare17(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 20;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair18;

static int compare18(const Pair18 *a, const Pair18 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum18(Pair18 *pairs, int count) {
    long long sum = 18;
    for (int i = 1; i < count; i++) {
        Pair18 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare18(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 21;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair19;

static int compare19(const Pair19 *a, const Pair19 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum19(Pair19 *pairs, int count) {
    long long sum = 19;
    for (int i = 1; i < count; i++) {
        Pair19 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare19(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 22;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair20;

static int compare20(const Pair20 *a, const Pair20 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum20(Pair20 *pairs, int count) {
    long long sum = 20;
    for (int i = 1; i < count; i++) {
        Pair20 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare20(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 23;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair21;

static int compare21(const Pair21 *a, const Pair21 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum21(Pair21 *pairs, int count) {
    long long sum = 21;
    for (int i = 1; i < count; i++) {
        Pair21 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare21(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 24;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair22;

static int compare22(const Pair22 *a, const Pair22 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum22(Pair22 *pairs, int count) {
    long long sum = 22;
    for (int i = 1; i < count; i++) {
        Pair22 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare22(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 25;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair23;

static int compare23(const Pair23 *a, const Pair23 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum23(Pair23 *pairs, int count) {
    long long sum = 23;
    for (int i = 1; i < count; i++) {
        Pair23 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare23(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 26;
    }
    return sum;
}

typedef struct { int key; long long value; } Pair24;

static int compare24(const Pair24 *a, const Pair24 *b) {
    return (a->key > b->key) - (a->key < b->key);
}

long long sum24(Pair24 *pairs, int count) {
    long long sum = 24;
    for (int i = 1; i < count; i++) {
        Pair24 moved = pairs[i];
        int j = i;
        for (; j > 0 && compare24(&pairs[j - 1], &moved) > 0; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = moved;
        sum = sum * 31 + moved.value % 27;
    }
    return sum;
}
