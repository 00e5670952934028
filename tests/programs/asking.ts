import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";
// @ts-expect-error: TypeScript itself wants the ending here.
import { names } from "./asking-names";

/** Asks a cloud in both forms, and imports a file without its ending, as programs under ts-node do. */
const asked = new pulumi.Config().get("how");
const zones = await alicloud.getZones({});
const [first] = asked === "list" ? zones.zones.map(({ id }) => id) : [zones.zones[0]?.id];

new alicloud.cms.AlarmContactGroup("group", {
  alarmContactGroupName: names.group,
  describe: `in ${first ?? "none"}`,
});

export const account = alicloud.getAccountOutput().id;
export const region = alicloud.getRegionsOutput({ current: true }).ids[0];
export const output = alicloud.getZonesOutput({}).ids[0];
