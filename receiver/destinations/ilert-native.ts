import type { Destination } from "./destination.ts";
import { ilert } from "./ilert.ts";
import { native } from "./native.ts";

/**
 * ilert's alert source "Alibaba CloudMonitor".
 * Source: iLert/docs `integrations/inbound-integrations/alibaba-cloud.md`
 */
export const ilertNative: Destination = native(ilert, {
  name: "IlertNative",
  note: "CloudMonitor's own body, unchanged, to ilert's Alibaba CloudMonitor source.",
  title: "ilert, native CloudMonitor source",
  urlIs: "the URL that an alert source of the type Alibaba CloudMonitor shows",
});
