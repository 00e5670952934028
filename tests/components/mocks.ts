import * as pulumi from "@pulumi/pulumi";

/** A resource that a component declared under mocks. */
export interface Declared {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/**
 * Runs components in this process, for tests of what they refuse: mistakes in plain arguments are
 * thrown by the constructor. What they declare is tested through the evaluator, which sees more.
 */
export async function useMocks(config: Record<string, string> = {}): Promise<void> {
  pulumi.runtime.setAllConfig(config);
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => ({ id: args.name, state: args.inputs }),
      call: (args) => ({ ...args.inputs, results: [] }),
    },
    "cloudmonitor-relay",
    "test",
    false,
  );
}

/** The message of the mistake that `make` throws. */
export function mistake(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (!pulumi.RunError.isInstance(error)) throw error;
    return error.message;
  }
  throw new Error("nothing was refused");
}
