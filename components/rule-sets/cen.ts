import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const cen = ruleSet({
  product: "cen",
  title: { en: "Cloud Enterprise Network", zh: "云企业网 CEN" },
  rules: {
    bandwidth: {
      metric: metrics.cen.InternetOutRatePercentByConnectionRegion,
      critical: atLeast(95, 5),
      warn: atLeast(80, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "Beyond the bandwidth between two regions packets are dropped; replication catches up in bursts under ten minutes.",
      en: {
        title: "Bandwidth between regions nearly used up",
        means: "A connection between two regions is nearly full.",
        first:
          "Raise the bandwidth of this connection within the package; then see whether a copy or backup runs that can wait.",
      },
      zh: {
        title: "跨地域带宽接近上限",
        means: "两个地域间的连接接近带宽上限。",
        first: "在带宽包内调高该连接的带宽，再查看是否有可推迟的复制或备份任务。",
      },
    },
    drops: {
      metric: metrics.cen.InternetOutDropRateByConnectionRegion,
      critical: atLeast(100, 3),
      warn: atLeast(1, 5),
      noData: "keep",
      mute: "outage",
      because: "Bursts lose single packets; a hundred a second slow every connection between the regions.",
      en: {
        title: "Packets between regions dropped",
        means: "The connection between two regions loses packets.",
        first: "Raise its bandwidth; if it is not full, open a ticket with both regions and the time.",
      },
      zh: {
        title: "跨地域丢包",
        means: "两个地域间的连接正在丢包。",
        first: "提升带宽；若带宽未满，附上两端地域与时间提交工单。",
      },
    },
  },
});
