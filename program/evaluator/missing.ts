import type { MissingKey, Unanswered } from "./plan.ts";

/** What of the configuration was made up, and how it is given. */
export function madeUpText(keys: readonly Pick<MissingKey, "key">[], project: string): string {
  const names = keys.map(({ key }) => optionKey(key, project));
  const options = names.map((name) => `--config ${name}=…`).join(" ");
  return `made up, because the configuration has none: ${names.join(", ")}; give your own with ${options}`;
}

/** A key as `--config` takes it: the project's own without its name. */
export function optionKey(key: string, project: string): string {
  return key.startsWith(`${project}:`) ? key.slice(project.length + 1) : key;
}

/** Whose answer is not known, and how it is given. */
export function unansweredText({ kind, name }: Unanswered): string {
  return kind === "stack"
    ? `the outputs of the stack ${name} are not known here; give them with --stack-output ${name}.<output>=<value>, or in a file with --answers`
    : `${name} asks a cloud, and its answer is not known here; give it in a file with --answers`;
}
