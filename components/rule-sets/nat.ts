import { metrics } from "../metrics/catalogue.ts";
import { above, atLeast, ruleSet } from "./data.ts";

export const nat = ruleSet({
  product: "nat",
  title: { en: "NAT Gateway", zh: "NAT 网关" },
  rules: {
    connections: {
      metric: metrics.nat.SessionActiveConnectionWaterLever,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "alert",
      mute: "saturation",
      because: "At 100% connections to the Internet are dropped for everything behind the gateway.",
      en: {
        title: "NAT connections near the limit",
        means: "The gateway holds nearly as many connections as it can.",
        first:
          "Find the instance with the most connections in the gateway's session list; then add addresses or raise the size.",
      },
      zh: {
        title: "NAT 并发连接接近上限",
        means: "网关并发连接接近上限。",
        first: "在网关会话列表中找到连接最多的实例，再增加 EIP 或升级规格。",
      },
    },
    "new-connections": {
      metric: metrics.nat.SessionNewConnectionWaterLever,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "keep",
      mute: "saturation",
      because: "Beyond the limit new connections are dropped, which looks like random timeouts.",
      en: {
        title: "NAT new connections near the limit",
        means: "Instances open nearly as many connections a second as the gateway takes.",
        first:
          "Look for a service without keep-alive or a loop of retries; its calls show in the session list.",
      },
      zh: {
        title: "NAT 新建连接接近上限",
        means: "每秒新建连接接近网关上限。",
        first: "查找未使用长连接或陷入重试循环的服务，可在会话列表中看到。",
      },
    },
    drops: {
      metric: metrics.nat.SessionLimitDropConnection,
      critical: atLeast(10, 3),
      warn: above(0, 3),
      noData: "keep",
      mute: "outage",
      because: "Each dropped connection is a failed call of an application.",
      en: {
        title: "NAT drops connections",
        means: "The gateway is full and drops connections.",
        first:
          "Add a public address to the SNAT entry, each brings ports, and stop the instance that holds most sessions.",
      },
      zh: {
        title: "NAT 丢弃连接",
        means: "网关已满，正在丢弃连接。",
        first: "为 SNAT 条目增加 EIP（每个 EIP 带来更多端口），并处理占用会话最多的实例。",
      },
    },
    "new-drops": {
      metric: metrics.nat.SessionNewLimitDropConnection,
      critical: atLeast(10, 3),
      warn: above(0, 3),
      noData: "keep",
      mute: "outage",
      because: "As for dropped connections: each is a failed call.",
      en: {
        title: "NAT drops new connections",
        means: "More connections a second are opened than the gateway takes; the rest are dropped.",
        first:
          "Stop the loop that opens them, if there is one; else raise the size of the gateway or split it by subnet.",
      },
      zh: {
        title: "NAT 丢弃新建连接",
        means: "每秒新建连接超出网关能力，多余的被丢弃。",
        first: "若有循环重试先停止；否则升级网关规格或按交换机拆分。",
      },
    },
  },
});
