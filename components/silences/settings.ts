import { checkNamespace } from "../metrics/namespace.ts";
import { Problems } from "../validation/problems.ts";
import { DEFAULT_OFFSET, offsetText } from "../vocabulary/interval.ts";
import type { SilenceArgs } from "./args.ts";
import { parseWindow, type Window } from "./window.ts";

interface SilenceSettings {
  silenceName: string;
  namespace: string;
  category: string;
  metricNames: string[];
  window: Window;
}

/** Source: `CreateMetricRuleBlackList`. */
const MOST = { resources: 100, metrics: 10 };

/** Namespaces whose services have several categories. */
const SEVERAL: Record<string, string> = {
  acs_kvstore: "kvstore_standard, kvstore_sharding or kvstore_splitrw",
};

/** Checks everything that is known before any resource is declared. Throws with every problem at once. */
export function checkSilence(name: string, args: SilenceArgs): SilenceSettings {
  const problems = new Problems({ type: "Silence", name });
  const silenceName = args.silenceName ?? name;
  if (silenceName.trim() === "") problems.add("silenceName", "must not be empty");
  const namespace = readNamespace(problems, args);
  const metricNames = [...new Set(args.metrics?.map(({ metricName }) => metricName))].sort();
  if (args.metrics?.length === 0)
    problems.add("metrics", "must not be an empty list; leave it out for every metric");
  if (metricNames.length > MOST.metrics)
    problems.add("metrics", `must be at most ${MOST.metrics}, not ${metricNames.length}`);
  if (args.dimensions && metricNames.length === 0)
    problems.add("dimensions", "go with metrics, which have them; name those that are to be quiet");
  if (args.dimensions && Object.keys(args.dimensions).length === 0)
    problems.add("dimensions", "must not be empty; leave them out for all");
  if (args.resources.length === 0) problems.add("resources", "must name at least one resource");
  if (args.resources.length > MOST.resources)
    problems.add("resources", `must be at most ${MOST.resources}, not ${args.resources.length}`);
  if (args.groups?.length === 0)
    problems.add("groups", "must not be an empty list; leave it out for the whole account");
  const window = parseWindow(args.window, args.offset ?? offsetText(DEFAULT_OFFSET));
  if (typeof window === "string") problems.add(window.slice(0, 6), window.slice(7));
  const category = readCategory(problems, args.category, namespace);
  problems.throwIfAny();
  return {
    silenceName,
    namespace,
    category,
    metricNames,
    window: window as Window,
  };
}

function readNamespace(problems: Problems, { metrics, namespace }: SilenceArgs): string {
  const all = [...new Set(metrics?.map((metric) => metric.namespace))];
  if (all.length > 1)
    problems.add("metrics", `must be of one namespace, not of ${all.join(" and ")}: make a silence for each`);
  if (namespace === undefined && all.length === 0)
    problems.add("namespace, metrics", "are both missing: whose resources are to be quiet?");
  if (namespace !== undefined && all[0] !== undefined && all[0] !== namespace)
    problems.add("namespace", `must be that of the metrics, ${all[0]}, not ${namespace}`);
  const one = namespace ?? all[0] ?? "";
  if (!metrics?.some(({ unlisted }) => unlisted)) problems.addIf("namespace", checkNamespace(one));
  return one;
}

/** `acs_ecs_dashboard` is of the category `ecs`. */
function readCategory(problems: Problems, given: string | undefined, namespace: string): string {
  if (given === "") problems.add("category", "must not be empty");
  if (given !== undefined) return given;
  const several = SEVERAL[namespace];
  if (several) problems.add("category", `must be given for ${namespace}: ${several}`);
  return namespace.replace(/^acs_/, "").replace(/_dashboard$/, "");
}
