/** Jira Service Management has taken Opsgenie's API over as it is. */
export { vendor } from "./opsgenie.ts";
