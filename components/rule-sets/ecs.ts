import { Statistic } from "../enums.ts";
import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const ecs = ruleSet({
  product: "ecs",
  title: { en: "Elastic Compute Service", zh: "云服务器 ECS" },
  needs:
    "memory, disk, inodes, load, io-wait and gpu-temperature need the CloudMonitor agent on the instance; without it they see nothing.",
  rules: {
    cpu: {
      metric: metrics.ecs.CPUUtilization,
      critical: atLeast(95, 5),
      warn: atLeast(85, 10),
      noData: "alert",
      mute: "saturation",
      because: "Five minutes at 95% are no burst any more; between 85 and 95% there is time to look first.",
      en: {
        title: "Processor busy",
        means: "The instance uses nearly all of its processor time, so requests wait.",
        first:
          "Find the process with top or in the console's process monitor. If it is the usual load, add instances or a larger type; if it is not, restart it and look at what was deployed last.",
      },
      zh: {
        title: "CPU 使用率过高",
        means: "实例的 CPU 几乎用满，请求需要排队等待。",
        first:
          "用 top 或控制台的进程监控找到占用最高的进程。若是正常负载，扩容或升配；若不是，重启该进程并检查最近一次发布。",
      },
    },
    memory: {
      metric: metrics.ecs.memory_usedutilization,
      critical: atLeast(95, 5),
      warn: atLeast(90, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "The metric leaves out caches, so from 95% the kernel is about to kill a process to get memory.",
      en: {
        title: "Memory nearly full",
        means: "Programs hold nearly all memory; next the kernel ends one of them.",
        first:
          "List processes by memory (ps aux --sort=-rss). Restart what leaks, and look in dmesg whether the kernel has killed something already.",
      },
      zh: {
        title: "内存即将用尽",
        means: "程序几乎占满内存，内核随后会强制结束某个进程。",
        first: "用 ps aux --sort=-rss 按内存排序，重启泄漏的进程，并用 dmesg 查看是否已发生 OOM。",
      },
    },
    disk: {
      metric: metrics.ecs.diskusage_utilization,
      critical: atLeast(95, 3, Statistic.Maximum),
      warn: atLeast(85, 5, Statistic.Maximum),
      noData: "keep",
      mute: "filling",
      because: "Many programs fail at 100%; 85% leaves days in the usual case, 95% hours.",
      en: {
        title: "Disk nearly full",
        means: "A file system of the instance is nearly full; writes will fail.",
        first:
          "Find what grows with du -x and lsof +L1 (deleted files still open). Rotate or delete logs, then enlarge the disk.",
      },
      zh: {
        title: "磁盘即将写满",
        means: "实例的某个文件系统即将写满，之后写入会失败。",
        first: "用 du -x 和 lsof +L1（已删除但仍打开的文件）找到增长来源，清理或轮转日志，再扩容云盘。",
      },
    },
    inodes: {
      metric: metrics.ecs.fs_inodeutilization,
      critical: atLeast(95, 3, Statistic.Maximum),
      warn: atLeast(85, 5, Statistic.Maximum),
      noData: "keep",
      mute: "filling",
      because:
        "Without a free inode no file can be made although there is space: the same limits as for the disk.",
      en: {
        title: "Inodes nearly used up",
        means: "A file system has nearly as many files as it can hold; new files will fail.",
        first:
          "Find the folder with the most files (du --inodes -x). Usually it is sessions, mail or a cache.",
      },
      zh: {
        title: "inode 即将用尽",
        means: "文件系统的文件数即将达到上限，之后无法创建新文件。",
        first: "用 du --inodes -x 找到文件最多的目录，通常是会话、邮件队列或缓存。",
      },
    },
    load: {
      metric: metrics.ecs.load_per_core_5m,
      critical: atLeast(4, 5),
      warn: atLeast(2, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "Over one runnable process for each core they wait for each other; twice that is felt, four times hurts.",
      en: {
        title: "Load high",
        means: "More processes want to run, or wait for disks, than the instance can serve.",
        first:
          "Compare with the rules cpu and io-wait: load without processor time is a slow disk or network storage.",
      },
      zh: {
        title: "系统负载过高",
        means: "等待 CPU 或磁盘的进程超过实例的处理能力。",
        first: "对照 cpu 与 io-wait 规则：负载高而 CPU 不高，通常是磁盘或网络存储变慢。",
      },
    },
    "io-wait": {
      metric: metrics.ecs.cpu_wait,
      critical: atLeast(50, 10),
      warn: atLeast(30, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "Backups and starts wait for disks too, but not for ten minutes; at half of all time nothing else gets done.",
      en: {
        title: "Waiting for disks",
        means: "Processors stand idle because reads and writes are slow.",
        first:
          "Look with iostat -x which disk is busy and whether its IOPS or throughput limit is reached; then who writes (iotop).",
      },
      zh: {
        title: "磁盘 IO 等待过高",
        means: "CPU 因读写缓慢而空等。",
        first: "用 iostat -x 查看哪块盘繁忙、是否达到 IOPS 或吞吐上限，再用 iotop 找到写入者。",
      },
    },
    "bandwidth-out": {
      metric: metrics.ecs.VPC_PublicIP_InternetOutRate_Percent,
      critical: atLeast(95, 5),
      warn: atLeast(80, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "From the bought bandwidth on packets are dropped; 80% over ten minutes says that it is no single download.",
      en: {
        title: "Bandwidth to the Internet nearly used up",
        means: "The public address sends nearly as much as was bought; packets will be dropped.",
        first:
          "See which service sends it (iftop). Raise the bandwidth in the console, which works at once, and look for abuse.",
      },
      zh: {
        title: "公网出带宽即将用满",
        means: "公网 IP 的出流量接近所购带宽，超出部分会丢包。",
        first: "用 iftop 查看流量来源；在控制台临时升级带宽可立即生效，同时排查异常流量。",
      },
    },
    "drops-in": {
      metric: metrics.ecs.packetInDropRates,
      critical: atLeast(5, 3),
      warn: atLeast(1, 5),
      noData: "keep",
      mute: "outage",
      because: "One packet in a hundred halves the speed of TCP; one in twenty breaks it.",
      en: {
        title: "Incoming packets dropped",
        means: "The instance loses packets that arrive: its limit of packets or connections is reached.",
        first:
          "Compare packets a second and connections with the limits of the instance type; spread the load or take a larger type.",
      },
      zh: {
        title: "入方向丢包",
        means: "实例丢弃收到的数据包：已达到 PPS 或连接数上限。",
        first: "将每秒包数与连接数同实例规格上限对比，分流或升级规格。",
      },
    },
    "drops-out": {
      metric: metrics.ecs.packetOutDropRates,
      critical: atLeast(5, 3),
      warn: atLeast(1, 5),
      noData: "keep",
      mute: "outage",
      because: "The same as for incoming packets: TCP suffers from one in a hundred on.",
      en: {
        title: "Outgoing packets dropped",
        means: "The instance loses packets that it sends: bandwidth or packet limit is reached.",
        first:
          "Look whether the rule bandwidth-out fires too; then find what sends with iftop, and spread it.",
      },
      zh: {
        title: "出方向丢包",
        means: "实例发送的数据包被丢弃：已达到带宽或 PPS 上限。",
        first: "查看 bandwidth-out 规则是否同时触发，用 iftop 找到发送者并分流。",
      },
    },
    "gpu-temperature": {
      metric: metrics.ecs.gpu_gpu_temperature,
      critical: atLeast(90, 3, Statistic.Maximum),
      warn: atLeast(83, 5, Statistic.Maximum),
      noData: "keep",
      mute: "saturation",
      because: "Data-centre GPUs slow down from about 83 °C on and stop near 90 °C.",
      en: {
        title: "GPU too hot",
        means: "A GPU slows itself down and will stop its work if it gets hotter.",
        first:
          "Check nvidia-smi for temperature, clock and errors. Move the work to another instance and tell the vendor: cooling is theirs.",
      },
      zh: {
        title: "GPU 温度过高",
        means: "GPU 正在降频，继续升温会中止任务。",
        first: "用 nvidia-smi 查看温度、频率与错误；将任务迁移到其他实例，并提交工单，散热由厂商负责。",
      },
    },
  },
});
