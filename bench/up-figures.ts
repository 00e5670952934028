import type { Figure } from "./figures.ts";
import type { Deployment, UpFigures } from "./up.ts";

/** Most that a ready rule may take of the time of the provider's own resource. */
const MOST = 1.2;

/** What is told of deployments of several sizes: of the last, and how a rule's time grows from the first to it. */
export function upFigures(sizes: readonly UpFigures[]): Figure[] {
  const first = sizes[0];
  const last = sizes.at(-1);
  if (!first || !last) return [];
  const { count, sets, components, raw } = last;
  const ratio = (key: keyof Deployment) => sets[key] / raw[key];
  const grown = (of: "sets" | "raw") => last[of].upSeconds / count / (first[of].upSeconds / first.count);
  const resources = `of the same ${count} rules as the provider's raw resources`;
  const seconds = ratio("upSeconds");
  return [
    {
      name: "up.secondsRatio",
      value: seconds,
      text: `of the time of \`pulumi up\` ${resources}, in sets`,
      goal: { text: `at most ${MOST}`, met: seconds <= MOST },
      must: true,
    },
    {
      name: "up.previewRatio",
      value: ratio("previewSeconds"),
      text: `of the time of \`pulumi preview\` ${resources}`,
    },
    {
      name: "up.componentsRatio",
      value: components.upSeconds / raw.upSeconds,
      text: `of the time of \`pulumi up\` ${resources}, each as a \`MetricRule\``,
    },
    {
      name: "up.callsPerRule",
      value: sets.calls / count,
      text: "calls of CloudMonitor's API for each rule",
      // At every size: a call more or less is not the machine's doing.
      goal: {
        text: "as many as raw",
        met: sizes.every((size) =>
          [size.sets.calls, size.components.calls].every((calls) => calls === size.raw.calls),
        ),
      },
      must: true,
    },
    { name: "up.rawCallsPerRule", value: raw.calls / count, text: "of the provider's raw resource" },
    {
      name: "up.secondsPerRule",
      value: sets.upSeconds / count,
      text: "seconds of `pulumi up` for each rule",
    },
    ...(sizes.length > 1
      ? [
          {
            name: "up.growth",
            value: grown("sets"),
            text: `of a rule's time at ${first.count} rules is its time at ${count}`,
          },
          { name: "up.rawGrowth", value: grown("raw"), text: "of the provider's raw resource" },
        ]
      : []),
  ];
}
