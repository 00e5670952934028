import { nearest } from "../components/validation/names.ts";
import type { Check } from "./support/check.ts";

export const groupMisspelt: Check<"metric-rule"> = {
  id: "group-misspelt",
  severity: "bug",
  summary: "The rule names a contact group that is not declared, but one of almost that name is.",
  appliesTo: ["metric-rule"],
  find({ contactGroups }, { program }) {
    const declared = program.contactGroups.map(({ groupName }) => groupName);
    return contactGroups
      .filter((name) => !declared.includes(name))
      .flatMap((name) => {
        const meant = nearest(name, declared);
        return meant === undefined
          ? []
          : [
              {
                path: "contactGroups",
                message: `notifies "${name}", which is not declared; did you mean "${meant}"?`,
              },
            ];
      });
  },
};
