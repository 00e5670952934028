import type { Alert } from "../../receiver/alert.ts";
import type { Level } from "../../receiver/level.ts";
import type { Program } from "../model/program.ts";
import type { Receiver } from "../model/receivers.ts";
import { type AlertClass, classesOf } from "./classes.ts";
import { Paging, type Told } from "./paged.ts";

/** What is asked for; what is left out may be anything. */
export interface Wanted {
  /** Name of a component, or key or name of its rule. */
  rule?: string | undefined;
  source?: string | undefined;
  level?: Level | undefined;
  /** Labels and dimensions of the alert. */
  labels?: Readonly<Record<string, string>>;
  /** Only what is told to this destination. */
  destination?: string | undefined;
}

/** Alerts of one level of one rule, and who is told of them. */
export interface Row {
  source: string;
  /** Component that raises them. */
  raisedBy: string;
  level: Level;
  /** Names of the routes that take them; empty where none does. */
  routes: string[];
  /** Undefined where the callback is refused. */
  told: readonly Told[] | undefined;
  /** One of them. */
  example: Alert;
}

/** A person or robot that CloudMonitor itself tells, beside the receiver. */
export interface ContactRow {
  contact: string;
  group: string;
  /** Component of the rule. */
  raisedBy: string;
}

/** Who is told of what the rules of some programs raise at these receivers. Throws `BeyondBound`. */
export function rowsOf(receivers: readonly Receiver[], programs: readonly Program[], wanted: Wanted): Row[] {
  const rows: Row[] = [];
  for (const { config } of receivers) {
    const paging = new Paging(config);
    for (const source of Object.keys(config.sources)) {
      if (wanted.source !== undefined && wanted.source !== source) continue;
      const classes = programs.flatMap((program) => classesOf(program, source));
      for (const of of classes.filter((each) => isRule(each, wanted.rule)))
        for (const { level, told, routes, example } of paging.outcomes(labelled(of, wanted.labels ?? {}))) {
          const names = routes[0]?.map((index) => config.sources[source]?.routes?.[index]?.name ?? "") ?? [];
          const raisedBy = of.raisedBy?.declaredAs ?? "";
          rows.push({ source, raisedBy, level, routes: names, told: told[0], example });
        }
    }
  }
  return rows.filter(
    ({ level, told }) =>
      (wanted.level === undefined || level === wanted.level) &&
      (wanted.destination === undefined ||
        told?.some(({ destination }) => destination === wanted.destination)),
  );
}

/** Which rules CloudMonitor tells a contact of. */
export function contactRowsOf(programs: readonly Program[], contact: string): ContactRow[] {
  return programs.flatMap(({ contacts, contactGroups, metricRules, eventRules }) => {
    const names = contacts
      .filter(({ declaredAs, contactName }) => contact === declaredAs || contact === contactName)
      .map(({ contactName }) => contactName);
    const groups = contactGroups.filter((group) =>
      group.contacts.some((each) => names.includes(each) || each === contact),
    );
    return groups.flatMap(({ groupName }) =>
      [...metricRules, ...eventRules]
        .filter((rule) => rule.enabled && rule.contactGroups.includes(groupName))
        .map(({ declaredAs }) => ({ contact, group: groupName, raisedBy: declaredAs })),
    );
  });
}

function isRule({ raisedBy, key, name }: AlertClass, rule: string | undefined): boolean {
  return rule === undefined || raisedBy?.declaredAs === rule || key.includes(rule) || name.includes(rule);
}

function labelled(of: AlertClass, labels: Readonly<Record<string, string>>): AlertClass {
  const [dimensions, rest] = [{ ...of.dimensions }, { ...of.labels }];
  for (const [name, text] of Object.entries(labels)) {
    if (Object.hasOwn(dimensions, name)) dimensions[name] = [text];
    else rest[name] = text;
  }
  return { ...of, dimensions, labels: rest };
}
