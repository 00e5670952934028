import { Product, type RuleSetArgs } from "../../components/rule-sets/args.ts";
import { RULE_SETS } from "../../components/rule-sets/catalogue.ts";

/** `count` ready rules: the sets of all products, for one team after the other. By name. */
export function readySets(count: number): Record<string, Pick<RuleSetArgs, "product" | "leaveOut">> {
  const sets: Record<string, Pick<RuleSetArgs, "product" | "leaveOut">> = {};
  for (let left = count, team = 1; left > 0; team++) {
    for (const product of Object.values(Product)) {
      const rules = Object.keys(RULE_SETS[product].rules);
      const leaveOut = rules.slice(left);
      if (left > 0) sets[`team-${team}-${product}`] = { product, leaveOut };
      left -= rules.length - leaveOut.length;
    }
  }
  return sets;
}
