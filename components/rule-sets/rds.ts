import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const rds = ruleSet({
  product: "rds",
  title: { en: "ApsaraDB RDS", zh: "云数据库 RDS" },
  rules: {
    cpu: {
      metric: metrics.rds.CpuUsage,
      critical: atLeast(95, 5),
      warn: atLeast(80, 10),
      noData: "alert",
      mute: "saturation",
      because:
        "A database slows for everybody at once, so it warns earlier than a machine does; five minutes rule out one report.",
      en: {
        title: "Database processor busy",
        means: "Queries wait for the processor; all users of the database feel it.",
        first:
          "Open the session list of the instance, end the longest query if it may be ended, and look in the slow log for what is new.",
      },
      zh: {
        title: "数据库 CPU 过高",
        means: "查询在等待 CPU，所有使用者都会感到变慢。",
        first: "打开实例的会话管理，必要时结束最慢的查询，并在慢日志中查找新出现的语句。",
      },
    },
    memory: {
      metric: metrics.rds.MemoryUsage,
      critical: atLeast(97, 5),
      warn: atLeast(93, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "Databases fill memory with their buffer on purpose; only the last few percent mean that a restart for lack of memory is near.",
      en: {
        title: "Database memory nearly full",
        means: "The instance may be restarted for lack of memory, which ends all connections.",
        first:
          "Reduce connections and big sorts first; look for sessions with large temporary tables. Then take a larger type.",
      },
      zh: {
        title: "数据库内存即将用尽",
        means: "实例可能因内存不足重启，所有连接会断开。",
        first: "先减少连接数和大排序，查找使用大临时表的会话，再考虑升级规格。",
      },
    },
    disk: {
      metric: metrics.rds.DiskUsage,
      critical: atLeast(90, 3),
      warn: atLeast(80, 5),
      noData: "keep",
      mute: "filling",
      because:
        "A full instance is locked and takes no writes any more; enlarging takes minutes, so 90% is late enough.",
      en: {
        title: "Database storage nearly full",
        means: "When the storage is full, the instance is locked and refuses writes.",
        first:
          "Enlarge the storage in the console; it needs no restart on most types. Then look whether binary logs or a table grew.",
      },
      zh: {
        title: "数据库存储即将写满",
        means: "存储写满后实例会被锁定，拒绝写入。",
        first: "先在控制台扩容（多数规格无需重启），再检查是 binlog 还是某张表增长。",
      },
    },
    iops: {
      metric: metrics.rds.IOPSUsage,
      critical: atLeast(95, 5),
      warn: atLeast(85, 10),
      noData: "keep",
      mute: "saturation",
      because: "At the limit every read and write waits; batch work reaches 85% for minutes without harm.",
      en: {
        title: "Database input and output at its limit",
        means: "The disk operations that were bought are used up, so queries wait for the disk.",
        first:
          "Look for queries without an index in the slow log and for running backups or imports; put those off.",
      },
      zh: {
        title: "数据库 IOPS 接近上限",
        means: "购买的 IOPS 已用满，查询在等待磁盘。",
        first: "在慢日志中查找缺索引的查询，检查是否有备份或导入任务，先将其推迟。",
      },
    },
    connections: {
      metric: metrics.rds.ConnectionUsage,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "keep",
      mute: "outage",
      because:
        "At 100% every new connection is refused and whole services fail; a leak goes from 75 to 100% within minutes.",
      en: {
        title: "Database connections nearly used up",
        means: "Soon the database refuses new connections and applications fail.",
        first:
          "Group the sessions by client in the console. Restart the client that leaks, or reduce its pool.",
      },
      zh: {
        title: "数据库连接数即将用尽",
        means: "数据库即将拒绝新连接，应用会报错。",
        first: "在会话管理中按客户端汇总连接，重启泄漏连接的应用或减小其连接池。",
      },
    },
    "replica-lag": {
      metric: metrics.rds.DataDelay,
      critical: atLeast(300, 5),
      warn: atLeast(60, 5),
      noData: "keep",
      mute: "saturation",
      because:
        "A minute behind, users miss what they just saved; five minutes behind, a failover would lose it.",
      en: {
        title: "Read replica behind",
        means: "The replica answers with old data, and would lose the newest on a failover.",
        first:
          "Look for a long transaction or a schema change on the primary, and whether the replica is smaller than the primary.",
      },
      zh: {
        title: "只读实例延迟过大",
        means: "只读实例返回旧数据，切换时会丢失最新数据。",
        first: "检查主实例是否有长事务或 DDL，以及只读实例规格是否低于主实例。",
      },
    },
  },
});
