/** What an expression comes to; null is the vendor's `nil`, and where there is no data. */
export type Value = number | string | boolean | null | Value[] | Map<string, Value>;

/** Whether a condition holds. */
export function truth(value: Value): boolean {
  return typeof value === "number" ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

/** A text that is no number, and everything that isn't one by nature, is NaN. */
export function numberOf(value: Value): number {
  if (typeof value === "string") return value.trim() === "" ? Number.NaN : Number(value);
  return typeof value === "number" || typeof value === "boolean" ? Number(value) : Number.NaN;
}

/** Of a text and a number, the text is read as one. */
export function equal(a: Value, b: Value): boolean {
  const mixed = (one: Value, other: Value) => typeof one === "string" && typeof other === "number";
  return mixed(a, b) || mixed(b, a) ? numberOf(a) === numberOf(b) : a === b;
}
