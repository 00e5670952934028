import type { Found } from "../account.ts";
import type { Code, Tree } from "../code.ts";
import type { Secrets } from "../secrets.ts";

/** Components that an imported program can have. */
export type Component =
  | "AlertContact"
  | "ContactGroup"
  | "ApplicationGroup"
  | "SiteMonitor"
  | "MetricRule"
  | "GroupMetricRule"
  | "Silence"
  | "PrometheusRule";

/** A component with arguments that may declare what was found. Whether it does is seen by evaluating it. */
export interface Candidate {
  component: Component;
  args: Tree;
}

/** What is written for each argument, undefined for what is left out: a new one doesn't compile until it is told. */
export type Written<Args> = { [Argument in Exclude<keyof Args, "checks">]-?: unknown };

/** What others in the program refer to. */
export type Referred = "contact" | "contact group" | "application group";

/** What the arguments are made with. */
export interface Context {
  /** The component's name in the program. */
  name: string;
  secrets: Secrets;
  /** A reference to something of the program by what it is called in the cloud; else that as text. */
  refer(kind: Referred, calledBy: string): Code | string;
}

/** Arguments of the components that may declare a thing, the most readable first. */
export type ArgumentsOf = (found: Found, context: Context) => Candidate[];
