/** Something that goes wrong on purpose. */
export interface Fault {
  /** HTTP method, or `*` for any. Default: any. */
  method?: string;
  /** What the path after `/client/v4` has to contain, e.g. `/workers/scripts/relay`. Default: any path. */
  path?: string;
  /** How many such calls pass first. Default: 0. */
  skip?: number;
  /** How many such calls it befalls. Default: 1. */
  times?: number;
  /** `error` answers `status` (default: 500), `timeout` never answers, `reset` cuts the connection. */
  kind: "error" | "timeout" | "reset";
  /** Whether the call is carried out all the same. Default: not. */
  done?: boolean;
  status?: number;
}

/** The faults that are still to come. */
export class Faults {
  readonly #faults: (Fault & { skip: number; times: number })[] = [];

  add(fault: Fault): void {
    this.#faults.push({ ...fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** The fault that befalls this call, if any; counts it. */
  take(method: string, path: string): Fault | undefined {
    for (const fault of this.#faults) {
      const fits = [undefined, "*", method].includes(fault.method) && path.includes(fault.path ?? "");
      if (!fits || fault.times === 0) continue;
      if (fault.skip > 0) {
        fault.skip--;
        continue;
      }
      fault.times--;
      return fault;
    }
    return undefined;
  }
}

const KINDS = ["error", "timeout", "reset"];

/** A fault as somebody wrote it in JSON, or what is wrong with it. */
export function readFault(given: unknown): Fault | { error: string } {
  const fault = (given ?? {}) as Record<string, unknown>;
  if (!KINDS.includes(String(fault.kind))) return { error: `kind must be one of ${KINDS.join(", ")}` };
  for (const name of ["method", "path"]) {
    if (fault[name] !== undefined && typeof fault[name] !== "string")
      return { error: `${name} must be a text` };
  }
  for (const name of ["skip", "times"]) {
    const value = fault[name];
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= 0))
      return { error: `${name} must be a whole number from 0` };
  }
  const { status } = fault;
  if (status !== undefined && !(Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599))
    return { error: "status must be from 400 to 599" };
  return fault as unknown as Fault;
}
