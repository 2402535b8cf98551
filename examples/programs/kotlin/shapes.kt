// Objects on the collected heap: an interpreter of a small language with sealed classes, closures, generics, strings, exceptions,
// and so many short-lived objects that they have to be collected. Prints the same on the JVM.

sealed interface Expression

data class Number(val value: Long) : Expression

data class Name(val text: String) : Expression

data class Binary(val operator: Char, val left: Expression, val right: Expression) : Expression

data class Let(val name: String, val value: Expression, val body: Expression) : Expression

class SyntaxError(message: String, val at: Int) : Exception(message)

class Parser(private val text: String) {
    private var at = 0

    fun parse(): Expression {
        val result = expression()
        if (at < text.length) throw SyntaxError("unexpected '${text[at]}'", at)
        return result
    }

    private fun skip() {
        while (at < text.length && text[at] == ' ') at++
    }

    private fun accept(c: Char): Boolean {
        skip()
        if (at < text.length && text[at] == c) {
            at++
            return true
        }
        return false
    }

    private fun word(): String {
        skip()
        val start = at
        while (at < text.length && text[at].isLetterOrDigit()) at++
        return text.substring(start, at)
    }

    private fun expression(): Expression {
        var left = term()
        while (true) {
            left = if (accept('+')) Binary('+', left, term()) else if (accept('-')) Binary('-', left, term()) else return left
        }
    }

    private fun term(): Expression {
        var left = factor()
        while (true) {
            left = if (accept('*')) Binary('*', left, factor()) else if (accept('/')) Binary('/', left, factor()) else return left
        }
    }

    private fun factor(): Expression {
        if (accept('(')) {
            val inner = expression()
            if (!accept(')')) throw SyntaxError("expected ')'", at)
            return inner
        }
        val word = word()
        return when {
            word.isEmpty() -> throw SyntaxError("expected an expression", at)
            word == "let" -> {
                val name = word()
                if (!accept('=')) throw SyntaxError("expected '='", at)
                val value = expression()
                if (word() != "in") throw SyntaxError("expected 'in'", at)
                Let(name, value, expression())
            }
            word[0].isDigit() -> Number(word.toLong())
            else -> Name(word)
        }
    }
}

fun evaluate(expression: Expression, scope: Map<String, Long>): Long = when (expression) {
    is Number -> expression.value
    is Name -> scope[expression.text] ?: throw NoSuchElementException("unknown name ${expression.text}")
    is Let -> evaluate(expression.body, scope + (expression.name to evaluate(expression.value, scope)))
    is Binary -> {
        val left = evaluate(expression.left, scope)
        val right = evaluate(expression.right, scope)
        when (expression.operator) {
            '+' -> left + right
            '-' -> left - right
            '*' -> left * right
            else -> if (right == 0L) throw ArithmeticException("division by zero") else left / right
        }
    }
}

fun report(text: String): String = try {
    "$text = ${evaluate(Parser(text).parse(), mapOf("x" to 7L))}"
} catch (e: SyntaxError) {
    "$text: ${e.message} at ${e.at}"
} catch (e: RuntimeException) {
    "$text: ${e.message}"
}

class Tree<T : Comparable<T>> {
    private class Node<T>(val value: T, var left: Node<T>? = null, var right: Node<T>? = null)

    private var root: Node<T>? = null
    var size = 0
        private set

    fun add(value: T): Boolean {
        var node = root
        if (node == null) {
            root = Node(value)
            size++
            return true
        }
        while (true) {
            val order = value.compareTo(node!!.value)
            if (order == 0) return false
            val next = if (order < 0) node.left else node.right
            if (next == null) {
                if (order < 0) node.left = Node(value) else node.right = Node(value)
                size++
                return true
            }
            node = next
        }
    }

    fun each(action: (T) -> Unit) = walk(root, action)

    private fun walk(node: Node<T>?, action: (T) -> Unit) {
        if (node != null) {
            walk(node.left, action)
            action(node.value)
            walk(node.right, action)
        }
    }
}

fun main() {
    listOf("1 + 2 * 3", "(1 + 2) * x", "let y = x * x in y - let z = 2 in z * y", "1 / (x - 7)", "2 +", "(1", "q + 1", "1 $ 2").forEach { println(report(it)) }

    val tree = Tree<String>()
    var seed = 42
    repeat(20_000) {
        seed = seed * 1_103_515_245 + 12_345
        tree.add("w" + ((seed ushr 8) % 5_000))
    }
    val lengths = HashMap<Int, Int>()
    tree.each { lengths[it.length] = (lengths[it.length] ?: 0) + 1 }
    println("${tree.size} words: ${lengths.entries.sortedBy { it.key }.joinToString { "${it.key}: ${it.value}" }}")

    // Tens of megabytes of objects, of which hardly any is kept.
    var sum = 0L
    repeat(30) { round ->
        val list = (0 until 10_000).map { Number((it * round).toLong()) }
        sum += list.filter { it.value % 3 == 0L }.sumOf { it.value }
    }
    println("sum $sum")
    println((1..20).fold(1L) { product, n -> product * n }.toString().reversed())
    println(generateSequence(27) { if (it == 1) null else if (it % 2 == 0) it / 2 else 3 * it + 1 }.count())
}
