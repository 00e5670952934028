import { NoDataPolicy } from "../enums.ts";

/** What a ready rule does when its metric stops arriving, and why. */
export const SILENCES = {
  alert: {
    policy: NoDataPolicy.Alert,
    because:
      "The metric comes every minute from everything that runs, so silence means that the resource or its monitoring is gone. One rule of the set watches for it.",
  },
  keep: {
    policy: NoDataPolicy.KeepLastState,
    because:
      "Missing data is no recovery, so an alert that fires goes on. It opens no alert either: where silence matters, one other rule of the set tells of it, once.",
  },
  idle: {
    policy: NoDataPolicy.Recover,
    because: "The metric comes only while there is traffic: no data means that nothing happens any more.",
  },
} as const;
export type Silence = keyof typeof SILENCES;

/** For how long a ready rule stays quiet about an alert that goes on, and why. */
export const MUTES = {
  outage: {
    period: "1 hour",
    because:
      "Users notice it now, but three of the vendor's API pages name an hour as the least, so that less may come to nothing. Who does not answer sooner is a matter of the destination's escalation.",
  },
  saturation: {
    period: "1 hour",
    because: "A limit is near and somebody should act soon; reminders more often would be read as noise.",
  },
  filling: {
    period: "6 hours",
    because: "It grows over days and the cure takes time: a reminder for each shift is enough.",
  },
  quality: {
    period: "24 hours",
    because: "It is worth a ticket and not a night: one reminder a day keeps it from being forgotten.",
  },
} as const;
export type Mute = keyof typeof MUTES;
