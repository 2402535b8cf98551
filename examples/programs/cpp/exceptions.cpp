// C++ exceptions of many kinds: prints what is thrown, caught, destroyed, in order.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Trace {
    const char* name;
    explicit Trace(const char* name) : name(name) { std::printf("  + %s\n", name); }
    ~Trace() { std::printf("  - %s%s\n", name, std::uncaught_exceptions() ? " while unwinding" : ""); }
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;
};

struct Failure : std::runtime_error {
    int code;
    Failure(const char* what, int code) : std::runtime_error(what), code(code) {}
};
struct NotFound : Failure {
    explicit NotFound(const std::string& name) : Failure(("not found: " + name).c_str(), 404) {}
};
struct Left { virtual ~Left() = default; int left = 1; };
struct Right { virtual ~Right() = default; int right = 2; };
struct Both : Left, Right { int both = 3; };
struct Unusual { double value; char text[40]; };

// Small and kept apart, so that exceptions cross real calls.
[[gnu::noinline]] void raise(int kind) {
    static int number = 77;
    switch (kind) {
        case 0: throw 42;
        case 1: throw "a string";
        case 2: throw NotFound("the file");
        case 3: throw Both();
        case 4: throw Unusual{2.5, "unusual"};
        case 5: throw &number;
        case 6: throw std::out_of_range("range");
        case 7: throw std::bad_alloc();
        case 8: throw 'c';
        case 9: throw nullptr;
        case 10: std::printf("%d\n", std::vector<int>(3).at(3)); break;
        case 11: throw std::string("thrown string");
        default: std::printf("  nothing thrown\n");
    }
}

[[gnu::noinline]] void between(int kind) {
    Trace trace("between");
    raise(kind);
}

void kinds() {
    for (int kind = 0; kind <= 12; kind++) {
        std::printf("kind %d\n", kind);
        try {
            between(kind);
        } catch (int number) {
            std::printf("  int %d\n", number);
        } catch (const char* text) {
            // A null pointer may match either pointer.
            std::printf("  text %s\n", text ? text : "null");
        } catch (const Failure& failure) {
            std::printf("  failure %d: %s\n", failure.code, failure.what());
        } catch (Right& right) {
            std::printf("  right %d, both %d\n", right.right, dynamic_cast<Both&>(right).both);
        } catch (Unusual unusual) {
            std::printf("  unusual %.2f %s\n", unusual.value, unusual.text);
        } catch (const int* number) {
            std::printf("  pointer to %d\n", number ? *number : -1);
        } catch (const std::logic_error&) {
            std::printf("  logic error\n");
        } catch (const std::exception& other) {
            std::printf("  other exception, bad_alloc: %d\n", dynamic_cast<const std::bad_alloc*>(&other) != nullptr);
        } catch (...) {
            std::printf("  something\n");
        }
    }
}

[[gnu::noinline]] void rethrows(int depth) {
    Trace trace("level");
    if (depth == 0) {
        throw NotFound("bottom");
    }
    try {
        rethrows(depth - 1);
    } catch (Failure& failure) {
        failure.code += depth;
        std::printf("  rethrown at %d with %d\n", depth, failure.code);
        throw;
    }
}

[[gnu::noinline]] void replaces() {
    try {
        raise(2);
    } catch (const Failure& first) {
        try {
            raise(6);
        } catch (const std::exception& second) {
            std::printf("  %s inside of %s\n", second.what(), first.what());
        }
        throw std::logic_error(std::string("instead of ") + first.what());
    }
}

struct Part {
    Trace trace;
    Part(const char* name, bool fails) : trace(name) {
        if (fails) {
            throw std::length_error(name);
        }
    }
};
struct Whole {
    Part one{"part one", false};
    std::unique_ptr<Part> two = std::make_unique<Part>("part two", false);
    Part three{"part three", true};
};

struct Quiet {
    ~Quiet() {
        try {
            throw 5;
        } catch (int number) {
            std::printf("  %d within a destructor, %d uncaught\n", number, std::uncaught_exceptions());
        }
    }
};

[[gnu::noinline]] long sum_of_failures(int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
        try {
            if (i % 3 == 0) {
                throw i;
            }
            if (i % 3 == 1) {
                throw Failure("counted", i);
            }
            sum += 1;
        } catch (int number) {
            sum += number;
        } catch (const Failure& failure) {
            sum -= failure.code / 2;
        }
    }
    return sum;
}

[[gnu::noinline]] int function_try(int number) try {
    if (number > 1) {
        throw number;
    }
    return number;
} catch (int thrown) {
    return -thrown;
}

[[gnu::noinline]] int deep(int depth) {
    struct Count {
        int& counter;
        ~Count() { counter++; }
    };
    static int unwound = 0;
    Count count{unwound};
    if (depth == 0) {
        throw unwound;
    }
    return deep(depth - 1) + 1;
}

void callbacks() {
    std::function<int(int)> divide = [](int by) {
        return by == 0 ? throw std::domain_error("by zero") : 100 / by;
    };
    for (int by : {5, 0}) {
        try {
            std::printf("  100 / %d = %d\n", by, divide(by));
        } catch (const std::domain_error& error) {
            std::printf("  100 / %d: %s\n", by, error.what());
        }
    }
    try {
        std::function<void()>()();
    } catch (const std::bad_function_call&) {
        std::printf("  no function to call\n");
    }
}

} // namespace

int main(int argc, char** argv) {
    int count = argc > 1 ? std::atoi(argv[1]) : 3000;
    kinds();
    std::printf("rethrow\n");
    try {
        rethrows(3);
    } catch (const NotFound& error) {
        std::printf("  at last %d: %s\n", error.code, error.what());
    }
    std::printf("replace\n");
    try {
        replaces();
    } catch (const std::exception& error) {
        std::printf("  %s\n", error.what());
    }
    std::printf("construction\n");
    try {
        Whole whole;
    } catch (const std::length_error& error) {
        std::printf("  no whole: %s\n", error.what());
    }
    std::printf("destructor\n");
    try {
        Quiet quiet;
        throw Failure("outer", 1);
    } catch (const Failure& failure) {
        std::printf("  %s\n", failure.what());
    }
    std::printf("function try %d %d\n", function_try(1), function_try(9));
    try {
        deep(500);
    } catch (int before) {
        std::printf("deep: %d unwound before", before);
    }
    try {
        deep(20);
    } catch (int unwound) {
        std::printf(", %d after\n", unwound);
    }
    std::printf("callbacks\n");
    callbacks();
    std::printf("%d throws: %ld, %d uncaught\n", count, sum_of_failures(count), std::uncaught_exceptions());
    std::set_terminate([] {
        std::printf("terminate\n");
        std::fflush(stdout);
        std::_Exit(3);
    });
    [] () noexcept { raise(0); }();
}
