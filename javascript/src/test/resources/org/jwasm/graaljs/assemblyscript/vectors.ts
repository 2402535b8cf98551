// For the loader, which hands strings and arrays over as pointers.

export const FLOATS = idof<Float32Array>();
export const NUMBERS = idof<Array<i32>>();

export function shout(text: string): string {
  return text.toUpperCase() + "!";
}

export function scale(values: Float32Array, factor: f32): Float32Array {
  const result = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = values[i] * factor;
  return result;
}

export function sorted(numbers: Array<i32>): Array<i32> {
  return numbers.slice().sort();
}

/** Makes the memory grow and move what the loader points to. */
export function fillers(count: i32): i32 {
  let length = 0;
  for (let i = 0; i < count; i++) length += "x".repeat(10_000).length;
  return length;
}

export function fail(message: string): void {
  throw new Error(message);
}

/** How often it was called with its second argument left out. */
let omitted = 0;
export function add(a: i32, b: i32 = 40): i32 {
  if (b == 40) omitted++;
  return a + b + 100 * omitted;
}
