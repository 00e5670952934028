import { describe, expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { aMinute, type Contract } from "./contract.ts";
import { NOW, sample } from "./samples.ts";

const refused = (error_code: number, description: string, parameters?: object) => ({
  ok: false,
  error_code,
  description,
  parameters,
});

export const contract: Contract = {
  access: {
    url: "https://api.telegram.org/?chat_id=-1001234567890",
    credential: "1234567890:telegram-bot-token-0001",
  },
  isChat: true,
  success: { status: 200, body: '{"ok":true,"result":{"message_id":1}}' },
  statuses: {},
  answers: [
    [200, "<html>", "retry"],
    [200, { ok: false }, "retry"],
    [400, refused(400, "Bad Request: chat not found"), "operator"],
    [
      400,
      refused(400, "Bad Request: group chat was upgraded to a supergroup chat", { migrate_to_chat_id: -100 }),
      "operator",
    ],
    [400, refused(400, "Bad Request: not enough rights to send text messages to the chat"), "operator"],
    [400, refused(400, "Bad Request: message thread not found"), "operator"],
    [400, refused(400, "Bad Request: message is too long"), "rejected"],
    [400, refused(400, "Bad Request: can't parse entities: unclosed tag at byte offset 7"), "rejected"],
    [400, refused(400, "Bad Request: message is not modified"), "delivered"],
    [400, refused(400, "Bad Request: message to edit not found"), "retry"],
    [400, refused(400, "Bad Request: something new"), "retry"],
    [401, refused(401, "Unauthorized"), "operator"],
    [403, refused(403, "Forbidden: bot was kicked from the group chat"), "operator"],
    [404, refused(404, "Not Found"), "operator"],
    [429, refused(429, "Too Many Requests: retry after 35", { retry_after: 35 }), "wait"],
  ],
  rate: aMinute(20),
  limits: ({ text }: { text: string }) => {
    const shown = text.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|quot);/g, "x");
    return [
      ["text", shown.length, 4096],
      ["half escapes", shown.match(/[&<>]/g)?.length ?? 0, 0],
    ];
  },
  wrongUrls: [
    ["https://api.telegram.org/", "must hold the chat_id of the chat"],
    [
      "https://api.telegram.org/bot1234567890:token/sendMessage?chat_id=1",
      "must not hold the bot's token, which is the credential, or a method",
    ],
  ],
};

export function cases(): void {
  const { build, judge, setup } = destinationOf("telegram");

  test("waits as long as the body of a 429 says", () => {
    const body = JSON.stringify(refused(429, "Too Many Requests: retry after 35", { retry_after: 35 }));
    const reply = { status: 429, headers: new Headers(), body };
    expect(judge(reply, sample("telegram"), NOW)).toMatchObject({ after: 35_000, everyone: true });
  });

  test("asks the server and the topic that the URL names", async () => {
    const access = { ...contract.access, url: "https://bots.example.com/api/?chat_id=7&message_thread_id=3" };
    const { url } = await build(sample("telegram"), access, NOW);
    expect(url).toBe(
      `https://bots.example.com/api/bot${access.credential}/sendMessage?chat_id=7&message_thread_id=3`,
    );
  });

  test("nothing in a callback is read as HTML", async () => {
    const message = { ...sample("telegram"), text: `<a href="tg://user?id=1">you</a> & more` };
    const { body } = await build(message, contract.access, NOW);
    expect((JSON.parse(body) as { text: string }).text).toContain(
      "\n&lt;a href=&quot;tg://user?id=1&quot;&gt;you&lt;/a&gt; &amp; more\n",
    );
  });

  test("its token is checked, and never repeated", () => {
    expect(setup.credential?.check?.(contract.access.credential)).toBeUndefined();
    expect(setup.credential?.check?.("secret-token")).toBe(
      "must be the token that BotFather gave, DIGITS:LETTERS",
    );
  });

  describe("what follows about an incident", () => {
    const reply = (status: number, body: object) => ({
      status,
      headers: new Headers(),
      body: JSON.stringify(body),
    });
    const opened = judge(reply(200, { ok: true, result: { message_id: 7 } }), sample("telegram"), NOW);
    const memory = "memory" in opened ? opened.memory : undefined;
    const next = async (step: "repeated" | "escalated" | "resolved", told = memory) => {
      const { url, body } = await build(sample("telegram", { step, memory: told }), contract.access, NOW);
      return { method: new URL(url).pathname.split("/").at(-1), body: JSON.parse(body) as object };
    };

    test("edits its message, since the reply said which it is", async () => {
      expect(memory).toBe('{"id":7,"severity":"warning"}');
      const critical = '{"id":8,"severity":"critical"}';
      for (const step of ["repeated", "resolved"] as const)
        expect(await next(step, critical)).toMatchObject({
          method: "editMessageText",
          body: { message_id: 8 },
        });
    });

    test("is a reply of its own where it is worse, because an edit makes no sound", async () => {
      const { method, body } = await next("escalated");
      expect(method).toBe("sendMessage");
      expect(body).toMatchObject({ reply_parameters: { message_id: 7, allow_sending_without_reply: true } });
    });

    test("is sent anew where the message is gone, or nothing is known of it", async () => {
      const gone = judge(
        reply(400, refused(400, "Bad Request: message to edit not found")),
        sample("telegram"),
        NOW,
      );
      expect(gone).toMatchObject({ outcome: "retry", memory: "" });
      for (const told of ["", "P1 P2", '{"id":"7"}'])
        expect((await next("resolved", told)).method).toBe("sendMessage");
    });
  });

  test("mentions by numbers and names", async () => {
    const message = {
      ...sample("telegram"),
      mention: { users: ["7", "mei"], numbers: [], everybody: false },
    };
    const { body } = await build(message, contract.access, NOW);
    expect((JSON.parse(body) as { text: string }).text).toContain('\n<a href="tg://user?id=7">7</a> @mei\n#');
  });
}
