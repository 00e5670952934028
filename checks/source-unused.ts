import type { CallbackTarget } from "../program/model/callback.ts";
import { receiverOf } from "../program/model/receivers.ts";
import type { Check } from "./support/check.ts";

export const sourceUnused: Check<"receiver"> = {
  id: "source-unused",
  severity: "info",
  summary: "Rules of the program post to other sources of the receiver, but none to this one.",
  appliesTo: ["receiver"],
  find(receiver, { program }) {
    const callbacks = [
      ...program.metricRules,
      ...program.eventRules,
      ...program.eventBridgeRules,
      ...program.contacts,
    ]
      .map(({ callback }) => callback)
      .filter((each): each is CallbackTarget => receiverOf([receiver], each) !== undefined);
    const used = callbacks.map(({ source }) => source);
    // With a webhook object of Prometheus it is not in the address which source is meant.
    if (used.length === 0 || program.prometheusRules.length > 0) return [];
    return Object.keys(receiver.config.sources)
      .filter((name) => !used.includes(name))
      .map((name) => ({
        path: `sources.${name}`,
        message: `has the source "${name}", to which no rule of this program posts`,
      }));
  },
};
