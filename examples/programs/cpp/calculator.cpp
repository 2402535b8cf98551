// A calculator for lines of standard input: numbers, variables, + - * / % ^, parentheses, sin cos sqrt exp log abs, `x = …`.
// Builds a tree of nodes with virtual functions and evaluates it; prints a result or an error for each line.
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace {

using Variables = std::map<std::string, double>;

class Node {
public:
    virtual ~Node() = default;
    virtual double evaluate(Variables &variables) const = 0;
};

using NodePointer = std::unique_ptr<Node>;

class Number final : public Node {
public:
    explicit Number(double value) : value(value) {}
    double evaluate(Variables &) const override { return value; }

private:
    double value;
};

class Variable final : public Node {
public:
    explicit Variable(std::string name) : name(std::move(name)) {}
    double evaluate(Variables &variables) const override { return variables[name]; }

private:
    std::string name;
};

class Assignment final : public Node {
public:
    Assignment(std::string name, NodePointer value) : name(std::move(name)), value(std::move(value)) {}
    double evaluate(Variables &variables) const override { return variables[name] = value->evaluate(variables); }

private:
    std::string name;
    NodePointer value;
};

class Call final : public Node {
public:
    Call(std::function<double(double)> function, NodePointer argument)
        : function(std::move(function)), argument(std::move(argument)) {}
    double evaluate(Variables &variables) const override { return function(argument->evaluate(variables)); }

private:
    std::function<double(double)> function;
    NodePointer argument;
};

class Operation final : public Node {
public:
    Operation(char symbol, NodePointer left, NodePointer right)
        : symbol(symbol), left(std::move(left)), right(std::move(right)) {}

    double evaluate(Variables &variables) const override {
        double a = left->evaluate(variables);
        double b = right->evaluate(variables);
        switch (symbol) {
            case '+': return a + b;
            case '-': return a - b;
            case '*': return a * b;
            case '/': return a / b;
            case '%': return std::fmod(a, b);
            default: return std::pow(a, b);
        }
    }

private:
    char symbol;
    NodePointer left;
    NodePointer right;
};

// Recursive descent; after an error every method returns at once and `error` tells what was expected.
class Parser {
public:
    explicit Parser(std::string text) : text(std::move(text)) {}

    std::string error;

    NodePointer parse() {
        NodePointer result = assignment();
        if (error.empty() && peek() != '\0') {
            expected("end of line");
        }
        return error.empty() ? std::move(result) : nullptr;
    }

private:
    std::string text;
    size_t position = 0;

    char peek() {
        while (position < text.size() && std::isspace(static_cast<unsigned char>(text[position]))) {
            position++;
        }
        return position < text.size() ? text[position] : '\0';
    }

    NodePointer expected(const char *what) {
        if (error.empty()) {
            error = std::string(what) + " expected at column " + std::to_string(position + 1);
        }
        return std::make_unique<Number>(0);
    }

    std::string name() {
        size_t start = position;
        while (position < text.size() && std::isalnum(static_cast<unsigned char>(text[position]))) {
            position++;
        }
        return text.substr(start, position - start);
    }

    NodePointer assignment() {
        if (std::isalpha(static_cast<unsigned char>(peek()))) {
            size_t start = position;
            std::string target = name();
            if (peek() == '=') {
                position++;
                return std::make_unique<Assignment>(target, assignment());
            }
            position = start;
        }
        return sum();
    }

    NodePointer sum() {
        NodePointer left = product();
        while (error.empty() && (peek() == '+' || peek() == '-')) {
            char symbol = text[position++];
            left = std::make_unique<Operation>(symbol, std::move(left), product());
        }
        return left;
    }

    NodePointer product() {
        NodePointer left = power();
        while (error.empty() && (peek() == '*' || peek() == '/' || peek() == '%')) {
            char symbol = text[position++];
            left = std::make_unique<Operation>(symbol, std::move(left), power());
        }
        return left;
    }

    NodePointer power() {
        if (peek() == '-') {
            position++;
            return std::make_unique<Operation>('-', std::make_unique<Number>(0), power());
        }
        NodePointer base = primary();
        if (error.empty() && peek() == '^') {
            position++;
            return std::make_unique<Operation>('^', std::move(base), power());
        }
        return base;
    }

    NodePointer primary() {
        char c = peek();
        if (c == '(') {
            position++;
            NodePointer inner = sum();
            if (peek() != ')') {
                return expected("')'");
            }
            position++;
            return inner;
        }
        if (std::isdigit(static_cast<unsigned char>(c)) || c == '.') {
            char *end;
            double value = std::strtod(text.c_str() + position, &end);
            position = static_cast<size_t>(end - text.c_str());
            return std::make_unique<Number>(value);
        }
        if (std::isalpha(static_cast<unsigned char>(c))) {
            return named();
        }
        return expected("number, name or '('");
    }

    NodePointer named() {
        static const std::map<std::string, std::function<double(double)>> functions = {
            {"sin", [](double x) { return std::sin(x); }}, {"cos", [](double x) { return std::cos(x); }},
            {"sqrt", [](double x) { return std::sqrt(x); }}, {"exp", [](double x) { return std::exp(x); }},
            {"log", [](double x) { return std::log(x); }}, {"abs", [](double x) { return std::fabs(x); }}};
        std::string word = name();
        if (peek() != '(') {
            return std::make_unique<Variable>(word);
        }
        auto function = functions.find(word);
        if (function == functions.end()) {
            return expected("known function");
        }
        return std::make_unique<Call>(function->second, primary());
    }
};

}

int main() {
    Variables variables{{"pi", 3.14159265358979323846}};
    char line[512];
    int errors = 0;
    while (std::fgets(line, sizeof line, stdin) != nullptr) {
        Parser parser(line);
        NodePointer tree = parser.parse();
        if (tree == nullptr) {
            std::printf("error: %s\n", parser.error.c_str());
            errors++;
        } else {
            // Wasm leaves the sign of a NaN open, so it is not printed.
            double value = tree->evaluate(variables);
            std::isnan(value) ? std::puts("nan") : std::printf("%.12g\n", value);
        }
    }
    return errors > 0;
}
