import type Client from "cloudflare";
import type { Properties } from "./values.ts";

/** How one type of resource behaves. Values are in clear; what a call answers is added to the inputs. */
export interface Resource {
  /** Inputs whose change replaces the resource. */
  replaces: string[];
  /** Inputs that keep the value which Cloudflare gave them when a program leaves them out. */
  computed: string[];
  /** What the provider refuses, in a preview already and of a resource that did not change too. */
  check?(inputs: Properties): Failure[];
  /** The inputs with what the provider fills in: so they are compared, and sent. */
  complete?(inputs: Properties): Properties;
  create(client: Client, inputs: Properties): Promise<{ id: string; outputs: Properties }>;
  /** Undefined where it is gone. `state` is empty when it is imported. */
  read(client: Client, id: string, state: Properties): Promise<Properties | undefined>;
  update(client: Client, id: string, inputs: Properties): Promise<Properties>;
  delete(client: Client, id: string, state: Properties): Promise<void>;
}

export interface Failure {
  property: string;
  reason: string;
}

/** What a call answers, or undefined where there is no such thing. */
export async function found<T>(call: PromiseLike<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if ((error as { status?: number }).status === 404) return undefined;
    throw error;
  }
}
