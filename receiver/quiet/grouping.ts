import type { Alert } from "../alert.ts";
import { routesOf, textOf } from "../routing.ts";
import type { Gathering } from "./gathering.ts";

/** On a route that groups, alerts that share some texts become one incident. */
export const grouping: Gathering = {
  name: "grouping",

  matches(settings, alert, level) {
    return routesOf(settings, alert, level).flatMap(({ name, group }) => {
      if (!group) return [];
      const texts = group.by.map((each) => [each, sharedText(alert, each)] as const);
      // What lacks one of them shares it with nothing.
      if (texts.some(([, text]) => !text)) return [];
      return [{ name, key: texts.map(([by, text]) => `${by}=${text}`).join(", "), region: alert.region }];
    });
  },
};

/** What an alert may share besides dimensions, labels and other fields of the body. */
export const SHARED = ["rule", "region", "namespace", "metric"] as const;

function sharedText(alert: Alert, name: string): string | undefined {
  if (name === "rule") return alert.rule.key;
  if (name === "region" || name === "namespace" || name === "metric") return alert[name];
  return textOf(alert, name);
}

/** Most members that a message names, where the program doesn't say. */
export const NAMED = 5;
