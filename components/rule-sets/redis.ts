import { metrics } from "../metrics/catalogue.ts";
import { above, atLeast, atMost, ruleSet } from "./data.ts";

export const redis = ruleSet({
  product: "redis",
  title: { en: "Tair and ApsaraDB for Redis, standard edition", zh: "云数据库 Redis 标准版" },
  rules: {
    cpu: {
      metric: metrics.redis.StandardCpuUsage,
      critical: atLeast(90, 5),
      warn: atLeast(75, 10),
      noData: "alert",
      mute: "saturation",
      because:
        "Commands run one after the other, so there is no second core to help: latency rises well before 100%.",
      en: {
        title: "Redis processor busy",
        means: "Commands queue behind each other; every client waits.",
        first:
          "Look in the slow log for KEYS, large ranges and scripts, and in the hot key statistics; stop their caller.",
      },
      zh: {
        title: "Redis CPU 过高",
        means: "命令排队执行，所有客户端都在等待。",
        first: "在慢日志中查找 KEYS、大范围查询和脚本，并查看热点 Key，先停止调用方。",
      },
    },
    memory: {
      metric: metrics.redis.StandardMemoryUsage,
      critical: atLeast(95, 3),
      warn: atLeast(80, 5),
      noData: "keep",
      mute: "saturation",
      because:
        "Full memory evicts keys or refuses writes, by the eviction policy; a fork for a backup needs some room as well.",
      en: {
        title: "Redis memory nearly full",
        means: "Keys will be evicted or writes refused, as the eviction policy says.",
        first:
          "Look for keys without a lifetime and for big keys in the console's analysis. Enlarge the instance if all are needed.",
      },
      zh: {
        title: "Redis 内存即将用尽",
        means: "将按淘汰策略驱逐 Key 或拒绝写入。",
        first: "用控制台的离线分析查找无过期时间的 Key 和大 Key；若都需要则扩容。",
      },
    },
    connections: {
      metric: metrics.redis.StandardConnectionUsage,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "keep",
      mute: "outage",
      because:
        "At 100% new clients are refused, and a client that reconnects in a loop gets there in minutes.",
      en: {
        title: "Redis connections nearly used up",
        means: "Soon new clients are refused.",
        first:
          "Group CLIENT LIST by address; restart the client that opens connections without closing them.",
      },
      zh: {
        title: "Redis 连接数即将用尽",
        means: "新客户端即将被拒绝。",
        first: "用 CLIENT LIST 按地址汇总，重启只建不关连接的客户端。",
      },
    },
    qps: {
      metric: metrics.redis.StandardQPSUsage,
      critical: atLeast(90, 5),
      warn: atLeast(75, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "The bought rate of requests is a hard limit; ten minutes at 75% say that growth and not a burst leads there.",
      en: {
        title: "Redis requests near the limit",
        means: "The instance answers nearly as many requests a second as it can.",
        first:
          "Find the caller with the most requests; cache in the client or pipeline, else take a cluster or a larger type.",
      },
      zh: {
        title: "Redis QPS 接近上限",
        means: "每秒请求数接近实例能力上限。",
        first: "找到请求最多的调用方，使用本地缓存或 pipeline，否则升级为集群版或更大规格。",
      },
    },
    "bandwidth-in": {
      metric: metrics.redis.StandardIntranetInRatio,
      critical: atLeast(90, 5),
      warn: atLeast(75, 10),
      noData: "keep",
      mute: "saturation",
      because: "Beyond the bandwidth requests are throttled and time out, whatever the processor does.",
      en: {
        title: "Redis bandwidth in nearly used up",
        means: "Writes come faster than the network of the instance allows; requests will time out.",
        first:
          "Look for big values being written and for a running import; put it off or raise the bandwidth in the console.",
      },
      zh: {
        title: "Redis 入带宽接近上限",
        means: "写入流量接近网络上限，请求会超时。",
        first: "检查是否写入大 Value 或正在导入数据，推迟任务或在控制台临时提升带宽。",
      },
    },
    "bandwidth-out": {
      metric: metrics.redis.StandardIntranetOutRatio,
      critical: atLeast(90, 5),
      warn: atLeast(75, 10),
      noData: "keep",
      mute: "saturation",
      because: "The same limit the other way; big keys that are read often are the usual cause.",
      en: {
        title: "Redis bandwidth out nearly used up",
        means: "Reads ask for more than the network of the instance allows; requests will time out.",
        first:
          "Find big and hot keys in the console's analysis; split them or cache them in the client. Raising the bandwidth helps at once.",
      },
      zh: {
        title: "Redis 出带宽接近上限",
        means: "读取流量接近网络上限，请求会超时。",
        first: "用控制台分析大 Key 和热点 Key，拆分或在客户端缓存；临时提升带宽可立即缓解。",
      },
    },
    latency: {
      metric: metrics.redis.StandardAvgRt,
      critical: atLeast(10_000, 5),
      warn: atLeast(2_000, 10),
      noData: "keep",
      mute: "outage",
      because:
        "In microseconds. An answer usually takes well under 1 ms; 2 ms is slow, and at 10 ms callers run into their timeouts.",
      en: {
        title: "Redis slow",
        means: "The average command takes milliseconds instead of microseconds.",
        first:
          "Look at the rules cpu and bandwidth first, then in the slow log for single expensive commands.",
      },
      zh: {
        title: "Redis 响应变慢",
        means: "命令平均耗时达到毫秒级。",
        first: "先查看 cpu 与带宽规则，再在慢日志中查找耗时命令。",
      },
    },
    failures: {
      metric: metrics.redis.StandardFailedCount,
      critical: atLeast(10, 5),
      warn: above(0, 5),
      noData: "keep",
      mute: "saturation",
      because:
        "A healthy caller makes no failing commands; single ones come from deployments, ten a second from a broken client.",
      en: {
        title: "Redis commands fail",
        means: "Clients send commands that Redis refuses, or memory is full.",
        first:
          "Check the rule memory, then the error in the callers' logs: wrong type, wrong password or out of memory.",
      },
      zh: {
        title: "Redis 命令失败",
        means: "客户端命令被拒绝，或内存已满。",
        first: "先查看 memory 规则，再看调用方日志中的错误：类型不符、密码错误或内存不足。",
      },
    },
    "hit-rate": {
      metric: metrics.redis.StandardHitRate,
      warn: atMost(50, 30),
      noData: "idle",
      mute: "quality",
      because:
        "A cache that misses every second time earns little; only a warning, since a store that is no cache may do so by design.",
      en: {
        title: "Redis cache misses",
        means: "Half of the keys that are asked for are not there; the load goes to the database behind.",
        first:
          "Look for evictions (memory), for lifetimes that are too short and for keys that were renamed by a deployment.",
      },
      zh: {
        title: "Redis 命中率过低",
        means: "一半的查询未命中，压力转移到后端数据库。",
        first: "检查是否发生驱逐（内存）、过期时间过短，或发布改变了 Key 名。",
      },
    },
  },
});
