/** What an account has, in the terms of the provider's resources. */
export interface Account {
  found: Found[];
  /** What was seen and can't be written as a resource, or not wholly. */
  notes: Note[];
}

export const KINDS = ["contact", "contact group", "metric rule", "event rule"] as const;
export type Kind = (typeof KINDS)[number];

/** One thing that exists, as the provider would read it. */
export interface Found {
  kind: Kind;
  /** What Pulumi imports it by. */
  id: string;
  /** Name that people gave it. */
  name: string;
  /** Inputs of the provider's resource, under Pulumi's names. Nothing that is empty. */
  inputs: Record<string, unknown>;
}

export interface Note {
  kind: Kind;
  name: string;
  /** What is missing and what to do. */
  text: string;
}

/** The provider's resource of each kind: Pulumi's type, and its class in `@pulumi/alicloud`. */
export const RESOURCES: Record<Kind, { type: string; class: string }> = {
  contact: { type: "alicloud:cms/alarmContact:AlarmContact", class: "alicloud.cms.AlarmContact" },
  "contact group": {
    type: "alicloud:cms/alarmContactGroup:AlarmContactGroup",
    class: "alicloud.cms.AlarmContactGroup",
  },
  "metric rule": {
    type: "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule",
    class: "alicloud.cloudmonitor.ServiceMetricAlarmRule",
  },
  "event rule": { type: "alicloud:cms/eventRule:EventRule", class: "alicloud.cms.EventRule" },
};
