import { metrics } from "../metrics/catalogue.ts";
import { atLeast, atMost, ruleSet } from "./data.ts";

export const polardb = ruleSet({
  product: "polardb",
  title: { en: "PolarDB for MySQL", zh: "云原生数据库 PolarDB MySQL" },
  rules: {
    cpu: {
      metric: metrics.polardb.cluster_cpu_utilization,
      critical: atLeast(90, 5),
      warn: atLeast(75, 10),
      noData: "alert",
      mute: "saturation",
      because:
        "From 90% on one node can't take over for another; 75% for ten minutes leaves time to add one.",
      en: {
        title: "PolarDB processor busy",
        means: "A node uses nearly all of its processor time; queries wait.",
        first:
          "Look at the sessions of the node and the slow log. Adding a read-only node takes minutes and relieves reads.",
      },
      zh: {
        title: "PolarDB CPU 过高",
        means: "节点 CPU 几乎用满，查询排队。",
        first: "查看该节点的会话与慢日志；增加只读节点只需几分钟，可分担读流量。",
      },
    },
    memory: {
      metric: metrics.polardb.cluster_memory_utilization,
      critical: atLeast(97, 5),
      warn: atLeast(93, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "The buffer pool fills memory on purpose; only the last percent tell of a restart that is near.",
      en: {
        title: "PolarDB memory nearly full",
        means: "A node may restart for lack of memory, which ends its connections.",
        first: "Reduce connections and large sorts; then change the node to a larger type.",
      },
      zh: {
        title: "PolarDB 内存即将用尽",
        means: "节点可能因内存不足重启，连接会断开。",
        first: "减少连接数和大排序，再升级节点规格。",
      },
    },
    connections: {
      metric: metrics.polardb.cluster_connection_utilization,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "keep",
      mute: "outage",
      because: "At 100% new connections are refused and applications fail.",
      en: {
        title: "PolarDB connections nearly used up",
        means: "Soon new connections are refused.",
        first:
          "Group sessions by client. Restart the client that leaks, or use the cluster endpoint's connection pool.",
      },
      zh: {
        title: "PolarDB 连接数即将用尽",
        means: "新连接即将被拒绝。",
        first: "按客户端汇总会话，重启泄漏连接的应用，或启用集群地址的连接池。",
      },
    },
    "slow-queries": {
      metric: metrics.polardb.cluster_slow_queries_ps,
      critical: atLeast(10, 5),
      warn: atLeast(1, 10),
      noData: "idle",
      mute: "saturation",
      because:
        "One slow query a second for ten minutes is a pattern and no report; ten a second fill every connection.",
      en: {
        title: "PolarDB slow queries",
        means: "Many queries take longer than the slow-query limit.",
        first:
          "Open the slow log, sort by total time, and look at the first statement's plan: a missing index or a new query.",
      },
      zh: {
        title: "PolarDB 慢查询过多",
        means: "大量查询超过慢查询阈值。",
        first: "打开慢日志按总耗时排序，查看首条语句的执行计划：缺索引或新上线的查询。",
      },
    },
    "buffer-hits": {
      metric: metrics.polardb.cluster_mem_hit_ratio,
      critical: atMost(80, 30),
      warn: atMost(95, 30),
      noData: "idle",
      mute: "saturation",
      because:
        "Healthy is over 99%; after a restart the buffer needs half an hour to fill, so only what lasts longer counts.",
      en: {
        title: "PolarDB reads from storage",
        means: "The buffer pool is too small for the data in use, so reads go to storage.",
        first: "Look for a new query that reads large ranges; if the data grew, take nodes with more memory.",
      },
      zh: {
        title: "PolarDB 缓冲命中率过低",
        means: "缓冲池小于热数据，读取转向存储。",
        first: "查找新出现的大范围读取；若数据确已增长，升级内存更大的节点。",
      },
    },
  },
});
