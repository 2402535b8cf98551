// AssemblyScript with its collected heap: classes, closures-free generics, maps, strings, an external reference handed through.
abstract class Shape {
  constructor(public name: string) {}
  abstract area(): f64;
}
class Circle extends Shape {
  constructor(private radius: f64) { super("circle"); }
  area(): f64 { return Math.PI * this.radius * this.radius; }
}
class Rectangle extends Shape {
  constructor(private width: f64, private height: f64) { super("rectangle"); }
  area(): f64 { return this.width * this.height; }
}
class Node<T> {
  left: Node<T> | null = null;
  right: Node<T> | null = null;
  constructor(public value: T) {}
  insert(value: T): void {
    if (value < this.value) {
      const left = this.left;
      if (left) { left.insert(value); } else { this.left = new Node<T>(value); }
    } else {
      const right = this.right;
      if (right) { right.insert(value); } else { this.right = new Node<T>(value); }
    }
  }
  walk(visit: (value: T) => void): void {
    const left = this.left, right = this.right;
    if (left) left.walk(visit);
    visit(this.value);
    if (right) right.walk(visit);
  }
}

let previous: i32 = i32.MIN_VALUE;
let inOrder: bool = true;

/** Sum of the areas of `count` shapes, in hundredths, rounded. */
export function areas(count: i32): i64 {
  const shapes: Shape[] = [];
  for (let i = 1; i <= count; i++) {
    if (i & 1) { shapes.push(new Circle(<f64>i)); } else { shapes.push(new Rectangle(<f64>i, 2.5)); }
  }
  let sum = 0.0;
  for (let i = 0; i < shapes.length; i++) sum += shapes[i].area() * (shapes[i].name.length == 6 ? 1 : 2);
  return <i64>Math.round(sum * 100);
}

/** Whether a tree of `count` numbers is walked in order. */
export function sorted(count: i32): i32 {
  const root = new Node<i32>(0);
  let seed = 1;
  for (let i = 0; i < count; i++) {
    seed = seed * 1103515245 + 12345;
    root.insert(seed >> 8);
  }
  previous = i32.MIN_VALUE;
  inOrder = true;
  root.walk(value => { if (value < previous) inOrder = false; previous = value; });
  return inOrder ? 1 : 0;
}

/** How often the most frequent three-digit remainder of squares occurs; makes garbage of many strings. */
export function frequent(count: i32): i32 {
  const counts = new Map<string, i32>();
  let most = 0;
  for (let i = 0; i < count; i++) {
    const key = "k" + (i * i % 1000).toString();
    const n = counts.has(key) ? counts.get(key) + 1 : 1;
    counts.set(key, n);
    if (n > most) most = n;
  }
  return most;
}
