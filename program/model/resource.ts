/** A resource as checks see it: of a plan, or as the engine shows it to a policy pack. */
export interface Resource {
  urn: string;
  type: string;
  name: string;
  /** URN of the parent. */
  parent: string | undefined;
  inputs: Record<string, unknown>;
  /** Dotted paths within `inputs`. Undefined where that is not known, as in a policy pack. */
  secrets?: string[];
  /** Explicit provider, as text that is equal for the same one; empty or undefined for the default one. */
  provider?: string;
  options: { protect: boolean };
  position?: { file: string; line: number; column: number } | undefined;
}

/** A resource and the component of this package that declares it; itself where there is none. */
export interface Declared {
  resource: Resource;
  component: Resource;
}

const COMPONENT = /^cloudmonitor-relay:index:/;

/** Every resource of a type, with its component. */
export function declared(resources: readonly Resource[], type: string): Declared[] {
  const byUrn = new Map(resources.map((each) => [each.urn, each]));
  return resources
    .filter((each) => each.type === type)
    .map((resource) => {
      const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
      return { resource, component: parent && COMPONENT.test(parent.type) ? parent : resource };
    });
}

/** Some text, or undefined where there is none or it is not known yet. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number, also where it is written as text; NaN where it is not known yet. */
export function number(value: unknown): number {
  return typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** JSON in a text, or undefined where it is none. */
export function json(value: unknown): unknown {
  try {
    return typeof value === "string" ? JSON.parse(value) : undefined;
  } catch {
    return undefined;
  }
}
