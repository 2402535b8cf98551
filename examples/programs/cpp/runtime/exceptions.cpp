// What C++ exceptions need at run time on Wasm: the clang of the build script comes without these functions.
// Itanium C++ ABI, Exception Handling (level II), with the call site table of Wasm's landing pads: pairs of
// unsigned LEB128 numbers, indexed by the landing pad. One thread only.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <typeinfo>

__asm__(".tagtype __cpp_exception i32\n"
        ".globl __cpp_exception\n"
        "__cpp_exception:\n");

namespace __cxxabiv1 {

// The virtual functions of libc++abi's type_info classes, in their order.
struct __shim_type_info : std::type_info {
    ~__shim_type_info() override;
    virtual void noop1() const;
    virtual void noop2() const;
    virtual bool can_catch(const __shim_type_info* thrown, void*& object) const = 0;
};

} // namespace __cxxabiv1

namespace {

// On Wasm a destructor returns its object.
using Destructor = void* (*)(void*);

struct alignas(16) Exception {
    const std::type_info* type;
    Destructor destroy;
    Exception* next_caught;
    void* caught_object;
    int handlers;   // negative while rethrown
};

struct LandingPadContext {
    std::uintptr_t landing_pad;
    const unsigned char* table;
    std::uintptr_t selector;
};

Exception* caught;
int uncaught;

Exception* header(void* object) {
    return static_cast<Exception*>(object) - 1;
}

std::uintptr_t read_unsigned(const unsigned char*& position) {
    std::uintptr_t value = 0;
    unsigned shift = 0;
    unsigned char byte;
    do {
        byte = *position++;
        value |= static_cast<std::uintptr_t>(byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    return value;
}

std::intptr_t read_signed(const unsigned char*& position) {
    std::uintptr_t value = 0;
    unsigned shift = 0;
    unsigned char byte;
    do {
        byte = *position++;
        value |= static_cast<std::uintptr_t>(byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    if ((byte & 0x40) && shift < sizeof(value) * 8) {
        value |= ~std::uintptr_t{0} << shift;
    }
    return static_cast<std::intptr_t>(value);
}

const std::type_info* type_at(const unsigned char* types, std::intptr_t index) {
    const std::type_info* type;
    std::memcpy(&type, types - index * sizeof(type), sizeof(type));
    return type;
}

bool catches(const std::type_info* handler, Exception* exception, void*& object) {
    using __cxxabiv1::__shim_type_info;
    return handler == nullptr
            || static_cast<const __shim_type_info*>(handler)->can_catch(static_cast<const __shim_type_info*>(exception->type), object);
}

// The first handler of the chain that catches the exception, as its positive number; 0 for none.
std::uintptr_t select(const unsigned char* action, const unsigned char* types, Exception* exception) {
    for (;;) {
        std::intptr_t type = read_signed(action);
        const unsigned char* start = action;
        std::intptr_t next = read_signed(action);
        if (type > 0) {
            void* object = exception + 1;
            if (catches(type_at(types, type), exception, object)) {
                exception->caught_object = object;
                return static_cast<std::uintptr_t>(type);
            }
        } else if (type < 0) {
            std::terminate();   // an exception specification
        }
        if (next == 0) {
            return 0;
        }
        action = start + next;
    }
}

void destroy(Exception* exception) {
    if (exception->destroy) {
        exception->destroy(exception + 1);
    }
    std::free(exception);
}

} // namespace

extern "C" {

LandingPadContext __wasm_lpad_context;

// Called first in a landing pad.
int _Unwind_CallPersonality(void* object) {
    constexpr unsigned char omitted = 0xff;
    const unsigned char* position = __wasm_lpad_context.table;
    __wasm_lpad_context.selector = 0;
    if (position == nullptr) {
        return 0;
    }
    if (*position++ != omitted) {
        std::abort();   // Wasm has no addresses of landing pads
    }
    const unsigned char* types = nullptr;
    if (*position++ != omitted) {
        std::uintptr_t length = read_unsigned(position);
        types = position + length;
    }
    ++position;   // the encoding of the call sites says nothing here
    std::uintptr_t length = read_unsigned(position);
    const unsigned char* actions = position + length;
    std::uintptr_t action = 0;
    for (std::uintptr_t i = 0; i <= __wasm_lpad_context.landing_pad; i++) {
        read_unsigned(position);
        action = read_unsigned(position);
    }
    if (action != 0) {
        __wasm_lpad_context.selector = select(actions + action - 1, types, header(object));
    }
    return 0;
}

void* __cxa_allocate_exception(std::size_t size) noexcept {
    auto* exception = static_cast<Exception*>(std::calloc(1, sizeof(Exception) + size));
    if (exception == nullptr) {
        std::terminate();
    }
    return exception + 1;
}

void __cxa_free_exception(void* object) noexcept {
    std::free(header(object));
}

[[noreturn]] void __cxa_throw(void* object, std::type_info* type, Destructor destroy) {
    Exception* exception = header(object);
    exception->type = type;
    exception->destroy = destroy;
    uncaught++;
    __builtin_wasm_throw(0, object);
}

void* __cxa_get_exception_ptr(void* object) noexcept {
    return header(object)->caught_object;
}

void* __cxa_begin_catch(void* object) noexcept {
    Exception* exception = header(object);
    exception->handlers = (exception->handlers < 0 ? -exception->handlers : exception->handlers) + 1;
    uncaught--;
    if (caught != exception) {
        exception->next_caught = caught;
        caught = exception;
    }
    return exception->caught_object;
}

void __cxa_end_catch() {
    Exception* exception = caught;
    if (exception == nullptr) {
        return;
    }
    if (exception->handlers < 0) {
        // It leaves by a rethrow: whoever catches it destroys it.
        if (++exception->handlers == 0) {
            caught = exception->next_caught;
        }
    } else if (--exception->handlers == 0) {
        caught = exception->next_caught;
        destroy(exception);
    }
}

[[noreturn]] void __cxa_rethrow() {
    Exception* exception = caught;
    if (exception == nullptr) {
        std::terminate();
    }
    exception->handlers = -exception->handlers;
    uncaught++;
    __builtin_wasm_throw(0, exception + 1);
}

} // extern "C"

namespace std {

int uncaught_exceptions() noexcept {
    return uncaught;
}

} // namespace std
