import { ApplicationGroup, ContactGroup } from "cloudmonitor-relay";

const onCall = new ContactGroup("on-call", { contacts: ["made-in-the-console"] });

// By id.
const checkout = new ApplicationGroup("checkout", {
  members: [
    { category: "ECS", instanceId: "i-bp1checkout1", instanceName: "checkout-1" },
    { category: "ECS", instanceId: "i-bp1checkout2", instanceName: "checkout-2" },
    { category: "RDS", instanceId: "rm-bp1orders" },
  ],
  contactGroups: [onCall.groupName],
});

// By tag: whatever is tagged app=shop, now and later.
const shop = new ApplicationGroup("shop", {
  tag: { key: "app", value: "shop" },
  contactGroups: [onCall.groupName],
});

export const groups = [checkout.groupId, shop.groupId];
