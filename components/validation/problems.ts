import * as pulumi from "@pulumi/pulumi";
import { isMadeUp } from "./made-up.ts";

/** A component whose arguments are checked, or the part of it that they are. */
export interface Part {
  type: string;
  name: string;
  /** The component's own argument that one is given by. Default: the same. */
  argument?(path: string): string;
}

/**
 * Collects what is wrong with a component's arguments, so that a person sees all of it at once, as
 * `MetricRule "ecs-cpu": critical.threshold must be a finite number, not NaN`. Thrown as Pulumi's
 * `RunError`: a user's mistake is shown without a stack trace.
 */
export class Problems {
  readonly #of: Part;
  readonly #found = new Set<string>();

  constructor(of: Part) {
    this.#of = of;
  }

  /** `message` reads on from the argument's path: "must be …". */
  add(path: string, message: string): void {
    const { type, name, argument } = this.#of;
    this.#found.add(`${type} "${name}": ${argument?.(path) ?? path} ${message}`);
  }

  /** Adds unless `problem` is undefined, which is what checks answer when all is well. */
  addIf(path: string, problem: string | undefined): void {
    if (problem !== undefined) this.add(path, problem);
  }

  /** What `make` answers; or undefined, with what it found wrong added here. */
  collect<T>(make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!pulumi.RunError.isInstance(error)) throw error;
      for (const line of error.message.split("\n")) this.#found.add(line);
      return undefined;
    }
  }

  throwIfAny(): void {
    if (this.#found.size > 0) throw new pulumi.RunError([...this.#found].join("\n"));
  }
}

/** An argument of a component, for messages about it. */
export interface ArgumentPlace extends Part {
  path: string;
}

/**
 * Checks a value as soon as it is known: at once if it is plain, else when its output resolves, which
 * is still before the resource that takes it is created. A value that stays unknown in a preview is
 * checked during the update. The check answers what is wrong, or undefined. What the evaluator made up passes.
 */
export function checked<T>(
  input: pulumi.Input<T>,
  at: ArgumentPlace,
  check: (value: pulumi.Unwrap<T>) => string | undefined,
): pulumi.Output<pulumi.Unwrap<T>> {
  const run = (value: pulumi.Unwrap<T>) => {
    const problems = new Problems(at);
    const problem = check(value);
    if (!isMadeUp(value)) problems.addIf(at.path, problem);
    problems.throwIfAny();
    return value;
  };
  if (isPlain(input)) run(input as pulumi.Unwrap<T>);
  return pulumi.output(input).apply((value) => run(value as pulumi.Unwrap<T>)) as pulumi.Output<
    pulumi.Unwrap<T>
  >;
}

/** What the evaluator made up and a check refuses, as `example` says it; anything else as it is. */
export function wellFormed(
  input: pulumi.Input<string>,
  check: (value: string) => string | undefined,
  example: (madeUp: string) => string,
): pulumi.Input<string> {
  const form = (value: string) => (isMadeUp(value) && check(value) !== undefined ? example(value) : value);
  if (typeof input === "string") return form(input);
  return pulumi.output(input).apply(form);
}

/** As `checked`, for a value that is sent as text: if it is plain, so is the text, which costs less than an output. */
export function checkedText<T>(
  input: pulumi.Input<T>,
  at: ArgumentPlace,
  check: (value: pulumi.Unwrap<T>) => string | undefined,
  text: (value: pulumi.Unwrap<T>) => string,
): pulumi.Input<string> {
  if (!isPlain(input)) return checked(input, at, check).apply((value) => text(value as pulumi.Unwrap<T>));
  const problems = new Problems(at);
  problems.addIf(at.path, check(input as pulumi.Unwrap<T>));
  problems.throwIfAny();
  return text(input as pulumi.Unwrap<T>);
}

/** Whether no output or promise is anywhere inside. */
export function isPlain(value: unknown): boolean {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isPlain);
}
