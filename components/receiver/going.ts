import type { RelayConfig } from "../../receiver/config/config.ts";
import type { Problems } from "../validation/problems.ts";
import type { AlertReceiverArgs } from "./args.ts";

/** Which of some destinations get pages: those that are not retired. */
export function withPages(destinations: AlertReceiverArgs["destinations"], names: string[]): string[] {
  return names.filter((name) => destinations[name]?.retired !== true);
}

/** Finds where an alert would go to retired destinations alone, which get no pages. */
export function checkRetired(problems: Problems, { destinations, sources }: AlertReceiverArgs): void {
  const check = (path: string, names: string[]) => {
    if (names.length === 0 || withPages(destinations, names).length > 0) return;
    const retired = names.map((name) => `"${name}"`).join(", ");
    const are = names.length === 1 ? "which is retired and gets" : "which are retired and get";
    problems.add(path, `names only ${retired}, ${are} no pages: name another destination beside it`);
  };
  for (const [name, { deliverTo, routes = [] }] of Object.entries(sources)) {
    check(`sources.${name}.deliverTo`, deliverTo);
    for (const [index, route] of routes.entries())
      check(`sources.${name}.routes.${index}.deliverTo`, route.deliverTo);
  }
}

/** What is wrong with the former names of a configuration's destinations. */
export function formerProblems({ destinations }: RelayConfig) {
  const problems: { path: string; message: string }[] = [];
  const heirs = new Map<string, string>();
  for (const [name, { formerly = [] }] of Object.entries(destinations)) {
    const add = (message: string) => problems.push({ path: `destinations.${name}.formerly`, message });
    for (const former of formerly) {
      const other = heirs.get(former);
      if (Object.hasOwn(destinations, former))
        add(`names "${former}", which is a destination still: remove that one, or leave it out here`);
      else if (other === name) add(`names "${former}" twice`);
      else if (other !== undefined)
        add(`names "${former}", which destinations.${other} was called too: only one can take over`);
      else heirs.set(former, name);
    }
  }
  return problems;
}
