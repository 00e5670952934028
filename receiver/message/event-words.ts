import type { Alert } from "../alert.ts";
import { lookup } from "../lookup.ts";
import { eventName, PHASES } from "./event-names.ts";
import { type Both, COLON, type Language, say } from "./language.ts";

/** Statuses of events. That all is as it should be needs no word. */
const STATUSES: Readonly<Record<string, Both>> = {
  ...PHASES,
  stopped: ["stopped", "已停止"],
  running: ["running", "运行中"],
  normal: ["", ""],
};

/** What products write about an event, by the names of their fields. */
const FIELDS: Readonly<Record<string, Both>> = {
  resourceId: ["Resource id", "资源 ID"],
  resourceType: ["Resource type", "资源类型"],
  instanceId: ["Instance id", "实例 ID"],
  instanceName: ["Instance", "实例名称"],
  instanceType: ["Instance type", "实例规格"],
  instanceIds: ["Instance ids", "实例 ID"],
  diskId: ["Disk", "磁盘 ID"],
  device: ["Device", "设备"],
  state: ["State", "状态"],
  status: ["Status", "状态"],
  eventId: ["Event id", "事件 ID"],
  eventType: ["Event type", "事件类型"],
  eventStatus: ["Status", "事件状态"],
  privateIpAddress: ["Private address", "私网 IP"],
  publicIpAddress: ["Public address", "公网 IP"],
  eipAddress: ["Elastic IP address", "弹性公网 IP"],
  ipGroup: ["Addresses", "IP 地址"],
  hostname: ["Host name", "主机名"],
  reason: ["Reason", "原因"],
  reasonCode: ["Reason code", "原因代码"],
  impactType: ["Impact", "影响"],
  publishTime: ["Published", "发布时间"],
  notBefore: ["Not before", "计划执行时间"],
  executeStartTime: ["Started", "开始执行时间"],
  executeFinishTime: ["Finished", "执行完成时间"],
  startTime: ["Started", "开始时间"],
  endTime: ["Ended", "结束时间"],
  expiredTime: ["Expires", "到期时间"],
  action: ["Action", "操作"],
  tags: ["Tags", "标签"],
};

const EVENT: Both = ["Event", "事件"];

/**
 * `Disk hardly responds (ongoing)`, and below it the event's own name and what the product says, in the readers'
 * language as far as it has words.
 */
export function eventLines({ text = "", rule }: Alert, language: Language): string[] {
  const [head = "", ...lines] = text.split("\n");
  const [, id = head, status = ""] = /^(.*) \(([^()]+)\)$/.exec(head) ?? [];
  const known = eventName(id, status);
  const word = known ? known.phase : (lookup(STATUSES, status.toLowerCase()) ?? [status, status]);
  const own = known && id !== rule.name ? [say(EVENT, language) + say(COLON, language) + id] : [];
  return [
    (known ? say(known.name, language) : id) + within(word && say(word, language), language),
    ...own,
    ...lines.map((line) => fieldText(line, language)),
  ];
}

function within(word: string | undefined, language: Language): string {
  return word ? say([` (${word})`, `（${word}）`], language) : "";
}

function fieldText(line: string, language: Language): string {
  const [, merged] = /^\((\d+) alerts merged into one\)$/.exec(line) ?? [];
  if (merged !== undefined) return say([line, `（合并了 ${merged} 条告警）`], language);
  const [, name = "", value = ""] = /^([\w.-]+): (.*)$/.exec(line) ?? [];
  if (name === "") return line;
  const label = lookup(FIELDS, name);
  const known = /status$/i.test(name) ? lookup(STATUSES, value.toLowerCase()) : undefined;
  const said = known ? say(known, language) : "";
  return `${label ? say(label, language) : name}${say(COLON, language)}${said || value}`;
}
