import { AlarmContactGroup } from "@pulumi/alicloud/cms/alarmContactGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { declare, registration } from "./validation/declare.ts";
import { checkCloudName } from "./validation/names.ts";
import { checked, Problems } from "./validation/problems.ts";

export interface ContactGroupArgs {
  /** Name in CloudMonitor: 2 to 40 characters without a comma, unique in the account. Default: the component's name. */
  groupName?: string;
  /** Names of 1 to 100 contacts: `AlertContact.contactName` of each, so that they exist first. */
  contacts: pulumi.Input<string>[];
  /** Rule checks that are disabled here: the reason by the check's id, e.g. `{ "single-sample": "until 2026-12-31: being tried out" }`. */
  checks?: Record<string, string>;
}

const RESOURCE = "alicloud:cms/alarmContactGroup:AlarmContactGroup";

/** Most contacts in one group. Source: `PutContactGroup`. */
const MOST_CONTACTS = 100;

/**
 * The contacts that a rule notifies.
 *
 * It takes no description, on purpose. The provider's update sends only what changed, and whether
 * CloudMonitor keeps what is left out is not documented: a changed description alone could empty the
 * group. With the members as the only thing that can change, every update names all of them.
 */
export class ContactGroup extends pulumi.ComponentResource {
  /** Name of the group, for `MetricRule.contactGroups`. */
  readonly groupName: pulumi.Output<string>;

  constructor(name: string, args: ContactGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("ContactGroup", name, args, opts));
    const { groupName } = declare(this, { type: "ContactGroup", name, args }, (claimNames) => {
      const groupName = args.groupName ?? name;
      const problems = new Problems({ type: "ContactGroup", name });
      problems.addIf("groupName", checkCloudName(groupName));
      if (args.contacts.length === 0) {
        problems.add("contacts", "must name at least one contact: nobody would be notified");
      }
      if (args.contacts.length > MOST_CONTACTS) {
        problems.add("contacts", `must be at most ${MOST_CONTACTS} names, not ${args.contacts.length}`);
      }
      problems.throwIfAny();
      claimNames([{ path: "groupName", kind: "contact group", name: groupName, resource: RESOURCE }]);

      const contacts = checked(
        args.contacts,
        { type: "ContactGroup", name, path: "contacts" },
        checkContacts,
      );
      const group = new AlarmContactGroup(
        `${name}-group`,
        { alarmContactGroupName: groupName, contacts: contacts.apply((names) => [...names].sort()) },
        // The name is the id: a group of the same name must be gone before it can be made anew.
        { parent: this, deleteBeforeReplace: true },
      );

      return { groupName: group.alarmContactGroupName };
    });
    this.groupName = groupName;
    this.registerOutputs({ groupName, checks: args?.checks });
  }
}

function checkContacts(names: string[]): string | undefined {
  const repeated = names.find((each, index) => names.indexOf(each) !== index);
  if (repeated !== undefined) return `name "${repeated}" twice`;
  const empty = names.indexOf("");
  return empty === -1 ? undefined : `must not hold an empty name (position ${empty + 1})`;
}
