/** What programs import: the components, their arguments, the words they take and the catalogues of metrics and events. */
export * from "./alert-contact.ts";
export * from "./alert-receiver.ts";
export * from "./contact-group.ts";
export * from "./enums.ts";
export * from "./event-rule.ts";
export { events } from "./events/catalogue.ts";
export type { SystemEvent } from "./events/event.ts";
export type { EventRuleArgs } from "./events/rule-args.ts";
export * from "./metric-rule.ts";
export { metrics } from "./metrics/catalogue.ts";
export type { Metric } from "./metrics/metric.ts";
export * from "./notify-policy.ts";
export * from "./prometheus-rule.ts";
export * from "./prometheus-rule-file.ts";
export * from "./prometheus-webhook.ts";
export type * from "./rules/args.ts";
