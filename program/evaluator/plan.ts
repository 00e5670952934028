/** What a program declares, as the local engine saw it. */
export interface Plan {
  project: string;
  stack: string;
  /** In the order of their URNs. Includes components, providers and the stack itself. */
  resources: Resource[];
  /** Outputs of the stack. */
  outputs: Record<string, unknown>;
  /** Paths within `outputs` that are secret. */
  secretOutputs: string[];
  diagnostics: Diagnostic[];
}

/** A resource as a plan has it, or as the engine shows it to a policy pack or in a preview. */
export interface Resource {
  urn: string;
  /** What the engine answered as its id in the cloud; empty for components, and in a preview. */
  id: string;
  /** Type token, e.g. `alicloud:cms/alarmContact:AlarmContact`. */
  type: string;
  name: string;
  /** False for components. */
  custom: boolean;
  /** URN of the parent. */
  parent: string | undefined;
  /**
   * Inputs as plain values. A secret stands as its value, with its path in `secrets`; what is unknown
   * in a preview stands as `UNKNOWN`.
   */
  inputs: Record<string, unknown>;
  /** Dotted paths within `inputs`, e.g. `bindings.1.text`. Undefined where that is not known, as in a policy pack. */
  secrets: string[] | undefined;
  /** Outputs that a component registered; for other resources what the engine answered. */
  outputs: Record<string, unknown>;
  /** URNs, in order. */
  dependencies: string[];
  /** URNs that each input was made of. */
  propertyDependencies: Record<string, string[]>;
  /** `urn::id` of an explicit provider, or empty. */
  provider: string;
  options: ResourceOptions;
  /** Where the program declares it. */
  position: { file: string; line: number; column: number } | undefined;
}

interface ResourceOptions {
  protect: boolean;
  retainOnDelete: boolean;
  deleteBeforeReplace: boolean;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  /** URNs that the resource may have had, those inherited from its parents' aliases included. */
  aliases: string[];
}

/** A resource of which only this is known. */
export function resourceOf(
  known: Pick<Resource, "urn" | "type" | "name"> &
    Partial<Omit<Resource, "options">> & { options?: Partial<ResourceOptions> },
): Resource {
  return {
    id: "",
    custom: true,
    parent: undefined,
    inputs: {},
    secrets: undefined,
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    provider: "",
    position: undefined,
    ...known,
    options: {
      protect: false,
      retainOnDelete: false,
      deleteBeforeReplace: false,
      ignoreChanges: [],
      replaceOnChanges: [],
      aliases: [],
      ...known.options,
    },
  };
}

export interface Diagnostic {
  severity: "debug" | "info" | "warning" | "error";
  message: string;
  urn: string | undefined;
}

/** Stands for a value that is known only after an update. */
export const UNKNOWN = Symbol("known after an update");
