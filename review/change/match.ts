import type { Resource } from "../../program/evaluator/plan.ts";
import { TYPE } from "../../program/model/types.ts";
import { withoutHash } from "../../receiver/stable-name.ts";
import type { Pair, Sides } from "./aspect.ts";
import { earlierUrns } from "./earlier-names.ts";
import { keyOf } from "./heading.ts";
import { saysTheSame } from "./renamed.ts";
import { chosenId } from "./replacement.ts";

interface Matched {
  pairs: (Pair & { how: How })[];
  added: Resource[];
  removed: Resource[];
}

/**
 * How two resources are known to be the same thing. By URN and alias Pulumi knows it too; by id and by
 * what they are for (a rule's key, a receiver's address, what a rule says of whom) only people do: Pulumi makes the one and deletes the other.
 */
export type How = "urn" | "alias" | "id" | "key" | "alike";

type Same = (before: Resource, after: Resource, sides: Sides, earlier: readonly string[]) => boolean;

/** In this order: what one way has matched, the next leaves alone. */
const WAYS: [How, Same][] = [
  ["urn", (before, after) => before.urn === after.urn],
  ["alias", (before, _after, _sides, earlier) => earlier.includes(before.urn)],
  [
    "id",
    (before, after) =>
      sameType(before, after) && chosenId(after) !== undefined && chosenId(before) === chosenId(after),
  ],
  [
    "key",
    (before, after, sides) => {
      const key = keyOf(sides.after, after);
      return sameType(before, after) && key !== undefined && keyOf(sides.before, before) === key;
    },
  ],
  // A receiver has one address, and another host name is another resource.
  [
    "key",
    (before, after) =>
      sameType(before, after) &&
      after.type === TYPE.address &&
      before.inputs.service === after.inputs.service,
  ],
  // Some components put a hash of what replaces a rule into its resource's name.
  [
    "key",
    (before, after) =>
      sameType(before, after) &&
      before.parent === after.parent &&
      withoutHash(before.name) === withoutHash(after.name),
  ],
  // A component under another name, that says the same of the same.
  ["alike", (before, after, sides) => sameType(before, after) && saysTheSame(before, after, sides)],
];

/** Which resources of one program are those of the other. */
export function match(before: readonly Resource[], after: readonly Resource[], sides: Sides): Matched {
  let [removed, added] = [[...before], [...after]];
  const pairs: Matched["pairs"] = [];
  for (const [how, same] of WAYS) {
    const index = how === "urn" ? new Map(removed.map((each) => [each.urn, each])) : undefined;
    const findSame = (list: Resource[], now: Resource) => {
      const earlier = how === "alias" ? earlierUrns(sides.after, now) : [];
      return list.find((each) => same(each, now, sides, earlier));
    };
    added = added.filter((now) => {
      const old = index ? index.get(now.urn) : findSame(removed, now);
      if (!old) return true;
      pairs.push({ before: old, after: now, how });
      index?.delete(now.urn);
      if (!index) removed = removed.filter((each) => each !== old);
      return false;
    });
    if (index) removed = [...index.values()];
  }
  return { pairs, added, removed };
}

function sameType(before: Resource, after: Resource): boolean {
  return before.type === after.type && before.provider === after.provider;
}
