import { RuleLevel } from "../../../components/index.ts";
import type { Cases, Given } from "../kit.ts";

const raw =
  (text: string) =>
  ({ rule }: Given) =>
    rule({ critical: undefined, composite: { level: RuleLevel.Critical, raw: text } });

export const cases: Cases = {
  finds: {
    "no value behind the operator": [raw("$Average >"), "composite.raw", "it ends too early"],
    "two values in a row": [raw("$Average 50"), "composite.raw", 'there is no operator before "50"'],
    "half a choice": [raw("$Average > ($instanceId == 'i-1' ? 80)"), "composite.raw", '"?" without a ":"'],
    "a sign of another language": [raw("$Average > 50 § 3"), "composite.raw", 'something unknown at "§ 3"'],
    "a function that there isn't": [raw("avg($Average) > 3"), "composite.raw", "there is no function avg()"],
    "a dot behind no metric": [raw("$A.b > 3"), "composite.raw", 'a "." stands only behind a metric'],
  },
  quiet: {
    "a choice": raw("$Average > ($instanceId == 'i-x' ? 80 : 50)"),
    "an exclusion": raw("$instanceId != 'i-x' && $Average > 50"),
    "a count": raw("count($Average > 20) > 3"),
    "a remainder": raw("$Average % 2 == 0"),
    "several metrics": raw("@CPUUtilization[60].$Average > 50 && @memory_usedutilization[60].$Average > 80"),
    "a look back": raw("CompareYesterday(@CPUUtilization[60], '$Average', true) > 10"),
    conditions: ({ rule }) => rule({}),
  },
};
