import type { Decision } from "../ledger/decide.ts";
import type { Both } from "./language.ts";

/** What each decision means, for people who look back. */
export const DECISIONS: Readonly<Record<Decision, Both>> = {
  opened: ["Opened the incident", "打开事件"],
  repeated: [
    "Still firing: CloudMonitor repeats it once a mute period",
    "仍在报警：云监控每个通道沉默周期重复一次",
  ],
  escalated: ["The level rose", "级别升高"],
  deescalated: ["The level fell", "级别降低"],
  resolved: ["Recovered", "已恢复"],
  expired: [
    "Nothing ended it in the time that it may stay open, so the receiver did",
    "在允许的时间内没有恢复，由接收端结束",
  ],
  lost: [
    "A later stretch began while it was open: its recovery was lost, so the receiver ended it",
    "下一次报警已开始而本事件仍未恢复：恢复回调已丢失，由接收端结束",
  ],
  reminded: [
    "No callback for a long time: people were reminded that it may be over",
    "长时间没有回调：已提醒可能已经恢复",
  ],
  unheard: [
    "Still no callback after people were reminded, so the receiver ended it",
    "提醒之后仍没有回调，由接收端结束",
  ],
  released: ["What held it back let it go: people are told now", "不再暂缓：现在通知"],
  held: [
    "A recovery without an open incident: kept, in case its alert is still on its way",
    "没有对应的打开事件的恢复：先保留，报警可能还在路上",
  ],
  overtaken: [
    "The recovery came before its alert: opened and resolved at once",
    "恢复先于报警到达：打开后立即恢复",
  ],
  duplicate: ["The same callback again: nothing was told twice", "重复的回调：没有重复通知"],
  ambiguous: [
    "It says no region, and the incident is open in several: changed nothing",
    "没有地域，而多个地域有打开的事件：未改变",
  ],
  joined: [
    "A contact's message about the open incident: says nothing that is not known",
    "联系人消息，属于已打开的事件：没有新内容",
  ],
  test: ["A person's test", "人工测试"],
  closed: ["A person says that it is over", "人工标记为已恢复"],
  dismissed: [
    "Still firing, no worse than when a person said that it is over: opened nothing",
    "仍在报警，但不比人工标记恢复时更严重：不再打开",
  ],
  confirmed: [
    "Recovered, after a person had said so: it may open again",
    "已恢复（此前已人工标记）：可再次打开",
  ],
  silenced: ["A person silenced it for a time", "已人工静默一段时间"],
  unsilenced: ["A person ended the silence", "已人工结束静默"],
  forwarded: ["A person handed it over to another destination", "已人工转交另一目的地"],
  late: ["Older than what is known already: changed nothing", "比已知的更早：未改变"],
};
