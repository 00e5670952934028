import { ContactGroup } from "../../../components/index.ts";
import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a group beside the one in use": [
      ({ rule, contact, checks }) => {
        rule({});
        new ContactGroup("managers", { contacts: [contact], ...(checks && { checks }) });
      },
      undefined,
      "nobody in managers hears of anything",
    ],
  },
  quiet: {
    "the one in use": ({ rule }) => rule({}),
    "groups for the rules of other programs": ({ contact }) =>
      new ContactGroup("managers", { contacts: [contact] }),
  },
};
