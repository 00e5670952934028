import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HttpRequest, Message } from "../../../receiver/destinations/destination.ts";
import { type DestinationKind, destinationOf } from "../../../receiver/destinations/registry.ts";
import { LEVELS } from "../../../receiver/level.ts";
import { failureText } from "../../../receiver/message/reasons.ts";
import { STATUSES, short } from "./contract.ts";
import { CASES } from "./contracts.ts";
import { NOW, STEPS, type Step, sample } from "./samples.ts";
import { SHOWN } from "./shown.ts";

/** Characters of one to four bytes, of several code points, that JSON or a chat escapes, and half ones. */
const CHARACTERS = ["a", "é", "测", "🚨", "👩‍👩‍👧", '"', "\u0001", "<", "&", "\n", "\ud83d"];
const TINY = { character: "a", count: 1 };

/**
 * The same tests for every destination: verdicts on every status and on the vendor's own answers, the
 * vendor's limits with texts of any length, golden requests of an episode, and no secret in a reason.
 */
export function testDestination(kind: DestinationKind): void {
  const { contract: expected, cases } = CASES[kind];
  const { access, limits, wrongUrls = [] } = expected;
  const destination = destinationOf(kind);
  const build = async (message: Message) => destination.build(message, access, NOW);
  const judge = (status: number, body: string, message = sample(kind)) =>
    destination.judge({ status, headers: new Headers(), body }, message, NOW);

  describe(kind, () => {
    test("takes the vendor's yes, and nothing else, for a delivery", () => {
      const { status, body } = expected.success;
      expect(judge(status, body).outcome).toBe("delivered");
      expect(judge(503, body).outcome).toBe("retry");
    });

    test("verdicts on statuses", () => {
      const wanted = { ...STATUSES, ...expected.statuses };
      const got = Object.keys(wanted).map((status) => [status, short(judge(Number(status), ""))]);
      expect(Object.fromEntries(got)).toEqual(wanted);
    });

    test.each(expected.answers)("%i %j is %s", (status, body, verdict) => {
      expect(short(judge(status, typeof body === "string" ? body : JSON.stringify(body)))).toBe(verdict);
    });

    test("no reason holds a secret, whatever the vendor says", () => {
      const secrets = [access.url, access.credential, ...(access.url.match(/[\w-]+-\d{4}/g) ?? [])].filter(
        (secret) => secret.length > 3,
      );
      const bodies = secrets.flatMap((secret) => [
        secret,
        JSON.stringify({ error: { code: secret, message: secret }, errcode: secret, code: secret }),
        JSON.stringify({ error: secret, message: secret, rate_limit: { retry_after: secret } }),
      ]);
      for (const status of Object.keys(STATUSES))
        for (const body of bodies) {
          const verdict = judge(Number(status), body);
          for (const secret of secrets)
            if (verdict.outcome !== "delivered") expect(verdict.reason).not.toContain(secret);
        }
    });

    test("every reason is told in Chinese, but for codes and names of fields", () => {
      const answers: [number, unknown][] = [
        ...expected.answers.map(([status, body]): [number, unknown] => [status, body]),
        ...Object.keys(STATUSES).map((status): [number, unknown] => [Number(status), ""]),
      ];
      for (const [status, body] of answers) {
        const verdict = judge(status, typeof body === "string" ? body : JSON.stringify(body));
        const reason = verdict.outcome === "delivered" ? "" : failureText(verdict.reason, "zh");
        expect(reason).not.toMatch(/(?<![\w])(?!access_token|request_id|ok\b)[a-z]{2,}|: /);
      }
    });

    test("has a word for every level", () => {
      expect(Object.keys(destination.severities).sort()).toEqual([...LEVELS].sort());
    });

    test("keeps below the vendor's limits with texts of any length", async () => {
      const text = fc.record({
        character: fc.constantFrom(...CHARACTERS),
        count: fc.constantFrom(1, 60, 131, 260, 520, 1030, 4100, 20_000),
      });
      await fc.assert(
        fc.asyncProperty(text, text, text, fc.constantFrom(...STEPS), async (...[a, b, c, step]) => {
          const [title = "", body = "", value = ""] = [a, b, c].map(({ character, count }) =>
            character.repeat(count),
          );
          const message = sample(kind, { step });
          const long: Message = { ...message, title, headline: `[Critical] ${title}`, text: body };
          const many = Object.fromEntries(
            Array.from({ length: 60 }, (_, index) => [`标签 ${index}`, value.slice(0, 300)]),
          );
          long.alert = { ...message.alert, resourceName: value, dimensions: { ...many, instanceId: value } };
          long.alert.rule = { ...message.alert.rule, name: title };
          for (let request: HttpRequest | undefined = await build(long); request; request = request.next) {
            if (destination.passesOn) continue;
            const parsed = JSON.parse(request.body) as never;
            expect(request.body.isWellFormed() && !/\\ud[89a-f][0-9a-f]{2}/i.test(request.body)).toBe(true);
            for (const [name, size, limit] of limits?.(parsed, request) ?? [])
              expect(size, `${name} of ${kind}`).toBeLessThanOrEqual(limit);
          }
        }),
        {
          numRuns: 40,
          // A resource's name of 20,000 characters of 18 bytes each made a body of more than 512 KiB.
          examples: [[TINY, TINY, { character: "👩‍👩‍👧", count: 20_000 }, "opened"]],
        },
      );
    });

    test("golden requests of an episode, in English and Chinese", async () => {
      const parts: string[] = [];
      for (const language of ["en", "zh"] as const) {
        let memory: string | undefined;
        for (const step of STEPS) {
          const message = sample(kind, { step, language, memory });
          const request = await build(message);
          const { status, body } = expected.success;
          const verdict = judge(status, body, message);
          memory = (verdict.outcome === "delivered" ? verdict.memory : undefined) ?? request.memory ?? memory;
          parts.push(`### ${step}, ${language}\n${asText(request)}`);
        }
      }
      await expect(parts.join("\n")).toMatchFileSnapshot(`goldens/${kind}.http`);
    });

    test("texts as people see them, in English and Chinese", async () => {
      await expect(await textsOf(kind, build)).toMatchFileSnapshot(`goldens/${kind}.texts.md`);
    });

    test("takes its own URL, and says what is wrong with another", () => {
      const { checkUrl } = destination.setup;
      const wrong = wrongUrls.map(([url]) => [url, checkUrl?.(new URL(url))]);
      expect(wrong).toEqual(wrongUrls);
      for (const url of [access.url, destination.setup.url ?? destination.setup.exampleUrl ?? access.url])
        expect(checkUrl?.(new URL(url))).toBeUndefined();
    });

    cases?.();
  });
}

const HEADINGS: [Step, string][] = [
  ["opened", "Firing"],
  ["repeated", "Repeated, after it got worse"],
  ["no-data", "No data"],
  ["resolved", "Resolved"],
];

/** What people read at the steps of an episode, as its page shows it. */
async function textsOf(
  kind: DestinationKind,
  build: (message: Message) => Promise<HttpRequest>,
): Promise<string> {
  const shown = SHOWN[kind];
  if (!shown) return "The vendor's own integration writes the texts, from CloudMonitor's own body.";
  const parts: string[] = [];
  for (const [step, heading] of HEADINGS) {
    parts.push(`${heading}:`);
    for (const language of ["en", "zh"] as const) {
      const told =
        step === "opened" || step === "no-data" ? undefined : await memoryOf(language, build, kind);
      const { body } = await build(sample(kind, { step, language, memory: told }));
      parts.push(`\`\`\`text\n${shown(JSON.parse(body))}\n\`\`\``);
    }
  }
  return parts.join("\n\n");
}

/** What is remembered once the incident has got worse. */
async function memoryOf(
  language: "en" | "zh",
  build: (message: Message) => Promise<HttpRequest>,
  kind: DestinationKind,
): Promise<string | undefined> {
  const { memory } = await build(sample(kind, { step: "opened", language }));
  const worse = await build(sample(kind, { step: "escalated", language, memory }));
  return worse.next?.memory ?? worse.memory ?? memory;
}

/** Requests as they go over the wire, JSON broken into lines. */
function asText(request: HttpRequest | undefined): string {
  if (!request) return "";
  const { method, url, headers, body, next } = request;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const shown =
    body.startsWith("{") || body.startsWith("[") ? JSON.stringify(JSON.parse(body), null, 2) : body;
  return `${[`${method} ${url}`, ...lines, "", shown].join("\n")}\n${asText(next)}`;
}
