/** The kit with which users test their own rules: `import { rehearse, series } from "cloudmonitor-relay/testing"`. */
export type { Series } from "../local/cloudmonitor/series.ts";
export type { CallbackEvent, DeliveryEvent } from "../local/events.ts";
export { backtest, type RuleRecord } from "./backtest.ts";
export { csv, type Data, series } from "./data.ts";
export { matchers, type Verdict, type Which } from "./matchers.ts";
export { type Incident, Rehearsal, type Told } from "./rehearsal.ts";
export { type Given, type RehearseOptions, rehearse } from "./rehearse.ts";
