import { AlertContact, ContactGroup } from "../../../components/index.ts";
import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a rule that only sends mail": [
      ({ rule }) => rule({ callback: undefined }),
      undefined,
      "has no callback, so it opens no incident",
    ],
  },
  quiet: {
    "a rule with a callback": ({ rule }) => rule({}),
    "a rule whose contact is the receiver": ({ rule, callback }) => {
      const robot = new AlertContact("robot", { dingTalkWebhook: callback });
      const robots = new ContactGroup("robots", { contacts: [robot.contactName] });
      rule({ callback: undefined, contactGroups: [robots.groupName] });
    },
    "a group that is declared elsewhere": ({ rule }) =>
      rule({ callback: undefined, contactGroups: ["made-by-hand"] }),
    "a contact that is made elsewhere": ({ rule, contact }) => {
      const both = new ContactGroup("both", { contacts: [contact, "made-by-hand"] });
      rule({ callback: undefined, contactGroups: [both.groupName] });
    },
    "a disabled rule": ({ rule }) => rule({ callback: undefined, enabled: false }),
  },
};
