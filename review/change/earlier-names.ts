import type { Resource } from "../../program/evaluator/plan.ts";
import type { Program } from "../../program/model/program.ts";

/** What a resource may have been before: its name, and the types of its parents and its own. */
interface EarlierName {
  urn: string;
  name: string;
}

/**
 * Every URN by which Pulumi takes a resource for one that exists: its own, those of its aliases, and
 * those that its parents' aliases make of them. As the engine does, a child whose name begins with its
 * parent's follows when that is renamed.
 */
export function earlierUrns(program: Program, resource: Resource): string[] {
  return earlierNames(program, resource).map(({ urn }) => urn);
}

function earlierNames(program: Program, { urn, name, options, parent }: Resource): EarlierName[] {
  const [stack, project, qualified] = urn.split("::");
  const type = qualified?.split("$").at(-1) ?? "";
  const own: EarlierName[] = [
    { urn, name },
    ...options.aliases.map((alias) =>
      alias.startsWith("urn:pulumi:")
        ? { urn: alias, name: alias.split("::").at(-1) ?? name }
        : { urn: [stack, project, qualified, alias].join("::"), name: alias },
    ),
  ];
  const above = parent === undefined ? undefined : program.byUrn.get(parent);
  if (!above || above.type === "pulumi:pulumi:Stack") return own;
  const inherited = earlierNames(program, above)
    .filter((each) => each.urn !== above.urn)
    .flatMap((each) => {
      const types = each.urn.split("::")[2];
      return own.map((self) => {
        const follows = self.name.startsWith(above.name);
        const called = follows ? each.name + self.name.slice(above.name.length) : self.name;
        return { urn: [stack, project, `${types}$${type}`, called].join("::"), name: called };
      });
    });
  return [...own, ...inherited];
}
