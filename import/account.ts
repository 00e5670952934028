import { TYPE } from "../program/model/types.ts";

/** What an account has, in the terms of the provider's resources. */
export interface Account {
  found: Found[];
  /** What was seen and can't be written as a resource, or not wholly. */
  notes: Note[];
}

/** In the order in which they refer to each other. */
export const KINDS = [
  "contact",
  "contact group",
  "application group",
  "site monitor",
  "metric rule",
  "group rule",
  "silence",
  "event rule",
  "Prometheus rule",
] as const;
export type Kind = (typeof KINDS)[number];

/** One thing that exists, which may be several of the provider's resources. */
export interface Found {
  kind: Kind;
  /** Name that people gave it. */
  name: string;
  /** What others name it by. Default: its name. */
  calledBy?: string;
  parts: [Part, ...Part[]];
}

/** One resource that exists, as the provider would read it. */
export interface Part {
  of: ResourceKind;
  /** What Pulumi imports it by. */
  id: string;
  /** Inputs of the provider's resource, under Pulumi's names. Nothing that is empty. */
  inputs: Record<string, unknown>;
  /** What the provider's own resource is called behind the thing's name, where that is not enough. */
  suffix?: string;
}

export interface Note {
  kind: Kind;
  /** Of one thing; undefined for all of the kind. */
  name?: string;
  /** What is missing and what to do. */
  text: string;
}

/** The provider's resources. */
export const RESOURCES = {
  contact: TYPE.contact,
  "contact group": TYPE.contactGroup,
  "application group": TYPE.applicationGroup,
  members: TYPE.applicationGroupMembers,
  tag: TYPE.tagGroup,
  "site monitor": TYPE.siteMonitor,
  "metric rule": TYPE.metricRule,
  "group rule": TYPE.groupMetricRule,
  silence: TYPE.silence,
  "event rule": TYPE.eventRule,
  "Prometheus rule": TYPE.prometheusRule,
} as const;
export type ResourceKind = keyof typeof RESOURCES;

/** The class of a resource in `@pulumi/alicloud`: `alicloud.cms.AlarmContact`. */
export function classOf(kind: ResourceKind): string {
  return RESOURCES[kind].replace(/^alicloud:(\w+)\/\w+:(\w+)$/, "alicloud.$1.$2");
}
