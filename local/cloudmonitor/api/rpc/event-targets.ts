import {
  EVENT_TARGETS,
  type EventRuleRecord,
  type EventTargetKind,
  type EventTargetRecord,
} from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { ApiError, illegal, missing, notFound } from "../errors.ts";

/** Most targets of each kind. */
const MOST = 5;

interface Kind {
  /** Fields besides `Id`; a `*` marks those that must be given. */
  fields: string[];
  /** What one target is called in answers. */
  item: string;
  /** An answer's name for where the target is, from its fields. */
  arn?: (target: EventTargetRecord, account: string) => string;
}

const KINDS: Record<EventTargetKind, Kind> = {
  ContactParameters: { fields: ["ContactGroupName*", "Level"], item: "ContactParameter" },
  WebhookParameters: { fields: ["Protocol", "Method", "Url*"], item: "WebhookParameter" },
  FcParameters: {
    fields: ["Region*", "ServiceName*", "FunctionName*"],
    item: "FCParameter",
    arn: (each, account) =>
      `acs:fc:${each.Region}:${account}:services/${each.ServiceName}/functions/${each.FunctionName}`,
  },
  SlsParameters: {
    fields: ["Region*", "Project*", "LogStore*"],
    item: "SlsParameter",
    arn: (each, account) =>
      `acs:log:${each.Region}:${account}:project/${each.Project}/logstore/${each.LogStore}`,
  },
  MnsParameters: {
    fields: ["Region*", "Queue", "Topic"],
    item: "MnsParameter",
    arn: (each, account) =>
      `acs:mns:${each.Region}:${account}:/${each.Topic ? `topics/${each.Topic}` : `queues/${each.Queue}`}/messages`,
  },
  OpenApiParameters: {
    fields: ["Region", "Product*", "Version*", "Action*", "Role", "Arn", "JsonParams"],
    item: "OpenApiParameters",
  },
};

function ruleOf({ region, params }: Context): EventRuleRecord {
  const name = params.required("RuleName");
  const rule = region.eventRules.get(name);
  if (!rule) throw notFound(`(event rule ${name})`);
  return rule;
}

/** Adds targets or changes them by id. */
function putEventRuleTargets(context: Context) {
  const { params, behaviour, account } = context;
  const rule = ruleOf(context);
  const unknown = params
    .list("ContactParameters", MOST)
    .filter((each) => !account.groups.has(each.required("ContactGroupName")));
  if (behaviour.unknownContacts === "refused" && unknown.length > 0) {
    throw new ApiError(404, "ContactGroup.NotExists", "ContactGroup not exists");
  }
  const changed = EVENT_TARGETS.map((kind) => {
    const given = read(kind, context);
    const ids = new Set(given.map(({ Id }) => Id));
    const others =
      behaviour.unnamedEventTargets === "kept" ? rule.targets[kind].filter(({ Id }) => !ids.has(Id)) : [];
    const all = [...others, ...given];
    if (all.length > MOST) throw illegal(`${kind} takes at most ${MOST} targets of one rule.`);
    return [kind, all] as const;
  });
  for (const [kind, targets] of changed) rule.targets[kind] = targets;
  return { FailedParameterCount: "0" };
}

function read(kind: EventTargetKind, { params, account }: Context): EventTargetRecord[] {
  const { fields, arn } = KINDS[kind];
  return params.list(kind, MOST).map((each) => {
    const target: EventTargetRecord = { Id: each.required("Id") };
    for (const field of fields) {
      const name = field.replace("*", "");
      const value = field.endsWith("*") ? each.required(name) : each.text(name);
      if (value !== undefined) target[name] = value;
    }
    if (arn) target.Arn = arn(target, account.id);
    return target;
  });
}

function describeEventRuleTargetList(context: Context) {
  const { targets } = ruleOf(context);
  return Object.fromEntries(EVENT_TARGETS.map((kind) => [kind, { [KINDS[kind].item]: targets[kind] }]));
}

function deleteEventRuleTargets(context: Context) {
  const rule = ruleOf(context);
  const ids = context.params.texts("Ids", 100);
  if (ids.length === 0) throw missing("Ids");
  for (const kind of EVENT_TARGETS)
    rule.targets[kind] = rule.targets[kind].filter(({ Id }) => !ids.includes(Id));
  return {};
}

export const EVENT_TARGET_OPERATIONS: Record<string, Operation> = {
  PutEventRuleTargets: putEventRuleTargets,
  DescribeEventRuleTargetList: describeEventRuleTargetList,
  DeleteEventRuleTargets: deleteEventRuleTargets,
};
