import type { EntryKind } from "../program/model/program.ts";
import { record } from "../program/model/values.ts";
import type { Check } from "./support/check.ts";
import { readReason } from "./support/disabled.ts";

const KINDS: readonly EntryKind[] = [
  "metric-rule",
  "prometheus-rule",
  "event-rule",
  "contact",
  "contact-group",
  "receiver",
];

/** Made with the list of checks, of which it is one. */
export function checksArgument(ids: () => readonly string[]): Check {
  return {
    id: "checks-argument",
    severity: "bug",
    summary: "The argument `checks` names no check, gives no reason, or its date is over.",
    appliesTo: KINDS,
    find(subject, { program, now }) {
      const { component } = subject;
      const given = Object.entries(record(component.inputs.checks));
      // Said once of a component that declares many.
      if (given.length > 0 && program.entries.find((each) => each.component === component) !== subject)
        return [];
      return given.flatMap(([id, reason]) => {
        const path = `checks.${id}`;
        if (!ids().includes(id)) return [{ path, message: `disables "${id}", which is no check` }];
        const disabled = readReason(String(reason));
        if (disabled.reason === "") return [{ path, message: `disables ${id} without a reason` }];
        return disabled.until !== undefined && now >= disabled.until
          ? [{ path, message: `disabled ${id} for a time that is over: ${String(reason)}` }]
          : [];
      });
    },
  };
}
