// Prints the lines that match a regular expression: `regex [-c] [-v] PATTERN [FILE]`.
// Syntax of `grep -E` in part: . [a-z] [^a-z] * + ? | ( ) ^ $ and \ before a special character.
// Simulates a nondeterministic automaton, so no pattern takes exponential time.
#include <bitset>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using CharacterSet = std::bitset<256>;

[[noreturn]] void fail(const std::string &message) {
    std::fprintf(stderr, "regex: %s\n", message.c_str());
    std::exit(2);
}

struct State {
    enum class Kind { Match, Characters, Split, LineStart, LineEnd };
    Kind kind;
    CharacterSet characters;
    int next = -1;
    int alternative = -1;
};

// A part of the automaton with one entry; its open ends are states' `next` or `alternative`.
struct Fragment {
    int start;
    std::vector<std::pair<int, bool>> ends;
};

class Compiler {
public:
    explicit Compiler(std::string pattern) : pattern(std::move(pattern)) {}

    std::vector<State> compile(int &start) {
        Fragment whole = alternatives();
        if (position < pattern.size()) {
            fail("unmatched )");
        }
        connect(whole, add({State::Kind::Match, {}}));
        start = whole.start;
        return std::move(states);
    }

private:
    std::string pattern;
    size_t position = 0;
    std::vector<State> states;

    int add(State state) {
        states.push_back(std::move(state));
        return static_cast<int>(states.size()) - 1;
    }

    void connect(const Fragment &fragment, int target) {
        for (auto [state, alternative] : fragment.ends) {
            (alternative ? states[state].alternative : states[state].next) = target;
        }
    }

    bool at(char c) const {
        return position < pattern.size() && pattern[position] == c;
    }

    Fragment alternatives() {
        Fragment left = sequence();
        while (at('|')) {
            position++;
            Fragment right = sequence();
            int split = add({State::Kind::Split, {}, left.start, right.start});
            left.start = split;
            left.ends.insert(left.ends.end(), right.ends.begin(), right.ends.end());
        }
        return left;
    }

    Fragment sequence() {
        int nothing = add({State::Kind::Split, {}});
        Fragment result{nothing, {{nothing, false}}};
        while (position < pattern.size() && !at('|') && !at(')')) {
            Fragment next = repetition();
            connect(result, next.start);
            result.ends = std::move(next.ends);
        }
        return result;
    }

    Fragment repetition() {
        Fragment item = atom();
        while (at('*') || at('+') || at('?')) {
            char operation = pattern[position++];
            int split = add({State::Kind::Split, {}, item.start, -1});
            if (operation == '?') {
                item.ends.emplace_back(split, true);
                item.start = split;
            } else {
                connect(item, split);
                item.ends = {{split, true}};
                item.start = operation == '*' ? split : item.start;
            }
        }
        return item;
    }

    Fragment atom() {
        char c = pattern[position++];
        if (c == '(') {
            Fragment group = alternatives();
            if (!at(')')) {
                fail("unmatched (");
            }
            position++;
            return group;
        }
        if (c == '^' || c == '$') {
            return single({c == '^' ? State::Kind::LineStart : State::Kind::LineEnd, {}});
        }
        CharacterSet set;
        if (c == '.') {
            set.set();
        } else if (c == '[') {
            set = bracket();
        } else if (c == '*' || c == '+' || c == '?') {
            fail("nothing to repeat");
        } else {
            if (c == '\\') {
                if (position == pattern.size()) {
                    fail("trailing backslash");
                }
                c = pattern[position++];
            }
            set.set(static_cast<unsigned char>(c));
        }
        return single({State::Kind::Characters, set});
    }

    Fragment single(State state) {
        int index = add(std::move(state));
        return {index, {{index, false}}};
    }

    CharacterSet bracket() {
        CharacterSet set;
        bool negated = at('^');
        position += negated;
        size_t first = position;
        while (position < pattern.size() && (position == first || pattern[position] != ']')) {
            auto low = static_cast<unsigned char>(pattern[position++]);
            auto high = low;
            if (position + 1 < pattern.size() && pattern[position] == '-' && pattern[position + 1] != ']') {
                high = static_cast<unsigned char>(pattern[position + 1]);
                position += 2;
            }
            for (unsigned c = low; c <= high; c++) {
                set.set(c);
            }
        }
        if (position == pattern.size()) {
            fail("unmatched [");
        }
        position++;
        return negated ? ~set : set;
    }
};

class Matcher {
public:
    explicit Matcher(const std::string &pattern) {
        states = Compiler(pattern).compile(start);
        marks.assign(states.size(), 0);
    }

    bool matches(const std::string &line) {
        std::vector<int> current;
        std::vector<int> following;
        for (size_t i = 0; i <= line.size(); i++) {
            // A match may begin anywhere, so the start state joins at each position.
            follow(start, i == 0, i == line.size(), current);
            if (matched) {
                matched = false;
                generation++;
                return true;
            }
            generation++;
            following.clear();
            for (int index : current) {
                if (i < line.size() && states[index].characters.test(static_cast<unsigned char>(line[i]))) {
                    follow(states[index].next, false, i + 1 == line.size(), following);
                }
            }
            current.swap(following);
        }
        generation++;
        return false;
    }

private:
    std::vector<State> states;
    std::vector<unsigned> marks;
    unsigned generation = 1;
    int start = 0;
    bool matched = false;

    void follow(int index, bool line_start, bool line_end, std::vector<int> &into) {
        if (index < 0 || marks[index] == generation) {
            return;
        }
        marks[index] = generation;
        const State &state = states[index];
        switch (state.kind) {
            case State::Kind::Match: matched = true; break;
            case State::Kind::Characters: into.push_back(index); break;
            case State::Kind::Split:
                follow(state.next, line_start, line_end, into);
                follow(state.alternative, line_start, line_end, into);
                break;
            case State::Kind::LineStart:
            case State::Kind::LineEnd:
                if (state.kind == State::Kind::LineStart ? line_start : line_end) {
                    follow(state.next, line_start, line_end, into);
                }
        }
    }
};

bool read_line(std::FILE *input, std::string &line) {
    line.clear();
    int c;
    while ((c = std::getc(input)) != EOF && c != '\n') {
        line.push_back(static_cast<char>(c));
    }
    return c != EOF || !line.empty();
}

}

int main(int argc, char **argv) {
    bool count_only = false;
    bool inverted = false;
    int next = 1;
    for (; next < argc && argv[next][0] == '-' && argv[next][1] != '\0'; next++) {
        count_only |= std::strcmp(argv[next], "-c") == 0;
        inverted |= std::strcmp(argv[next], "-v") == 0;
    }
    if (next == argc) {
        fail("usage: regex [-c] [-v] PATTERN [FILE]");
    }
    auto matcher = std::make_unique<Matcher>(argv[next++]);
    std::FILE *input = next < argc ? std::fopen(argv[next], "r") : stdin;
    if (input == nullptr) {
        fail(std::string(argv[next]) + ": " + std::strerror(errno));
    }
    unsigned count = 0;
    std::string line;
    while (read_line(input, line)) {
        if (matcher->matches(line) != inverted) {
            count++;
            if (!count_only) {
                std::puts(line.c_str());
            }
        }
    }
    if (count_only) {
        std::printf("%u\n", count);
    }
    return count == 0;
}
