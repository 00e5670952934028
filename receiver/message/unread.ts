import type { Alert } from "../alert.ts";
import { type Both, type Language, say } from "./language.ts";

/** What the reasons why a body could not be read are in Chinese. Words of the body itself stay as they are. */
const REASONS: readonly [reason: RegExp, chinese: string][] = [
  [/^not a callback of CloudMonitor that is known: no fields$/, "不是已知的云监控回调：没有字段"],
  [/^not a callback of CloudMonitor that is known: fields (.*)$/, "不是已知的云监控回调：字段 $1"],
  [
    /^not a callback of CloudMonitor that is known: Quota Center alarm$/,
    "不是已知的云监控回调：配额中心告警",
  ],
  [
    /^not a callback of CloudMonitor that is known: ARMS contact template$/,
    "不是已知的云监控回调：ARMS 联系人模板",
  ],
  [
    /^not a callback of CloudMonitor that is known: ARMS contact template that was not filled in$/,
    "不是已知的云监控回调：未填写的 ARMS 联系人模板",
  ],
  [/^neither a JSON object nor a form$/, "既不是 JSON 对象，也不是表单"],
  [/^begins like JSON but is no JSON that can be read$/, "以 JSON 开头，但不是可读取的 JSON"],
  [/^JSON, but not an object or a list of objects$/, "是 JSON，但不是对象或对象列表"],
  [/^more than (\d+) fields$/, "字段超过 $1 个"],
  [
    /^of (\d+) alerts the first (\d+) were read, (\d+) were not read$/,
    "共 $1 条告警，读取了前 $2 条，$3 条未读取",
  ],
  [
    /^the body is longer than (\d+) bytes: (\d+) alerts of it were read, the others were not read$/,
    "请求体超过 $1 字节：读取了其中 $2 条告警，其余未读取",
  ],
  [/^the body is longer than (\d+) bytes$/, "请求体超过 $1 字节"],
  [/^the body did not arrive within (\d+) s$/, "请求体在 $1 秒内没有到达"],
  [
    /^the body is compressed with (.*); gzip and deflate can be read$/,
    "请求体以 $1 压缩；只能读取 gzip 和 deflate",
  ],
  [/^the body is not the (.*) that it says to be$/, "请求体不是所声明的 $1"],
  [/^(.*) is missing; expected (.*)$/, "缺少 $1；应为 $2"],
  [/^(.*) is (".*"); expected (.*)$/, "$1 为 $2；应为 $3"],
  [/^a list of alerts without an alert$/, "告警列表中没有告警"],
  [/^neither a name nor a rule id: nothing says which rule this is$/, "没有名称和规则 ID，无法确定规则"],
  [
    /^neither alert_id nor alert_name: nothing says which rule this is$/,
    "没有 alert_id 和 alert_name，无法确定规则",
  ],
  [/^Grafana left out (\d+) alerts, which were not read$/, "Grafana 省略了 $1 条告警，未读取"],
  [
    /^neither alertName nor ruleId: nothing says which rule this is$/,
    "没有 alertName 和 ruleId，无法确定规则",
  ],
];

const TEST: Both = ["Test from CloudMonitor", "云监控测试消息"];
const PRESSED: Both = [
  "Somebody tests the alert callback, or CloudMonitor checks its URL: callbacks arrive. Nothing has happened; it is resolved after a minute.",
  "有人正在测试报警回调，或云监控正在检查回调地址：回调可以送达。没有实际告警，一分钟后自动恢复。",
];
const DEBUGGED: Both = [
  "Somebody tests an event rule: its callbacks arrive. The event below has not happened; it is resolved after a minute.",
  "有人正在调试事件规则：回调可以送达。以下事件并未发生，一分钟后自动恢复。",
];

function testInLanguage(alert: Alert, language: Language): Alert {
  const { rule, text } = alert;
  return {
    ...alert,
    rule: { ...rule, name: say(TEST, language) },
    text: text === undefined ? say(PRESSED, language) : `${say(DEBUGGED, language)}\n${text}`,
  };
}

/** What the relay itself says of a callback, in the language of its readers. Any other alert stays as it is. */
export function inLanguage(alert: Alert, language: Language): Alert {
  if (alert.kind === "test") return testInLanguage(alert, language);
  if (alert.kind !== "unrecognised" || language === "en") return alert;
  const [reason = "", ...excerpt] = (alert.text ?? "").split("\n");
  const [pattern, chinese] = REASONS.find(([each]) => each.test(reason)) ?? [];
  const said = pattern && chinese !== undefined ? reason.replace(pattern, chinese) : reason;
  return {
    ...alert,
    rule: { ...alert.rule, name: "无法识别的回调" },
    dimensions: { reason: said },
    text: [said, ...excerpt].join("\n"),
  };
}
