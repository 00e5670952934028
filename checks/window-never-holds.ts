import { windowsOf } from "../program/model/windows.ts";
import { LEVELS } from "../receiver/level.ts";
import { nextStretch } from "../receiver/quiet/calendar.ts";
import type { Check } from "./support/check.ts";

export const windowNeverHolds: Check<"receiver"> = {
  id: "window-never-holds",
  severity: "warning",
  summary: "A maintenance window holds nothing: its times are over or never come, or every level passes.",
  appliesTo: ["receiver"],
  find({ config }, { now }) {
    return windowsOf(config).flatMap(({ path, window }) => {
      const { name, passes = [], when } = window;
      const levels = when.level ?? LEVELS;
      if (levels.every((level) => (passes as string[]).includes(level)))
        return [
          { path, message: `has a window "${name}" that holds nothing: every level that it takes passes` },
        ];
      if (nextStretch(window, now)) return [];
      const over = window.until !== undefined && window.until <= now;
      return [
        {
          path,
          message: over
            ? `has a window "${name}" that is over: it holds nothing any more`
            : `has a window "${name}" whose times never come: it holds nothing`,
        },
      ];
    });
  },
};
