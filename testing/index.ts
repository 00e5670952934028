/** The kit with which users test their own rules: `import { rehearse, series } from "cloudmonitor-relay/testing"`. */
export { backtest, type RuleRecord } from "./backtest.ts";
export { csv, type Data, series } from "./data.ts";
export { matchers, type Which } from "./matchers.ts";
export { type Incident, Rehearsal, type Told } from "./rehearsal.ts";
export { type Given, type RehearseOptions, rehearse } from "./rehearse.ts";
