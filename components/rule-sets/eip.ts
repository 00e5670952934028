import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const eip = ruleSet({
  product: "eip",
  title: { en: "Elastic IP Address", zh: "弹性公网 IP" },
  rules: {
    "bandwidth-out": {
      metric: metrics.eip.net_out_rate_percentage,
      critical: atLeast(95, 5),
      warn: atLeast(80, 10),
      noData: "keep",
      mute: "saturation",
      because: "Beyond the bought bandwidth packets are dropped; ten minutes rule out one large transfer.",
      en: {
        title: "Bandwidth out nearly used up",
        means: "The address sends nearly as much as was bought.",
        first: "Raise the bandwidth, which works at once; then find what sends on the instance behind it.",
      },
      zh: {
        title: "出带宽接近上限",
        means: "公网 IP 出流量接近所购带宽。",
        first: "先提升带宽（立即生效），再在绑定的实例上查找流量来源。",
      },
    },
    "bandwidth-in": {
      metric: metrics.eip.net_in_rate_percentage,
      critical: atLeast(95, 5),
      warn: atLeast(80, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "Incoming traffic at the limit is an import, a backup or an attack; each lasts longer than five minutes.",
      en: {
        title: "Bandwidth in nearly used up",
        means: "The address receives nearly as much as it can.",
        first:
          "Look for a running import first; if there is none, look at the sources: many small packets are an attack.",
      },
      zh: {
        title: "入带宽接近上限",
        means: "公网 IP 入流量接近上限。",
        first: "先确认是否有导入任务；若没有则查看来源，大量小包通常是攻击。",
      },
    },
    drops: {
      metric: metrics.eip.out_ratelimit_drop_speed,
      critical: atLeast(100, 3),
      warn: atLeast(1, 5),
      noData: "keep",
      mute: "outage",
      because: "Bursts lose single packets; a hundred a second for three minutes is felt by every user.",
      en: {
        title: "Packets dropped by the rate limit",
        means: "More is sent than was bought; the rest is dropped and users wait.",
        first: "Raise the bandwidth of the address or put it into a shared bandwidth package.",
      },
      zh: {
        title: "限速丢包",
        means: "发送流量超过所购带宽，多余部分被丢弃。",
        first: "提升 EIP 带宽，或加入共享带宽包。",
      },
    },
  },
});
