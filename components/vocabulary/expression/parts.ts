import type { Change, Member, Node } from "./node.ts";

/** A node and everything in it. */
export function* partsOf(node: Node): Generator<Node> {
  yield node;
  for (const each of childrenOf(node)) yield* partsOf(each);
}

function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case "list":
      return node.items;
    case "map":
      return node.entries.map(([, each]) => each);
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "choice":
      return [node.condition, node.yes, node.no];
    case "call":
      return node.args;
    case "count":
      return [node.condition];
    default:
      return [];
  }
}

/** The members that an expression looks at, in its order. */
export function membersOf(node: Node): Pick<Member, "name" | "of">[] {
  return [...partsOf(node)].flatMap((each) => {
    if (each.kind === "member") return [{ name: each.name, of: each.of }];
    return each.kind === "change" ? [{ name: each.member, of: each.of }] : [];
  });
}

/** Whether a node comes to the same whatever it is judged by. */
export function isConstant(node: Node): boolean {
  const varies = (each: Node): each is Member | Change =>
    each.kind === "member" || each.kind === "change" || each.kind === "count" || each.kind === "call";
  return ![...partsOf(node)].some(varies);
}
