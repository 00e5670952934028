import { InvalidArgumentError } from "commander";

/** Collects `--config key=value`, which may be repeated. */
export function setting(text: string, before: Record<string, string> | undefined): Record<string, string> {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError("must be key=value");
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}
