import type { Plan } from "../program/evaluator/plan.ts";
import { isTokenPath, PARAMETER } from "../receiver/config/urls.ts";

/** Shorter texts are words that occur anywhere. */
const SHORTEST = 6;

/** What stands for a secret wherever a value would be shown. */
export const HIDDEN = "(secret)";

/**
 * Every text of a program that must not be seen, in each form in which it could turn up, longest first.
 * Most are hidden by where they stand already; these are for what a program puts elsewhere by mistake.
 */
export function secretTexts(
  plan: Pick<Plan, "resources" | "outputs" | "secretOutputs">,
  configuration: readonly string[] = [],
): string[] {
  const texts = new Set(configuration.flatMap(parts));
  const collect = (values: unknown, paths: readonly string[]) => {
    for (const path of paths)
      for (const leaf of leaves(valueAt(values, path))) for (const part of parts(leaf)) texts.add(part);
  };
  for (const { inputs, secrets = [] } of plan.resources) collect(inputs, secrets);
  collect(plan.outputs, plan.secretOutputs);
  const forms = [...texts].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    text.replaceAll(/\s+/g, " "),
  ]);
  return [...new Set(forms)].filter((text) => text.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, HIDDEN) : rest),
    text,
  );
}

/** A secret, and what is secret within it: of the receiver's callback URL only the token is. */
function parts(text: string): string[] {
  if (/^\s*[[{]/.test(text)) {
    try {
      return [text, ...leaves(JSON.parse(text)).flatMap(parts)];
    } catch {
      return [text];
    }
  }
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return [text];
  const { pathname, searchParams, host } = new URL(text);
  const own = isTokenPath(pathname);
  const values = own ? searchParams.getAll(PARAMETER.token) : [...searchParams.values()];
  return [text, ...values, ...(own || pathname === "/" ? [] : [`${host}${pathname}`, pathname])];
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leaves);
  return [];
}

function valueAt(values: unknown, path: string): unknown {
  if (path === "") return values;
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], values);
}
