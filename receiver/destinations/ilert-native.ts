import type { Destination, Setup } from "./destination.ts";
import { ilert } from "./ilert.ts";
import { native } from "./native.ts";

/**
 * ilert's alert source "Alibaba CloudMonitor".
 * Source: iLert/docs `integrations/inbound-integrations/alibaba-cloud.md`
 */
export const ilertNative: Destination = native(ilert);

export const ilertNativeSetup: Setup = {
  title: "ilert, native CloudMonitor source",
  urlIs: "the URL that an alert source of the type Alibaba CloudMonitor shows",
  words: [],
};
