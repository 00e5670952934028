import type {
  DescribeEventRuleListResponseBodyEventRulesEventRule as EventRule,
  DescribeEventRuleTargetListResponseBody as Targets,
} from "@alicloud/cms20190101";
import type { Found, Note } from "../account.ts";
import type { ReadingClient } from "./client.ts";
import { allPages, bodyOf, type Progress, withoutEmpty } from "./wire.ts";

/** Event rules with their targets, as `cms.EventRule` reads them. */
export async function readEventRules(
  client: ReadingClient,
  notes: Note[],
  progress: Progress,
): Promise<Found[]> {
  const rules = await allPages(async (page, size) => {
    // This list takes its page's number and size as text.
    const request = {
      pageNumber: String(page),
      pageSize: String(size),
    };
    const body = bodyOf("DescribeEventRuleList", await client.describeEventRuleList(request));
    return { items: body.eventRules?.eventRule ?? [], total: Number(body.total ?? 0) };
  });
  const found: Found[] = [];
  for (const [index, rule] of rules.entries()) {
    const name = rule.name ?? "";
    progress(`event rules: ${index + 1} of ${rules.length}`);
    const patterns = rule.eventPattern?.eventPattern ?? [];
    if (rule.eventType === "CUSTOM" || patterns.length !== 1) {
      const what = rule.eventType === "CUSTOM" ? "is on custom events" : `has ${patterns.length} patterns`;
      notes.push({ kind: "event rule", name, text: `${what}, which the provider's resource does not have` });
      continue;
    }
    const request = { ruleName: name };
    const answer = await client.describeEventRuleTargetList(request);
    const targets = bodyOf("DescribeEventRuleTargetList", answer);
    for (const lost of [
      patterns[0]?.keywordFilter?.relation && "keyword filter",
      patterns[0]?.customFilters && "custom filter",
    ]) {
      if (!lost) continue;
      notes.push({
        kind: "event rule",
        name,
        text: `has a ${lost}, which the provider neither reads nor writes: a later change of its pattern would drop it`,
      });
    }
    const inputs = eventRuleInputs(rule, targets);
    found.push({ kind: "event rule", name, parts: [{ of: "event rule", id: name, inputs }] });
  }
  return found;
}

function eventRuleInputs(rule: EventRule, targets: Targets): Record<string, unknown> {
  const pattern = rule.eventPattern?.eventPattern?.[0];
  return withoutEmpty({
    ruleName: rule.name,
    description: rule.description,
    groupId: rule.groupId,
    silenceTime: rule.silenceTime,
    status: rule.state,
    eventPattern: withoutEmpty({
      product: pattern?.product,
      eventTypeLists: pattern?.eventTypeList?.eventTypeList,
      levelLists: pattern?.levelList?.levelList,
      nameLists: pattern?.nameList?.nameList,
      sqlFilter: pattern?.SQLFilter,
    }),
    contactParameters: (targets.contactParameters?.contactParameter ?? []).map((each) =>
      withoutEmpty({
        contactParametersId: each.id,
        contactGroupName: each.contactGroupName,
        level: each.level,
      }),
    ),
    webhookParameters: (targets.webhookParameters?.webhookParameter ?? []).map((each) =>
      withoutEmpty({
        webhookParametersId: each.id,
        protocol: each.protocol,
        method: each.method,
        url: each.url,
      }),
    ),
    fcParameters: (targets.fcParameters?.FCParameter ?? []).map((each) =>
      withoutEmpty({
        fcParametersId: each.id,
        serviceName: each.serviceName,
        functionName: each.functionName,
        region: each.region,
        arn: each.arn,
      }),
    ),
    slsParameters: (targets.slsParameters?.slsParameter ?? []).map((each) =>
      withoutEmpty({
        slsParametersId: each.id,
        project: each.project,
        logStore: each.logStore,
        region: each.region,
        arn: each.arn,
      }),
    ),
    mnsParameters: (targets.mnsParameters?.mnsParameter ?? []).map((each) =>
      withoutEmpty({
        mnsParametersId: each.id,
        queue: each.queue,
        topic: each.topic,
        region: each.region,
        arn: each.arn,
      }),
    ),
    openApiParameters: (targets.openApiParameters?.openApiParameters ?? []).map((each) =>
      withoutEmpty({
        openApiParametersId: each.id,
        product: each.product,
        action: each.action,
        version: each.version,
        role: each.role,
        region: each.region,
        arn: each.arn,
      }),
    ),
  });
}
