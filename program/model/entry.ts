import type { Resource } from "../evaluator/plan.ts";

/** One thing that a program declares. What it is is in `kind`, which every kind of entry adds. */
export interface ProgramEntry {
  /** With the raw inputs, for what no field says. */
  readonly resource: Resource;
  /** The component of this package that declares it, whose place in the text is the entry's; else the resource. */
  readonly component: Resource;
  /** What people know it by: the component's name; of a rule of a set the name that begins with the set's. */
  readonly declaredAs: string;
}

const COMPONENT = /^cloudmonitor-relay:index:/;
/** The components that declare many rules, each as a resource of its own. */
const SETS: readonly string[] = ["cloudmonitor-relay:index:RuleSet"];

/** The resources of a program, by what a reader asks for. */
export class Resources {
  readonly all: readonly Resource[];
  readonly byUrn: ReadonlyMap<string, Resource>;

  constructor(all: readonly Resource[]) {
    this.all = all;
    this.byUrn = new Map(all.map((each) => [each.urn, each]));
  }

  /** An entry for each resource of these types, in the order of the types. */
  entries(...types: string[]): ProgramEntry[] {
    return types.flatMap((type) =>
      this.all
        .filter((each) => each.type === type)
        .map((resource) => {
          const parent = this.byUrn.get(resource.parent ?? "");
          const component = parent && COMPONENT.test(parent.type) ? parent : resource;
          const declaredAs = SETS.includes(component.type)
            ? resource.name.replace(/-rule$/, "")
            : component.name;
          return { resource, component, declaredAs };
        }),
    );
  }
}
