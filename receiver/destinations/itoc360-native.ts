import type { Destination } from "./destination.ts";
import { itoc360 } from "./itoc360.ts";
import { native } from "./native.ts";

/**
 * itoc360's CloudMonitor source.
 * Source: https://docs.itoc360.com/integrations/inbound-integrations/monitoring-and-observability/alibaba-cloudmonitor-integration
 */
export const itoc360Native: Destination = native(itoc360, {
  name: "Itoc360Native",
  note: "CloudMonitor's own body, unchanged, to itoc360's CloudMonitor source.",
  title: "itoc360, native CloudMonitor source",
  urlIs: "the webhook URL of a CloudMonitor source, with its token",
});
