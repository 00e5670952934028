/** What a contact's robot may be sent: no body of the kind is printed anywhere, or was captured. */
const LINES = {
  english: [
    "Alibaba Cloud CloudMonitor alert",
    "Rule name: ecs-cpu",
    "Instance: web-1/10.0.0.1",
    "Metric: CPU usage",
    "Level: CRITICAL",
    "Current value: 97.4%",
    "Condition: Average >= 95",
    "Duration: 5 minutes",
    "Region: cn-hangzhou",
    "Account: 1100000000000000",
    "Time: 2026-11-20T08:00:00Z",
    "Status: ALERT",
  ],
  chinese: [
    "### 阿里云监控报警恢复通知",
    "> **规则名称**：ecs-cpu",
    "> **报警对象**：web-1",
    "> 报警级别：警告",
    "> 当前值：97.4%",
    "> 报警状态：恢复正常",
  ],
};

const [english, chinese] = [LINES.english.join("\n"), LINES.chinese.join("\n")];

export const ROBOTS: readonly string[] = [
  { msgtype: "text", text: { content: english } },
  { msgtype: "markdown", markdown: { title: "【严重】报警", text: chinese } },
  { msg_type: "text", content: { text: english } },
  { text: "[CRITICAL] web-1: no data" },
  { text: "Rule: ecs-cpu\nInstance: web-1\nState: insufficient data" },
  {
    text: english,
    attachments: [
      {
        fallback: "ecs-cpu",
        pretext: "CloudMonitor",
        title: "ecs-cpu",
        text: english,
        fields: [{ title: "Level", value: "WARN" }],
      },
    ],
  },
  // Labels of a rule as somebody met them, in the JSON of a contact's webhook.
  {
    ...{ alertState: "ALERT", alertName: "ecs-cpu", metricName: "CPUUtilization", ruleId: "r-1" },
    customLabels: JSON.stringify([
      { label: "team", value: "shop" },
      { key: "env", value: "prod" },
      { name: "x" },
    ]),
  },
].map((body) => JSON.stringify(body));
