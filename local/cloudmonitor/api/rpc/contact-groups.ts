import type { Context, Operation } from "../context.ts";
import { ApiError } from "../errors.ts";
import { page } from "../paging.ts";

/** Most names in one `ContactNames.N`. */
const MOST_CONTACTS = 100;

function putContactGroup({ account, params, behaviour, now }: Context) {
  const name = params.required("ContactGroupName");
  const contacts = [...new Set(params.texts("ContactNames", MOST_CONTACTS))];
  const unknown = contacts.find((each) => !account.contacts.has(each));
  if (behaviour.unknownContacts === "refused" && unknown !== undefined) {
    throw new ApiError(404, "ContactNotExists", `The contact does not exist. (${unknown})`);
  }
  const before = account.groups.get(name);
  const kept = behaviour.omittedGroupFields === "kept" ? before : undefined;
  account.groups.set(name, {
    name,
    contacts: params.has("ContactNames") ? contacts : (kept?.contacts ?? []),
    describe: params.has("Describe") ? (params.text("Describe") ?? "") : (kept?.describe ?? ""),
    enableSubscribed: params.boolean("EnableSubscribed") ?? kept?.enableSubscribed ?? false,
    created: before?.created ?? now,
    updated: now,
  });
  return {};
}

function describeContactGroupList({ account, params }: Context) {
  const { items, total } = page([...account.groups.values()], params, { size: 10, most: 1000 });
  return {
    Total: total,
    ContactGroups: { ContactGroup: items.map(({ name }) => name) },
    ContactGroupList: {
      ContactGroup: items.map((group) => ({
        Name: group.name,
        Describe: group.describe,
        Contacts: { Contact: group.contacts },
        EnableSubscribed: group.enableSubscribed,
        EnabledWeeklyReport: false,
        CreateTime: group.created,
        UpdateTime: group.updated,
      })),
    },
  };
}

function deleteContactGroup({ account, params }: Context) {
  if (!account.groups.delete(params.required("ContactGroupName"))) {
    throw new ApiError(404, "ContactGroup.NotExists", "ContactGroup not exists");
  }
  return {};
}

export const CONTACT_GROUPS: Record<string, Operation> = {
  PutContactGroup: putContactGroup,
  DescribeContactGroupList: describeContactGroupList,
  DeleteContactGroup: deleteContactGroup,
};
