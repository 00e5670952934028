import { AlertContact, ContactGroup } from "../../../components/index.ts";
import type { Cases, Given } from "../kit.ts";

const phones =
  (mutePeriod: string) =>
  ({ rule }: Given) => {
    const ann = new AlertContact("ann", { phone: "86-13800000000" });
    const group = new ContactGroup("phones", { contacts: [ann.contactName] });
    rule({ contactGroups: [group.groupName], mutePeriod });
  };

export const cases: Cases = {
  parameters: { sms: 24, price: 0.05 },
  finds: {
    "an SMS every five minutes": [
      phones("5 minutes"),
      undefined,
      "sends up to 288 SMS in a day in which every rule fires on one resource, which costs 14.40; 24 are allowed",
    ],
  },
  quiet: { "an SMS an hour": phones("1 hour"), "mail only": ({ rule }) => rule({ mutePeriod: "5 minutes" }) },
};
