/** Something that goes wrong on purpose. */
export interface Fault {
  /** Name of the operation, as `PutResourceMetricRule`, or `*` for any. */
  action: string;
  /** How many calls of it pass first. Default: 0. */
  skip?: number;
  /** How many calls it befalls. Default: 1. */
  times?: number;
  /**
   * `error` answers `status` and `code` (default: 500 InternalError); `unsuccessful` answers 200 with
   * `Success: false`; `timeout` never answers; `reset` cuts the connection.
   */
  kind: "error" | "unsuccessful" | "timeout" | "reset";
  /** Whether the operation is carried out all the same. Default: not. */
  done?: boolean;
  status?: number;
  code?: string;
}

const KINDS = ["error", "unsuccessful", "timeout", "reset"];

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
  take(action: string): Fault | undefined {
    for (const fault of this.#faults) {
      if (fault.times === 0 || (fault.action !== "*" && fault.action !== action)) continue;
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

/** A fault as somebody wrote it in JSON, or what is wrong with it. */
export function readFault(given: unknown): Fault | { error: string } {
  const fault = (given ?? {}) as Record<string, unknown>;
  if (typeof fault.action !== "string" || fault.action === "")
    return { error: "action must name an operation, or be *" };
  if (!KINDS.includes(String(fault.kind))) return { error: `kind must be one of ${KINDS.join(", ")}` };
  for (const name of ["skip", "times"]) {
    const value = fault[name];
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= 0)) {
      return { error: `${name} must be a whole number from 0` };
    }
  }
  const { status } = fault;
  if (status !== undefined && !(Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599)) {
    return { error: "status must be from 400 to 599" };
  }
  return fault as unknown as Fault;
}
