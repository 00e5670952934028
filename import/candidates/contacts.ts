import { Language } from "../../components/enums.ts";
import { Code } from "../code.ts";
import type { ArgumentsOf } from "./candidate.ts";

export const contact: ArgumentsOf = ({ parts: [{ inputs }] }, { name, secrets }) => {
  const { alarmContactName, describe, channelsMail, channelsSms, channelsDingWebHook, lang } = inputs;
  const args = {
    contactName: alarmContactName === name ? undefined : alarmContactName,
    description: describe === alarmContactName ? undefined : describe,
    mail: channelsMail,
    phone: channelsSms && secrets.code("phone", String(channelsSms)),
    dingTalkWebhook: channelsDingWebHook && secrets.code("webhook", String(channelsDingWebHook)),
    language: lang === "zh-cn" ? new Code("Language.Chinese", Language.Chinese) : undefined,
  };
  return [{ component: "AlertContact", args }];
};

export const contactGroup: ArgumentsOf = ({ parts: [{ inputs }] }, { name, refer }) => {
  const args = {
    groupName: inputs.alarmContactGroupName === name ? undefined : inputs.alarmContactGroupName,
    contacts: ((inputs.contacts ?? []) as string[]).map((each) => refer("contact", each)),
  };
  return [{ component: "ContactGroup", args }];
};
