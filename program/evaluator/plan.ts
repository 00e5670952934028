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

/** Something that a program asks for, and to which nobody here knows the answer. */
export interface Unanswered {
  kind: "stack" | "function";
  /** `organization/project/stack`, or the function's token. */
  name: string;
  /** Of the reference to the stack; empty for a function. */
  urn: string;
}

/** A key of the configuration that a program requires and that has no value, as the call says it. */
export interface MissingKey {
  /** Full. */
  key: string;
  type: string;
  secret: boolean;
}

/** A plan, and what it could not be made of. */
export interface Evaluation extends Plan {
  /** What was made up of the configuration, sorted by key. */
  madeUp: MissingKey[];
  /** What depends on these is `UNKNOWN` in the plan. */
  unanswered: Unanswered[];
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
  /** Hash of what makes another resource of it when it changes, whatever the provider says; empty without that. */
  replacementTrigger: string;
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
      replacementTrigger: "",
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
