import { metrics } from "../metrics/catalogue.ts";
import { above, atLeast, ruleSet } from "./data.ts";

export const nlb = ruleSet({
  product: "nlb",
  title: { en: "Network Load Balancer", zh: "网络型负载均衡 NLB" },
  rules: {
    drops: {
      metric: metrics.nlb.InstanceDropConnection,
      critical: atLeast(100, 3),
      warn: above(0, 5),
      noData: "idle",
      mute: "outage",
      because:
        "Dropped connections are users turned away. The balancer scales by itself, so only drops that last count.",
      en: {
        title: "Connections dropped",
        means: "The load balancer drops connections: a limit is reached or no server takes them.",
        first:
          "Check the health of the server group first, then the instance's connection quota; look for a flood from few addresses.",
      },
      zh: {
        title: "连接被丢弃",
        means: "实例正在丢弃连接：达到上限或没有可用后端。",
        first: "先检查服务器组健康状态，再检查连接配额，并排查少数来源的洪泛流量。",
      },
    },
    "packet-drops": {
      metric: metrics.nlb.InstanceDropPacketRX,
      critical: atLeast(1_000, 3),
      warn: atLeast(10, 5),
      noData: "idle",
      mute: "outage",
      because:
        "A few packets go to closed ports at any time; ten a second for five minutes slow users, a thousand cut them off.",
      en: {
        title: "Incoming packets dropped",
        means: "Packets of users are lost at the load balancer.",
        first:
          "Compare the traffic with the bandwidth limit of the zone's address or the shared bandwidth, and raise that.",
      },
      zh: {
        title: "入方向丢包",
        means: "用户的数据包在负载均衡处丢失。",
        first: "将流量与可用区 IP 或共享带宽的上限对比并提升上限。",
      },
    },
  },
});
