import { lookup } from "../lookup.ts";
import type { Both } from "./language.ts";

/**
 * What people call a system event, by its name without its phase (`Disk:Stalled` of `Disk:Stalled:Executing`), or
 * by the whole name where that phase says something else. One that isn't here keeps its id.
 *
 * Sources: "Summary of ECS system events" and the tables of the other products' events in the vendor's
 * documentation, shortened to what is read out on a phone.
 */
const EVENT_NAMES: Readonly<Record<string, Both>> = {
  Agent_Status_Running: ["Monitoring agent runs again", "云监控插件恢复运行"],
  Agent_Status_Stopped: ["Monitoring agent stopped", "云监控插件停止运行"],
  Group_AddResourcesFailed_QuotaReached: [
    "Servers not added to the application group: quota used up",
    "应用分组添加实例失败：配额已用完",
  ],

  "Disk:ConvertToPostpaidCompleted": ["Disk is paid by use now", "磁盘转为按量付费"],
  "Disk:DiskOperationCompleted": ["Operation on the disk done", "磁盘操作完成"],
  "Disk:ErrorDetected": ["Damaged local disk", "本地盘出现损坏"],
  "Disk:OverduePaymentRelease": ["Disk released: payment overdue", "磁盘因欠费被释放"],
  "Disk:Stalled": ["Disk hardly responds", "磁盘性能严重受损"],
  "Instance:BurstablePerformanceRestricted": [
    "Burstable instance slowed down: credits used up",
    "突发性能实例性能受限",
  ],
  "Instance:InstanceFailure.Alert:Executed": ["Error inside the instance", "实例内部出现错误"],
  "Instance:InstanceFailure.Reboot": ["Reboot after an error inside the instance", "因实例错误重启"],
  "Instance:LiveMigrationAcrossDDH": ["Moved between dedicated hosts", "实例在专有宿主机间热迁移"],
  "Instance:PerformanceModeChange": ["Other performance mode", "突发性能实例性能模式变更"],
  "Instance:PreemptibleInstanceInterruption": ["Preemptible instance ends soon", "抢占式实例即将中断"],
  "Instance:Security.TpmAlert": ["Security alert of the trusted platform module", "可信系统安全告警"],
  "Instance:StateChange": ["Instance changed state", "实例状态变更"],
  "Instance:SurplusCreditIncurCharge": ["Overdrawn credits cost", "突发性能实例超额积分产生费用"],
  "Instance:SystemFailure.Delete": ["Release of an instance that can't be created", "因实例创建失败释放"],
  "Instance:SystemFailure.Delete:Executed": ["Released: it could not be created", "因实例创建失败已释放"],
  "Instance:SystemFailure.Reboot": ["Reboot after a system error", "因系统错误实例重启"],
  "Instance:SystemFailure.Redeploy": ["Move to another host after a system error", "因系统错误实例重新部署"],
  "Instance:SystemFailure.Stop": ["Stop after a system error", "因系统错误实例停止"],
  "Instance:SystemFailure.Stop:Executed": ["Stopped by a system error", "因系统错误实例已停止"],
  "Instance:SystemMaintenance.IsolateErrorDisk": ["Isolation of a damaged local disk", "因系统维护隔离坏盘"],
  "Instance:SystemMaintenance.PerformanceImpact": [
    "Maintenance may slow the instance down",
    "因系统维护性能可能受影响",
  ],
  "Instance:SystemMaintenance.ReInitErrorDisk": [
    "Reinitialization of a damaged local disk",
    "因系统维护重新初始化坏盘",
  ],
  "Instance:SystemMaintenance.Reboot": ["Reboot for maintenance", "因系统维护实例重启"],
  "Instance:SystemMaintenance.RebootAndIsolateErrorDisk": [
    "Reboot and isolation of a damaged local disk",
    "因系统维护实例重启并隔离坏盘",
  ],
  "Instance:SystemMaintenance.RebootAndReInitErrorDisk": [
    "Reboot and reinitialization of a damaged local disk",
    "因系统维护实例重启并重新初始化坏盘",
  ],
  "Instance:SystemMaintenance.Redeploy": ["Move to another host for maintenance", "因系统维护实例重新部署"],
  "Instance:SystemMaintenance.Stop": ["Stop for maintenance", "因系统维护实例停止"],
  "Instance:SystemMaintenance.Stop:Executed": ["Stopped for maintenance", "因系统维护实例已停止"],
  "Snapshot:CreateSnapshotCompleted": ["Snapshot complete", "快照创建完成"],

  "AUTOSCALING:SCALE_IN_ERROR": ["Scaling in failed", "弹性收缩失败"],
  "AUTOSCALING:SCALE_IN_START": ["Scaling in begins", "弹性收缩开始"],
  "AUTOSCALING:SCALE_IN_SUCCESS": ["Scaled in", "弹性收缩成功"],
  "AUTOSCALING:SCALE_IN_WARN": ["Scaled in, with trouble", "弹性收缩部分成功"],
  "AUTOSCALING:SCALE_OUT_ERROR": ["Scaling out failed", "弹性扩张失败"],
  "AUTOSCALING:SCALE_OUT_START": ["Scaling out begins", "弹性扩张开始"],
  "AUTOSCALING:SCALE_OUT_SUCCESS": ["Scaled out", "弹性扩张成功"],
  "AUTOSCALING:SCALE_OUT_WARN": ["Scaled out, with trouble", "弹性扩张部分成功"],
  "AUTOSCALING:SCALE_REJECT": ["Scaling refused", "伸缩活动被拒绝"],
  "AUTOSCALING:SCALING_GROUP_AVAILABILITY_CHECK": ["Scaling group checked", "伸缩组可用性检查"],
  "AUTOSCALING:SCHEDULE_TASK_EXPIRING": ["Scheduled task expires soon", "定时任务即将过期"],

  BucketEgressBandwidth: ["High download bandwidth of a bucket", "Bucket 下行带宽超过上报阈值"],
  BucketEgressBandwidthThresholdExceeded: [
    "Downloads from a bucket slowed down: over the limit",
    "Bucket 下行带宽超限并被流控",
  ],
  BucketIngressBandwidth: ["High upload bandwidth of a bucket", "Bucket 上行带宽超过上报阈值"],
  BucketIngressBandwidthThresholdExceeded: [
    "Uploads to a bucket slowed down: over the limit",
    "Bucket 上行带宽超限并被流控",
  ],
  UserEgressBandwidth: ["High download bandwidth of the account", "用户下行带宽超过上报阈值"],
  UserEgressBandwidthThresholdExceeded: [
    "Downloads from the account slowed down: over the limit",
    "用户下行带宽超限并被流控",
  ],
  UserIngressBandwidth: ["High upload bandwidth of the account", "用户上行带宽超过上报阈值"],
  UserIngressBandwidthThresholdExceeded: [
    "Uploads to the account slowed down: over the limit",
    "用户上行带宽超限并被流控",
  ],

  "Instance:SystemMaintenance.MinorVersionUpgrade": ["Update to a new minor version", "小版本升级"],
  "Instance:SystemMaintenance.ScheduledOperation": ["Operation by the vendor", "计划内运维操作"],
  "Instance:SystemMaintenance.Transfer": ["Migration of the instance", "实例迁移"],
  Instance_Failover: ["Primary and standby exchanged", "主备切换"],
  Instance_Failure: ["Failure of the instance", "实例故障"],
  Instance_Switchover: ["Primary and standby exchanged", "主备切换"],
  SyncStatusAbnormal: ["Standby does not follow the primary", "主备同步异常"],

  CertKeyExpired_1: ["Certificate expires in 1 day", "证书 1 天后到期"],
  CertKeyExpired_3: ["Certificate expires in 3 days", "证书 3 天后到期"],
  CertKeyExpired_7: ["Certificate expires in 7 days", "证书 7 天后到期"],
  CertKeyExpired_15: ["Certificate expires in 15 days", "证书 15 天后到期"],
  CertKeyExpired_30: ["Certificate expires in 30 days", "证书 30 天后到期"],
  CertKeyExpired_60: ["Certificate expires in 60 days", "证书 60 天后到期"],
};

/** Phases of what begins and ends, by their words in names and statuses of events. */
export const PHASES: Readonly<Record<string, Both>> = {
  inquiring: ["waits for consent", "待响应"],
  scheduled: ["scheduled", "已计划"],
  executing: ["ongoing", "进行中"],
  executed: ["over", "已结束"],
  avoided: ["avoided", "已避免"],
  canceled: ["canceled", "已取消"],
  failed: ["failed", "失败"],
};

/** How some products end the names of their events. */
const ENDINGS: Readonly<Record<string, string>> = { Start: "Executing", End: "Executed" };

const NAME = /^(.+?)(?::(Inquiring|Scheduled|Executing|Executed|Avoided|Canceled|Failed)|_(Start|End))$/;

/** What people call an event, and its phase, which may stand in its status too. Undefined: they call it by its id. */
export function eventName(name: string, status: string): { name: Both; phase: Both | undefined } | undefined {
  const [, stem = name, inName, ending = ""] = NAME.exec(name) ?? [];
  const phase = inName ?? lookup(ENDINGS, ending) ?? status;
  const whole = lookup(EVENT_NAMES, `${stem}:${phase}`);
  if (whole) return { name: whole, phase: undefined };
  const called = lookup(EVENT_NAMES, stem);
  return called && { name: called, phase: lookup(PHASES, phase.toLowerCase()) };
}
