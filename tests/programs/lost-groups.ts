import { ApplicationGroup } from "../../components/index.ts";

/** Mistakes that only show while the program runs: nothing is tagged, and no region is known. */
new ApplicationGroup("untagged", { tag: { key: "app", value: "shop" }, contactGroups: ["on-call"] });
new ApplicationGroup("nowhere", {
  members: [{ category: "ECS", instanceId: "i-1" }],
  contactGroups: ["on-call"],
});
