import type { Language } from "./language.ts";

/**
 * What the reasons of failed deliveries are in Chinese, part by part: `HTTP 400, code 19024: the bot's keyword is
 * missing`. Codes and names of fields stay as they are, and so does what isn't here.
 */
const PARTS: readonly [reason: RegExp, chinese: string][] = [
  [/^HTTP (\d+) instead of (\d+)$/, "HTTP $1，应为 $2"],
  [/^HTTP (\d+), code none$/, "HTTP $1，无错误码"],
  [/^HTTP (\d+), code (-?\d+)$/, "HTTP $1，错误码 $2"],
  [/^HTTP (\d+) without a JSON object$/, "HTTP $1，应答不是 JSON 对象"],
  [/^HTTP (\d+) without a request_id$/, "HTTP $1，应答中没有 request_id"],
  [/^HTTP (\d+) without ok$/, "HTTP $1，应答中没有 ok"],
  [/^HTTP (\d+) with an error(?: in the body)?$/, "HTTP $1，应答中有错误"],
  [/^HTTP (\d+) \(a redirect, never followed\)$/, "HTTP $1（重定向，不跟随）"],
  [/^given up after (\d+) h$/, "$1 小时后放弃"],
  [/^it was never tried$/, "从未尝试发送"],
  [/^no answer within (\d+) s$/, "$1 秒内没有应答"],
  [/^the connection failed$/, "连接失败"],
  [/^the request could not be made$/, "无法生成请求"],
  [/^the message could not be made$/, "无法生成消息"],
  [/^the relay stopped before an answer came$/, "收到应答之前中继已停止"],

  [/^busy$/, "系统繁忙"],
  [/^sent too fast$/, "发送过快"],
  [/^too many requests$/, "请求过多"],
  [/^the quota is used up$/, "配额已用完"],
  [/^the message is not valid$/, "消息格式无效"],
  [/^the message is too long$/, "消息过长"],
  [/^the message is longer than 20,000 bytes$/, "消息超过 20,000 字节"],
  [/^the message to edit is gone$/, "要编辑的消息已不存在"],
  [/^the event is not valid$/, "事件格式无效"],
  [/^the integration key is not accepted; renew it$/, "集成密钥不被接受，请更换"],
  [/^(?:the )?integration key (?:is )?refused$/, "集成密钥被拒绝"],
  [/^the source token is unknown; renew it$/, "数据源令牌未知，请更换"],
  [/^the source token may belong to another source type$/, "数据源令牌可能属于其他类型的数据源"],
  [/^the subscription is inactive and the event was dropped$/, "订阅未激活，事件已被丢弃"],
  [/^the robot's access_token does not exist$/, "机器人的 access_token 不存在"],
  [/^the group was disbanded$/, "群已解散"],
  [/^the robot was disabled$/, "机器人已停用"],
  [/^the robot is not in the group$/, "机器人不在群里"],
  [/^the robot's security check refused it$/, "未通过机器人的安全设置"],
  [/^secret, keyword or address$/, "加签密钥、关键词或 IP 地址"],
  [/^the robot does not take this kind of message$/, "机器人不支持该类型的消息"],
  [/^the URL is wrong, or the robot was removed$/, "地址有误，或机器人已被移除"],
  [/^the bot's URL is not valid, or the bot is gone$/, "机器人地址无效，或机器人已不存在"],
  [/^the signature or the clock is refused$/, "签名或时间戳不通过"],
  [/^the address is not on the bot's list$/, "来源 IP 不在机器人的白名单中"],
  [/^the bot's keyword is missing$/, "消息中缺少机器人的关键词"],
  [/^the bot's token is not valid$/, "机器人令牌无效"],
  [/^the bot was blocked, or removed from the chat$/, "机器人被屏蔽，或已移出聊天"],
  [/^the chat is not found, or the bot is not in it$/, "找不到聊天，或机器人不在其中"],
  [/^the group has become a supergroup, which has another id$/, "群已升级为超级群，ID 已改变"],
  [/^the bot may not write in the chat$/, "机器人无权在聊天中发言"],
  [/^the topic is closed, or does not exist$/, "话题已关闭或不存在"],
  [/^the flow's trigger expects another body$/, "流程触发器需要其他格式的请求体"],
  [/^the flow is turned off, or was deleted$/, "流程已关闭或已删除"],
];

/** Why a delivery failed, in the language of the readers. */
export function failureText(reason: string, language: Language): string {
  if (language === "en") return reason;
  return reason
    .split(": ")
    .map((part) => {
      const [pattern, chinese] = PARTS.find(([each]) => each.test(part)) ?? [];
      return pattern && chinese !== undefined ? part.replace(pattern, chinese) : part;
    })
    .join("：");
}
