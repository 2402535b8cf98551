// What goes between AssemblyScript and JavaScript by generated bindings: strings, arrays, objects, functions, errors.

/** Something on a shelf. */
class Item {
  constructor(public name: string, public price: f64, public count: i32) {}
}

/** JavaScript's part. */
declare function discount(name: string, price: f64): f64;

const shelf = new Map<string, Item>();

export function put(name: string, price: f64, count: i32): void {
  if (shelf.has(name)) {
    shelf.get(name).count += count;
  } else {
    shelf.set(name, new Item(name, price, count));
  }
}

export function take(name: string, count: i32): Item | null {
  if (!shelf.has(name)) return null;
  const item = shelf.get(name);
  if (item.count < count) throw new RangeError("only " + item.count.toString() + " of " + name);
  item.count -= count;
  return item;
}

export function names(): string[] {
  return shelf.keys().sort();
}

export function prices(factors: Float64Array): Float64Array {
  const result = new Float64Array(factors.length);
  let total = 0.0;
  const items = shelf.values();
  for (let i = 0; i < items.length; i++) {
    total += discount(items[i].name, items[i].price) * <f64>items[i].count;
  }
  for (let i = 0; i < factors.length; i++) result[i] = total * factors[i];
  return result;
}

export function reverse(words: string[]): string[] {
  return words.reverse();
}

export function factorial(n: u64): u64 {
  return n < 2 ? 1 : n * factorial(n - 1);
}

export function transpose(rows: Array<Array<i32>>): Array<Array<i32>> {
  const columns: Array<Array<i32>> = [];
  for (let c = 0; c < rows[0].length; c++) {
    const column: Array<i32> = [];
    for (let r = 0; r < rows.length; r++) column.push(rows[r][c]);
    columns.push(column);
  }
  return columns;
}

export function checksum(buffer: ArrayBuffer): u32 {
  const bytes = Uint8Array.wrap(buffer);
  let hash: u32 = 2166136261;
  for (let i = 0; i < bytes.length; i++) hash = (hash ^ bytes[i]) * 16777619;
  return hash;
}

export function greet(name: string): void {
  console.log("hello, " + name);
}
