import * as pulumi from "@pulumi/pulumi";
import { componentToken } from "../package-schema.ts";

/** What a resource keeps of its options, and no type says. Of a resource of another process there is less. */
interface Inner {
  __parentResource?: pulumi.Resource;
  __name?: string;
  __aliases?: pulumi.Input<pulumi.URN>[];
}

const inner = (resource: pulumi.Resource): Inner => resource as unknown as Inner;

/**
 * Where a set's rule was when each was a `MetricRule` of its own: one component further down. Without this an
 * update would make every rule anew under the id that it has, and then delete it.
 */
export function formerPlaces(
  set: pulumi.ComponentResource,
  rule: { type: string; name: string },
): (pulumi.Input<pulumi.URN> | pulumi.Alias)[] {
  const type = `${componentToken("MetricRule")}$${rule.type}`;
  const renamed = formerUrns(set).map((urn) => urn.apply((former) => below(former, type, set, rule.name)));
  // Of what a parent's alias stands for, the engine looks for children by the last of their types alone.
  return [{ type }, ...renamed];
}

/** Every URN that aliases give a component, its own and those of the components around it. */
function formerUrns(resource: pulumi.Resource): pulumi.Output<pulumi.URN>[] {
  const { __parentResource: parent, __aliases: own = [] } = inner(resource);
  const urns = own.map((alias) => pulumi.output(alias));
  if (!parent) return urns;
  const moved = formerUrns(parent).flatMap((around) =>
    [resource.urn, ...urns].map((each) =>
      pulumi.all([around, each]).apply(([former, urn]) => below(former, typeOf(urn), parent, nameOf(urn))),
    ),
  );
  return [...urns, ...moved];
}

/** A child's URN where its parent had another: a child whose name begins with its parent's was called after that. */
function below(former: pulumi.URN, type: string, parent: pulumi.Resource, name: string): pulumi.URN {
  const { __name: parentName = "" } = inner(parent);
  const before = name.startsWith(parentName) ? nameOf(former) + name.slice(parentName.length) : name;
  return `${former.slice(0, former.lastIndexOf("::"))}$${type}::${before}`;
}

function nameOf(urn: pulumi.URN): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function typeOf(urn: pulumi.URN): string {
  return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}
