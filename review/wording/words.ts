import { productOf } from "../../components/metrics/find.ts";

/** `a`, `a and b`, `a, b and c`. */
export function listText(words: readonly string[], and = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}

/** A name of the program as Markdown: nothing in it can end the code span or begin a line. */
export function code(text: string): string {
  const plain = text.replaceAll(/\s+/g, " ");
  const fence = "`".repeat(Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const pad = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return `${fence}${pad}${plain}${pad}${fence}`;
}

export function codes(names: readonly string[]): string {
  return listText(names.map(code));
}

/** Names that something goes to: `nobody` where there are none. */
export function targets(names: readonly string[]): string {
  return codes(names) || "nobody";
}

/** `3 rules`, `1 rule`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** `ECS CPUUtilization`; outside of the catalogue `acs_new/Metric`. */
export function metricText(namespace: string, metricName: string): string {
  const product = productOf(namespace);
  return product ? `${product.toUpperCase()} ${metricName}` : `${namespace}/${metricName}`;
}
