import type { DescribeSiteMonitorAttributeResponseBodySiteMonitors as Task } from "@alicloud/cms20190101";
import type { Found, Note } from "../account.ts";
import type { ReadingClient } from "./client.ts";
import { allPages, bodyOf, type Progress, text, withoutEmpty } from "./wire.ts";

/** Tasks of site monitoring as `cms.SiteMonitor` reads them. */
export async function readSiteMonitors(
  client: ReadingClient,
  notes: Note[],
  progress: Progress,
): Promise<Found[]> {
  const tasks = await allPages(async (page, pageSize) => {
    const answer = await client.describeSiteMonitorList({ page, pageSize });
    const body = bodyOf("DescribeSiteMonitorList", { body: { ...answer.body, success: undefined } });
    return { items: body.siteMonitors?.siteMonitor ?? [], total: body.totalCount ?? 0 };
  });
  const found: Found[] = [];
  for (const [index, { taskId = "", taskName: name = taskId }] of tasks.entries()) {
    progress(`site monitors: ${index + 1} of ${tasks.length}`);
    const { body } = await client.describeSiteMonitorAttribute({ taskId });
    const task = body?.siteMonitors;
    if (!task) throw new Error(`DescribeSiteMonitorAttribute: no task ${taskId}`);
    const lost = Object.entries(LOST).filter(
      ([option]) => (task.optionJson as never)?.[option] !== undefined,
    );
    if (lost.length > 0) {
      const what = lost.map(([, each]) => each).join(", ");
      notes.push({
        kind: "site monitor",
        name,
        text: `has ${what}, which the provider neither reads nor writes: a later change of its options may drop it`,
      });
    }
    found.push({
      kind: "site monitor",
      name,
      calledBy: taskId,
      parts: [{ of: "site monitor", id: taskId, inputs: taskInputs(task) }],
    });
  }
  return found;
}

/** Options that the vendor answers and the provider doesn't know, under the names of the vendor's typed client. */
const LOST: Record<string, string> = {
  max_redirect: "a limit of redirects",
  unfollow_redirect: "redirects switched off",
  ip_network: "a choice of IPv4 or IPv6",
  host_binding: "bound hosts",
  acceptable_response_code: "status codes of its own",
};

function taskInputs(task: Task): Record<string, unknown> {
  return withoutEmpty({
    taskName: task.taskName,
    address: task.address,
    taskType: task.taskType,
    interval: text(task.interval),
    agentGroup: task.agentGroup,
    status: text(task.taskState),
    // A set: its order means nothing.
    ispCities: (task.ispCities?.ispCity ?? [])
      .map(({ city, isp, type }) => withoutEmpty({ city, isp, type }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    optionJson: optionInputs((task.optionJson ?? {}) as Record<string, unknown>),
    customSchedule: withoutEmpty(schedule((task.customSchedule ?? {}) as Record<string, unknown>)),
  });
}

function schedule(given: Record<string, unknown>): Record<string, unknown> {
  const { days, start_hour: startHour, end_hour: endHour, time_zone: timeZone } = given;
  return { days: (days as { days?: number[] } | undefined)?.days, startHour, endHour, timeZone };
}

/** The options that the provider reads, by its names; on the wire they are in snake case but for these. */
const WIRE: Record<string, string> = {
  time_out: "timeout",
  username: "userName",
  isBase64Encode: "isBaseEncode",
};
const READ = new Set(
  [
    "attempts cookie diagnosis_mtr diagnosis_ping dns_hijack_whitelist dns_match_rule dns_server dns_type",
    "expect_value failure_rate header http_method isBase64Encode match_rule min_tls_version password ping_num",
    "ping_port ping_type port request_content request_format response_content response_format time_out username",
  ].flatMap((names) => names.split(" ")),
);

function optionInputs(options: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries(options).filter(([name]) => READ.has(name));
  const inputs = given.map(([name, value]) => [
    WIRE[name] ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    name === "failure_rate" ? text(value) : value,
  ]);
  const { assertions = [] } = (options.assertions ?? {}) as { assertions?: Record<string, unknown>[] };
  // What the provider sends of an option that nobody has set is nought, and it takes that for not set.
  const set = inputs.filter(([name, value]) => value !== false && (value !== 0 || name === "matchRule"));
  const all = Object.fromEntries(set) as Record<string, unknown>;
  const { matchRule, ...others } = all;
  return withoutEmpty({
    ...others,
    ...(others.responseContent !== undefined && others.responseContent !== "" && { matchRule }),
    assertions: assertions.map(({ type, operator, target }) => withoutEmpty({ type, operator, target })),
  });
}
