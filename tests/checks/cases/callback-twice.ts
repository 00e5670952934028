import { AlertContact, ContactGroup } from "../../../components/index.ts";
import type { Cases } from "../kit.ts";

export const cases: Cases = {
  finds: {
    "a rule and its contact": [
      ({ rule, callback }) => {
        const robot = new AlertContact("robot", { dingTalkWebhook: callback });
        const robots = new ContactGroup("robots", { contacts: [robot.contactName] });
        rule({ contactGroups: [robots.groupName] });
      },
      "callback",
      'posts to "production", and so does its contact robot',
    ],
  },
  quiet: {
    "a contact with another address": ({ rule }) => {
      const robot = new AlertContact("robot", { dingTalkWebhook: "https://robot.example.com/send" });
      const robots = new ContactGroup("robots", { contacts: [robot.contactName] });
      rule({ contactGroups: [robots.groupName] });
    },
    "a rule that leaves it to the contact": ({ rule, callback }) => {
      const robot = new AlertContact("robot", { dingTalkWebhook: callback });
      const robots = new ContactGroup("robots", { contacts: [robot.contactName] });
      rule({ contactGroups: [robots.groupName], callback: undefined });
    },
  },
};
