/** An alias as a program gives it: a whole URN, or what is different from the resource as it is now. */
export interface Alias {
  urn?: string;
  name?: string;
  type?: string;
  stack?: string;
  project?: string;
  /** URN of the parent that it had; empty if none was said. */
  parent?: string;
  /** It had no parent. */
  noParent?: boolean;
}

interface Identity {
  type: string;
  name: string;
  stack: string;
  project: string;
  parent: string;
}

const STACK = "pulumi:pulumi:Stack";

/** As Pulumi makes it: the types of all ancestors but the stack, then the type and the name. */
export function urnOf({ stack, project, type, name, parent }: Identity): string {
  const above = parent.split("::")[2];
  const qualified = above && above !== STACK ? `${above}$${type}` : type;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/**
 * Every URN that a resource may have had: by its own aliases, and by those of its parent, from which it
 * inherits. A child whose name begins with its parent's is taken to have been called after that.
 * Source: `generateAliases` and `inheritedChildAlias` of Pulumi's engine.
 */
export function aliasUrns(now: Identity, own: Alias[], parentAliases: string[]): string[] {
  const ownUrns = own.map((alias) => alias.urn || urnOf(before(now, alias)));
  const found = [...ownUrns];
  const parentName = nameOf(now.parent);
  for (const parentAlias of parentAliases) {
    for (const urn of [urnOf(now), ...ownUrns]) {
      const name = nameOf(urn);
      found.push(
        urnOf({
          ...now,
          type: (urn.split("::")[2] ?? "").split("$").at(-1) ?? now.type,
          name: name.startsWith(parentName) ? nameOf(parentAlias) + name.slice(parentName.length) : name,
          parent: parentAlias,
        }),
      );
    }
  }
  return [...new Set(found)];
}

function before(now: Identity, alias: Alias): Identity {
  return {
    type: alias.type || now.type,
    name: alias.name || now.name,
    stack: alias.stack || now.stack,
    project: alias.project || now.project,
    parent: alias.noParent ? "" : alias.parent || now.parent,
  };
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
