import type { Figure } from "./figures.ts";
import type { Deployment, UpFigures } from "./up.ts";

/** Most that a rule may take of the time of the provider's own resource. */
const MOST = 1.3;

/** What is told of deployments of several sizes: of the last, and how a rule's time grows from the first to it. */
export function upFigures(sizes: readonly UpFigures[]): Figure[] {
  const first = sizes[0];
  const last = sizes.at(-1);
  if (!first || !last) return [];
  const { rules, own, raw } = last;
  const ratio = (key: keyof Deployment) => own[key] / raw[key];
  const grown = (of: "own" | "raw") => last[of].upSeconds / rules / (first[of].upSeconds / first.rules);
  const resources = `of the same ${rules} rules as the provider's raw resources`;
  const seconds = ratio("upSeconds");
  return [
    {
      name: "up.secondsRatio",
      value: seconds,
      text: `of the time of \`pulumi up\` ${resources}`,
      goal: { text: `at most ${MOST}`, met: seconds <= MOST },
      must: true,
    },
    {
      name: "up.previewRatio",
      value: ratio("previewSeconds"),
      text: `of the time of \`pulumi preview\` ${resources}`,
    },
    {
      name: "up.callsPerRule",
      value: own.calls / rules,
      text: "calls of CloudMonitor's API for each rule",
      // At every size: a call more or less is not the machine's doing.
      goal: { text: "as many as raw", met: sizes.every((size) => size.own.calls === size.raw.calls) },
      must: true,
    },
    { name: "up.rawCallsPerRule", value: raw.calls / rules, text: "of the provider's raw resource" },
    { name: "up.secondsPerRule", value: own.upSeconds / rules, text: "seconds of `pulumi up` for each rule" },
    ...(sizes.length > 1
      ? [
          {
            name: "up.growth",
            value: grown("own"),
            text: `of a rule's time at ${first.rules} rules is its time at ${rules}`,
          },
          { name: "up.rawGrowth", value: grown("raw"), text: "of the provider's raw resource" },
        ]
      : []),
  ];
}
