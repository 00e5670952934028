/** The unit behind a number; undefined where people say the number alone. */
export function unitText(unit: string | undefined): string | undefined {
  return unit === undefined || NUMBERS.includes(unit) ? undefined : unit;
}

const NUMBERS = ["count", "code", "-"];

/** Least and greatest value of a unit. Undefined where the unit says nothing. */
export function rangeOf(unit: string | undefined): { least: number; most: number } | undefined {
  if (unit === "%") return { least: 0, most: 100 };
  const counted = /^(count|byte|bit|packet|ms|us|s|MB|Mbit|cores)(\/s|\/min)?$/.test(unit ?? "");
  return counted ? { least: 0, most: Number.POSITIVE_INFINITY } : undefined;
}
