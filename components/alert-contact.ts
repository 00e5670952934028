import { AlarmContact } from "@pulumi/alicloud/cms/alarmContact.js";
import * as pulumi from "@pulumi/pulumi";
import { Language } from "./enums.ts";
import { declare, registration } from "./validation/declare.ts";
import { checkCloudName } from "./validation/names.ts";
import { checked, Problems, wellFormed } from "./validation/problems.ts";
import { checkCallbackUrl } from "./validation/url.ts";

export interface AlertContactArgs {
  /** Name in CloudMonitor: 2 to 40 characters, unique in the account. Default: the component's name. */
  contactName?: string;
  /** What the contact is for. Default: the contact's name. */
  description?: string;
  /** Mail address. Counts only after the recipient followed the activation link. */
  mail?: pulumi.Input<string>;
  /** Phone number for SMS, with country code. Kept secret. Counts only after activation. */
  phone?: pulumi.Input<string>;
  /**
   * The webhook of the contact: a DingTalk robot, or the receiver's callback URL, which is the
   * contact-based way to feed it. CloudMonitor's API has no other webhook field for contacts. Kept secret.
   */
  dingTalkWebhook?: pulumi.Input<string>;
  /** Language of the notifications. Default: English. */
  language?: Language;
  /** Rule checks that are disabled here: the reason by the check's id, e.g. `{ "single-sample": "until 2026-12-31: being tried out" }`. */
  checks?: Record<string, string>;
}

const RESOURCE = "alicloud:cms/alarmContact:AlarmContact";

/**
 * Somebody, or something, that CloudMonitor notifies. Belongs to contact groups, which rules name.
 *
 * The language is always written, because the provider would otherwise never set it back, and every
 * channel is sent with every change, so that removing one here removes it in the cloud. While a mail
 * address or phone number waits for its activation, CloudMonitor hides it and a refresh shows a
 * difference. Don't silence that with `ignoreChanges`: the next update of anything else would then
 * drop the address.
 */
export class AlertContact extends pulumi.ComponentResource {
  /** Name of the contact, for `ContactGroup.contacts`. */
  readonly contactName: pulumi.Output<string>;

  constructor(name: string, args: AlertContactArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("AlertContact", name, args, opts));
    const { contactName } = declare(this, { type: "AlertContact", name, args }, (claimNames) => {
      const contactName = args.contactName ?? name;
      check(name, contactName, args);
      claimNames([{ path: "contactName", kind: "alert contact", name: contactName, resource: RESOURCE }]);

      const contact = new AlarmContact(
        `${name}-contact`,
        {
          alarmContactName: contactName,
          describe: args.description ?? contactName,
          channelsMail: args.mail && known(name, "mail", args.mail, checkMail),
          channelsSms: args.phone && pulumi.secret(known(name, "phone", args.phone, checkPhone)),
          channelsDingWebHook:
            args.dingTalkWebhook &&
            pulumi.secret(known(name, "dingTalkWebhook", args.dingTalkWebhook, checkCallbackUrl)),
          lang: args.language === Language.Chinese ? "zh-cn" : "en",
        },
        // The name is the id: a contact of the same name must be gone before it can be made anew.
        { parent: this, deleteBeforeReplace: true },
      );

      return { contactName: contact.alarmContactName };
    });
    this.contactName = contactName;
    this.registerOutputs({ contactName, checks: args?.checks });
  }
}

function check(name: string, contactName: string, args: AlertContactArgs): void {
  const problems = new Problems({ type: "AlertContact", name });
  problems.addIf("contactName", checkCloudName(contactName));
  if (args.description === "") problems.add("description", "must not be empty: CloudMonitor requires one");
  if (!args.mail && !args.phone && !args.dingTalkWebhook) {
    problems.add("mail, phone, dingTalkWebhook", "are all missing: a contact needs at least one of them");
  }
  problems.throwIfAny();
}

function known(
  name: string,
  path: keyof typeof EXAMPLES,
  input: pulumi.Input<string>,
  problem: (text: string) => string | undefined,
) {
  const form = wellFormed(input, problem, () => EXAMPLES[path]);
  return checked(form, { type: "AlertContact", name, path }, problem);
}

/** In place of what the evaluator made up. */
const EXAMPLES = {
  mail: "on-call@example.com",
  phone: "86-13800000000",
  dingTalkWebhook: "https://oapi.dingtalk.com/robot/send?access_token=local",
};

/** What is wrong with a mail address, or undefined. */
export function checkMail(text: string): string | undefined {
  return /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/.test(text) ? undefined : "must be one mail address";
}

/** What is wrong with a phone number, or undefined. Never repeats the number. */
export function checkPhone(text: string): string | undefined {
  if (!/^\+?[\d-]{5,20}$/.test(text))
    return 'must be one phone number of digits and hyphens, such as "86-10-60000000"';
  return /^(\+[1-9]|[1-9]\d{0,3}-)/.test(text)
    ? undefined
    : 'must begin with its country code and a hyphen, such as "86-10-60000000", or with a +';
}
