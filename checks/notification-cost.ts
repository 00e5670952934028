import type { Check } from "./support/check.ts";

/** Which levels send SMS: all of them, where the contact has a number. */
export const notificationCost: Check<"program"> = {
  id: "notification-cost",
  severity: "warning",
  summary: "A day in which every rule fires on one resource sends more SMS than the limit.",
  appliesTo: ["program"],
  parameters: {
    sms: { about: "Most SMS in such a day." },
    price: { about: "Price of one SMS, for the message.", default: 0 },
  },
  find(_whole, { program, parameters }) {
    const sms = program.metricRules
      .filter(({ enabled }) => enabled)
      .map(({ contactGroups, mutePeriod }) => {
        const members = program.contactGroups
          .filter(({ groupName }) => contactGroups.includes(groupName))
          .flatMap(({ contacts }) => contacts);
        const phones = program.contacts.filter(
          ({ channels, contactName }) => channels.includes("channelsSms") && members.includes(contactName),
        );
        return phones.length * Math.ceil(86_400 / mutePeriod);
      })
      .reduce((sum, each) => sum + each, 0);
    if (sms <= Number(parameters.sms)) return [];
    const price = Number(parameters.price);
    const cost = price > 0 ? `, which costs ${(sms * price).toFixed(2)}` : "";
    return [
      {
        message: `sends up to ${sms} SMS in a day in which every rule fires on one resource${cost}; ${parameters.sms} are allowed`,
      },
    ];
  },
};
