import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const mongodb = ruleSet({
  product: "mongodb",
  title: { en: "ApsaraDB for MongoDB", zh: "云数据库 MongoDB" },
  rules: {
    cpu: {
      metric: metrics.mongodb.CPUUtilization,
      critical: atLeast(90, 5),
      warn: atLeast(75, 10),
      noData: "alert",
      mute: "saturation",
      because: "A node at 90% has no room to take over for another one that fails.",
      en: {
        title: "MongoDB processor busy",
        means: "A node uses nearly all of its processor time; queries wait.",
        first: "Run db.currentOp() for long operations; scans of whole collections lack an index.",
      },
      zh: {
        title: "MongoDB CPU 过高",
        means: "节点 CPU 几乎用满，查询排队。",
        first: "用 db.currentOp() 查看长操作；全表扫描说明缺少索引。",
      },
    },
    memory: {
      metric: metrics.mongodb.MemoryUtilization,
      critical: atLeast(95, 5),
      warn: atLeast(90, 10),
      noData: "keep",
      mute: "saturation",
      because: "The cache takes its share on purpose; over 95% connections and sorts have used the rest.",
      en: {
        title: "MongoDB memory nearly full",
        means: "A node may be ended for lack of memory and a failover follow.",
        first:
          "Count connections, each takes memory, and look for sorts and aggregations in memory in db.currentOp().",
      },
      zh: {
        title: "MongoDB 内存即将用尽",
        means: "节点可能因内存不足被终止并触发切换。",
        first: "检查连接数（每个连接都占内存），并在 db.currentOp() 中查找内存排序与聚合。",
      },
    },
    disk: {
      metric: metrics.mongodb.DiskUtilization,
      critical: atLeast(90, 3),
      warn: atLeast(80, 5),
      noData: "keep",
      mute: "filling",
      because: "A full instance is locked and takes no writes; enlarging takes time.",
      en: {
        title: "MongoDB storage nearly full",
        means: "When the storage is full, the instance is locked and refuses writes.",
        first:
          "Enlarge the storage. Then look for collections that grow and lack a TTL index; deleting alone frees no space.",
      },
      zh: {
        title: "MongoDB 存储即将写满",
        means: "存储写满后实例会被锁定，拒绝写入。",
        first: "先扩容，再查找持续增长且没有 TTL 索引的集合；仅删除数据不会释放空间。",
      },
    },
    iops: {
      metric: metrics.mongodb.IOPSUtilization,
      critical: atLeast(95, 5),
      warn: atLeast(80, 10),
      noData: "keep",
      mute: "saturation",
      because: "At the limit every read from disk waits; imports and index builds reach 80% for minutes.",
      en: {
        title: "MongoDB input and output at its limit",
        means: "The bought disk operations are used up; queries that miss the cache wait.",
        first: "Look for a running index build, backup or import; then for queries without an index.",
      },
      zh: {
        title: "MongoDB IOPS 接近上限",
        means: "购买的 IOPS 已用满，未命中缓存的查询在等待。",
        first: "检查是否正在建索引、备份或导入，再查找缺索引的查询。",
      },
    },
    connections: {
      metric: metrics.mongodb.ConnectionUtilization,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "keep",
      mute: "outage",
      because: "At 100% new connections are refused and applications fail.",
      en: {
        title: "MongoDB connections nearly used up",
        means: "Soon new connections are refused.",
        first:
          "Group db.currentOp(true) by client; the usual cause is a client object that is made for each request.",
      },
      zh: {
        title: "MongoDB 连接数即将用尽",
        means: "新连接即将被拒绝。",
        first: "用 db.currentOp(true) 按客户端汇总；常见原因是每次请求都新建客户端对象。",
      },
    },
  },
});
