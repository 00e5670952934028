import { mismatch } from "../routing.ts";
import { heldUntil } from "./calendar.ts";
import type { Stage } from "./stage.ts";

/** Maintenance windows: new incidents that arrive inside are held until the window ends. */
export const maintenance: Stage = {
  name: "maintenance",

  matches({ maintenance = [] }, alert, level) {
    return maintenance
      .filter(({ passes = [], ...window }) => !passes.includes(level) && !mismatch(window, alert, level))
      .map(({ name }) => ({ name }));
  },

  /** Of several windows that hold it, the one that ends last. */
  hold(matches, { settings: { maintenance = [] }, now }) {
    let name: string | undefined;
    let until = now;
    for (const window of maintenance) {
      if (!matches.some((each) => each.name === window.name)) continue;
      const end = heldUntil(window, now) ?? now;
      if (end > until) [name, until] = [window.name, end];
    }
    return name === undefined ? undefined : { stage: "maintenance", name, until };
  },
};
