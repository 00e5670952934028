import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const elasticsearch = ruleSet({
  product: "elasticsearch",
  title: { en: "Elasticsearch", zh: "检索分析服务 Elasticsearch" },
  rules: {
    status: {
      metric: metrics.elasticsearch.ClusterStatus,
      critical: atLeast(2, 2),
      warn: atLeast(1, 10),
      noData: "alert",
      mute: "outage",
      because:
        "0 is green, 1 yellow, 2 red. Yellow passes while a node restarts; red means that data can't be read, so two minutes are enough.",
      en: {
        title: "Cluster not green",
        means: "Yellow: copies of data are missing. Red: some data can't be read or written.",
        first:
          "GET _cluster/allocation/explain says why a shard is not placed. Mostly a node is down or its disk is full.",
      },
      zh: {
        title: "集群状态异常",
        means: "黄色：缺少副本；红色：部分数据无法读写。",
        first: "GET _cluster/allocation/explain 会说明分片未分配的原因，通常是节点宕机或磁盘已满。",
      },
    },
    cpu: {
      metric: metrics.elasticsearch.NodeCPUUtilization,
      critical: atLeast(95, 5),
      warn: atLeast(80, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "Merges and rollovers use the processor for minutes; ten minutes at 80% are searches that pile up.",
      en: {
        title: "Node processor busy",
        means: "A node uses nearly all of its processor time; searches wait or are rejected.",
        first: "GET _nodes/hot_threads shows what runs. Cancel long searches with the _tasks API.",
      },
      zh: {
        title: "节点 CPU 过高",
        means: "节点 CPU 几乎用满，查询等待或被拒绝。",
        first: "用 GET _nodes/hot_threads 查看运行内容，通过 _tasks 取消耗时查询。",
      },
    },
    disk: {
      metric: metrics.elasticsearch.NodeDiskUtilization,
      critical: atLeast(85, 3),
      warn: atLeast(75, 5),
      noData: "keep",
      mute: "filling",
      because:
        "From 85% (the low watermark) no new shard is placed on the node, and at 95% indices become read-only.",
      en: {
        title: "Node disk nearly full",
        means: "No new shards go to this node; at 95% indices become read-only.",
        first:
          "Delete old indices or shorten their lifecycle, then enlarge the disks. Read-only blocks go away by themselves on newer versions.",
      },
      zh: {
        title: "节点磁盘即将写满",
        means: "该节点不再分配新分片；达到 95% 时索引变为只读。",
        first: "删除旧索引或缩短生命周期，再扩容磁盘；新版本会自动解除只读。",
      },
    },
    heap: {
      metric: metrics.elasticsearch.NodeHeapMemoryUtilization,
      critical: atLeast(90, 5),
      warn: atLeast(80, 10),
      noData: "keep",
      mute: "saturation",
      because: "A healthy heap goes up and down under 75%; over 90% circuit breakers refuse requests.",
      en: {
        title: "Heap nearly full",
        means: "Garbage collection takes over and requests are refused.",
        first:
          "Look for large aggregations and for too many shards (GET _cat/shards); clear the field data cache as a first aid.",
      },
      zh: {
        title: "堆内存即将用尽",
        means: "频繁垃圾回收，请求被熔断。",
        first: "检查大聚合与分片过多（GET _cat/shards）；可先清理 fielddata 缓存应急。",
      },
    },
    "full-gc": {
      metric: metrics.elasticsearch.NodeStatsFullGcCollectionCount,
      critical: atLeast(5, 3),
      warn: atLeast(1, 5),
      noData: "keep",
      mute: "saturation",
      because:
        "A full collection stops the node; one in every minute for five minutes means that the heap is not freed any more.",
      en: {
        title: "Full garbage collections",
        means: "The node stops again and again to free memory, and may fall out of the cluster.",
        first:
          "As for the rule heap: reduce aggregations and shards; restart the node if it does not answer.",
      },
      zh: {
        title: "频繁 Full GC",
        means: "节点反复暂停以回收内存，可能脱离集群。",
        first: "同 heap 规则：减少聚合与分片；若节点无响应则重启。",
      },
    },
    snapshot: {
      metric: metrics.elasticsearch.ClusterAutoSnapshotLatestStatus,
      warn: atLeast(2, 3),
      noData: "keep",
      mute: "quality",
      because:
        "2 is a snapshot that failed. It comes once a day, so it is worth a ticket on the next morning and has no higher level.",
      en: {
        title: "Automatic snapshot failed",
        means: "The last automatic snapshot failed: there is no fresh backup.",
        first:
          "GET _snapshot/_all and the error of the last one; a red cluster can't be snapshotted, so mend that first.",
      },
      zh: {
        title: "自动快照失败",
        means: "最近一次自动快照失败，没有最新备份。",
        first: "用 GET _snapshot/_all 查看错误；红色集群无法快照，先修复集群。",
      },
    },
  },
});
