import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newsSince, newsText } from "../../cli/on-call/news.ts";
import { AlertReceiver, DestinationKind } from "../../components/index.ts";
import { RunningProgram } from "../../local/running-program.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { readProgram } from "../../program/model/program.ts";
import type { DestinationState, Report, Status } from "../../receiver/answers.ts";
import { operatorToken, sourceToken } from "../../receiver/config/token.ts";
import { callbackUrl } from "../../receiver/config/urls.ts";
import { jsonLines, relay, relayHere } from "./run.ts";

const SECRET = "a-stack-secret-that-is-made-up-for-tests";
const TOKEN = operatorToken(SECRET, 1);

let running: RunningProgram;
let url: string;
let callback: string;
/** In which the commands find the receiver. */
let environment: Record<string, string>;

beforeAll(async () => {
  const plan = await evaluateInline(async () => {
    new AlertReceiver("relay", {
      accountId: "0123456789abcdef0123456789abcdef",
      hostname: "alerts.example.com",
      callbackSecret: SECRET,
      destinations: {
        itoc360: { kind: DestinationKind.Itoc360, credential: "itoc-token-0001" },
        ilert: { kind: DestinationKind.Ilert, credential: "ilert-key-0001" },
      },
      sources: { shop: { deliverTo: ["itoc360", "ilert"] } },
    });
  });
  running = await RunningProgram.open(readProgram(plan));
  const [receiver] = running.receivers;
  await receiver?.relay.live();
  url = String(receiver?.relay.url).replace(/\/$/, "");
  callback = callbackUrl(url, "shop", sourceToken(SECRET, "shop", 1));
  environment = {
    CLOUDMONITOR_RELAY_URL: url,
    CLOUDMONITOR_RELAY_TOKEN: TOKEN,
    CLOUDMONITOR_RELAY_CALLBACK_URL: callback,
  };
});
afterAll(() => running?.stop());

async function run(...args: string[]) {
  const done = await relayHere(args, environment);
  for (const secret of [TOKEN, callback, SECRET, "itoc-token-0001"])
    expect(done.stdout + done.stderr).not.toContain(secret);
  return done;
}

/** What itoc360's stand-in answers from now on: `times: 0` is what it always answers. */
const fault = (settings: object) =>
  fetch(`${running.standIns.get("itoc360")?.url}/fault`, { method: "PUT", body: JSON.stringify(settings) });

async function stateOf(name: string): Promise<DestinationState> {
  const { stdout } = await run("status", "--json");
  return (JSON.parse(stdout) as Status).destinations[name] as DestinationState;
}

describe("a person on call", () => {
  test("sees that nothing has arrived, and that nothing needs anybody", async () => {
    const { code, stdout } = await run("status");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^shop +none yet +0 +0$/m);
    expect(stdout).toMatch(/^itoc360 +none yet +0 +0$/m);
    expect(stdout).toMatch(/^✓ no destination needs anybody$/m);
  });

  test("sends a callback, finds its dead letter, and raises it", async () => {
    await fault({ status: 400, times: 1 });
    const sent = await run(
      "send",
      "--rule",
      "ecs-cpu",
      "--level",
      "critical",
      "--dimension",
      "instanceId=i-1",
    );
    expect(sent).toMatchObject({ code: 0, stdout: "opened\n" });
    await vi.waitFor(async () => expect(await stateOf("itoc360")).toMatchObject({ deadLetters: 1 }), 10_000);

    const status = await run("status");
    expect(status.code).toBe(1);
    expect(status.stdout).toMatch(/^✗ itoc360 has dead letters, the newest of .*: HTTP 400/m);
    expect(status.stdout).toContain("✗ itoc360: 1 dead letter: cloudmonitor-relay dead-letters itoc360");
    expect(status.stdout).toMatch(/^critical +ecs-cpu +i-1 +\d+ s ago +shop +itoc360, ilert$/m);

    const letters = await run("dead-letters", "itoc360");
    expect(letters.code).toBe(1);
    expect(letters.stdout).toMatch(
      /^ +1 {2}\d+ s ago {2}opened \(critical\) {2}i-1 · .*ecs-cpu {2}\[shop\]$/m,
    );
    expect(letters.stdout).toMatch(/^ +\d{4}-\S+Z {2}400 {2}HTTP 400/m);

    const replayed = await run("replay", "itoc360", "--letter", "1", "--by", "li.wei");
    expect(replayed).toMatchObject({ code: 0, stdout: "itoc360: 1 wait again and go out\n" });
    expect(await run("replay", "itoc360", "--letter", "1")).toMatchObject({
      code: 1,
      stdout: "itoc360: 1 replayed or discarded before\n",
    });
    await vi.waitFor(
      async () => expect(await stateOf("itoc360")).toMatchObject({ waiting: { count: 0 } }),
      10_000,
    );
    const shown = await (await fetch(`${running.standIns.get("itoc360")?.url}/incidents`)).text();
    expect(shown).toContain("ecs-cpu");
    expect(await run("dead-letters", "itoc360")).toMatchObject({
      code: 0,
      stdout: "itoc360 has no dead letters\n",
    });
    const all = await run("dead-letters", "itoc360", "--all");
    expect(all.stdout).toMatch(/^ +replayed \S+Z by li\.wei$/m);

    expect(
      await run("send", "--rule", "ecs-cpu", "--dimension", "instanceId=i-1", "--resolved"),
    ).toMatchObject({
      code: 0,
      stdout: "resolved\n",
    });
  });

  test("holds a destination, gives up what waits, and releases it", async () => {
    await vi.waitFor(
      async () => expect(await stateOf("ilert")).toMatchObject({ waiting: { count: 0 } }),
      10_000,
    );
    expect(await run("hold", "ilert", "--by", "li.wei")).toMatchObject({
      stdout: "ilert is held; 0 waiting\n",
    });
    await run("send", "--rule", "rds-cpu");
    await vi.waitFor(
      async () => expect(await stateOf("ilert")).toMatchObject({ waiting: { count: 1 } }),
      10_000,
    );
    const status = await run("status");
    expect(status).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^✗ ilert is held since .* \(li\.wei\)$/m),
    });
    expect(status.stdout).toMatch(/^ilert .* 1, the oldest for \d+ s +0$/m);
    const refused = await run("discard", "ilert");
    expect(refused).toMatchObject({
      code: 2,
      stderr: "error: discard asks first, and there is no terminal: add --yes\n",
    });
    const discarded = await run("discard", "ilert", "--yes", "--json");
    expect(JSON.parse(discarded.stdout)).toEqual({
      destination: "ilert",
      discarded: 1,
      recoveries: 0,
      underWay: 0,
    });
    expect((await run("release", "ilert")).stdout).toMatch(
      /^ilert is released after \d+ s; 0 waiting go out$/m,
    );
    expect((await run("release", "ilert")).stdout).toBe("ilert was not held\n");
  });

  test("follows what is decided until it is ended", async () => {
    let ended = false;
    const endOnce = (text: string, end: () => void) => {
      if (ended || !text.includes("decision")) return;
      ended = true;
      end();
    };
    const child = relay(["tail", "--every", "1s", "--json"], endOnce, environment);
    const sending = setInterval(
      () => void fetch(callback, { method: "POST", body: "alertName=x&alertState=ALERT" }),
      500,
    );
    const { code, stdout, stderr } = await child.finally(() => clearInterval(sending));
    expect({ code, stderr }).toEqual({ code: 0, stderr: `Following ${url}. Press Ctrl-C to stop.\n` });
    expect(jsonLines(stdout)[0]).toMatchObject({ event: "decision", source: "shop", rule: "x" });
  });
});

describe("what can't be asked is one sentence, and 2", () => {
  const cases: [string, string[], Record<string, string>, string][] = [
    [
      "no address",
      ["status"],
      { CLOUDMONITOR_RELAY_URL: "" },
      "which receiver? Give --stack, or --url, or CLOUDMONITOR_RELAY_URL in the environment",
    ],
    [
      "no token",
      ["status"],
      { CLOUDMONITOR_RELAY_TOKEN: "" },
      "no token. Give --stack, or --token-file, or CLOUDMONITOR_RELAY_TOKEN in the environment",
    ],
    [
      "another token",
      ["hold", "ilert"],
      { CLOUDMONITOR_RELAY_TOKEN: "another" },
      "refuses the token, or is no receiver of this version (404)",
    ],
    ["nobody there", ["status", "--url", "http://127.0.0.1:9"], {}, "http://127.0.0.1:9 can't be reached: "],
    [
      "an address that is none",
      ["status", "--url", "alerts"],
      {},
      "--url must be an address like https://alerts.example.com",
    ],
    [
      "an unknown destination",
      ["replay", "pager"],
      {},
      'there is no destination "pager"; there are ilert, itoc360',
    ],
    [
      "a time without its zone",
      ["replay", "ilert", "--from", "2026-11-23"],
      {},
      "from: must be a time with its zone, like 2026-11-20T08:00:00Z",
    ],
    [
      "no callback URL",
      ["send"],
      { CLOUDMONITOR_RELAY_CALLBACK_URL: "" },
      "which callback URL? Give --stack and --source",
    ],
    [
      "a letter that is no number",
      ["replay", "ilert", "--letter", "x"],
      {},
      "must be a whole number, as dead-letters shows it",
    ],
  ];
  test.each(cases)("%s", async (_, args, changed, message) => {
    const { code, stdout, stderr } = await relayHere(args, { ...environment, ...changed });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(TOKEN);
  });
});

describe("--stack", () => {
  let path: string;
  const secret = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(value),
  });
  const receiver = (name: string) => ({
    urn: `urn:pulumi:production::shop::cloudmonitor-relay:index:AlertReceiver::${name}`,
    type: "cloudmonitor-relay:index:AlertReceiver",
    outputs: { url, operatorToken: secret(TOKEN), callbackUrls: secret({ shop: callback }) },
  });

  /** A `pulumi` that exports these resources, and refuses every other question. */
  function pulumi(resources: object[]): void {
    const folder = mkdtempSync(join(tmpdir(), "relay-pulumi-"));
    const state = join(folder, "state.json");
    writeFileSync(state, JSON.stringify({ version: 3, deployment: { resources } }));
    const file = join(folder, "pulumi");
    writeFileSync(
      file,
      `#!/bin/sh\n[ "$*" = "stack export --show-secrets --non-interactive --cwd . --stack production" ] && exec cat ${state}\necho "error: no stack named '$8' found" >&2; exit 255\n`,
    );
    chmodSync(file, 0o755);
    path = `${folder}:${process.env.PATH}`;
  }

  beforeEach(() => pulumi([{ urn: "urn:pulumi:production::shop::x::y", type: "x" }, receiver("relay")]));

  const ofStack = (...args: string[]) => relayHere([...args], { PATH: path });

  test("takes address, token and callback URLs from the component's outputs", async () => {
    expect((await ofStack("status", "--stack", "production", "--json")).stdout).toContain('"shop"');
    const sent = await ofStack("send", "--stack", "production", "--rule", "of-stack");
    expect(sent).toMatchObject({ code: 0, stdout: "opened\n" });
    const wrong = await ofStack("send", "--stack", "production", "--source", "web");
    expect(wrong).toMatchObject({
      code: 2,
      stderr: 'error: the receiver has no source "web"; there is shop\n',
    });
  });

  test("says what the stack lacks", async () => {
    const unknown = await ofStack("status", "--stack", "staging");
    expect(unknown).toMatchObject({
      code: 2,
      stderr: "error: pulumi stack export: no stack named 'staging' found\n",
    });
    pulumi([]);
    expect((await ofStack("status", "--stack", "production")).stderr).toContain(
      "has no AlertReceiver: name the stack that declares it",
    );
    pulumi([receiver("east"), receiver("west")]);
    expect((await ofStack("status", "--stack", "production")).stderr).toContain(
      "say which by --receiver: east, west",
    );
    expect((await ofStack("status", "--stack", "production", "--receiver", "north")).stderr).toContain(
      'no AlertReceiver called "north"; there is east, west',
    );
    expect((await ofStack("status", "--stack", "production", "--receiver", "west")).code).toBeLessThan(2);
  });
});

describe("news", () => {
  const decided = (number: number) => ({
    number,
    receivedAt: "2026-11-20T08:00:00.000Z",
    at: "2026-11-20T08:00:00.000Z",
    decision: "opened",
    rule: "cpu",
  });
  const report = (...numbers: number[]) => ({ decisions: numbers.map(decided) }) as unknown as Report;
  const destination = (...troubles: string[]) =>
    ({ troubles, deadLetters: 0 }) as unknown as DestinationState;

  test("are told once, the oldest first, with what was missed", () => {
    const before: Status = {
      sources: { shop: report(2, 1) },
      destinations: { pager: destination("is held since 08:00") },
    };
    const after: Status = {
      sources: { shop: report(6, 5), web: report(1) },
      destinations: { pager: destination(), chat: destination("does not answer since 08:01") },
      pings: {
        cronitor: { at: null, triedAt: "2026-11-20T08:00:00.000Z", problem: "HTTP 404" },
        new: { at: null, triedAt: null, problem: "has not been called yet" },
      },
    };
    expect(newsSince(before, after).map(newsText)).toEqual([
      "… 2 more at shop: too many to list",
      "2026-11-20T08:00:00.000Z  shop             opened       cpu",
      "2026-11-20T08:00:00.000Z  shop             opened       cpu",
      "2026-11-20T08:00:00.000Z  web              opened       cpu",
      "✗ chat does not answer since 08:01",
      "✗ the watcher cronitor gets no pings: HTTP 404",
      "✓ no longer: pager is held since 08:00",
    ]);
    expect(newsSince(after, after)).toEqual([]);
  });
});

describe("an incident", () => {
  const ids = ["--rule", "ecs-disk", "--dimension", "instanceId=i-bp1db0001"];
  let key = "";

  test("is listed by the beginning of its key, and says why it was told", async () => {
    expect((await run("send", ...ids, "--level", "warn")).stdout).toBe("opened\n");
    await vi.waitFor(async () => {
      const { code, stdout } = await run("why", "--rule", "ecs-disk");
      expect(stdout).toMatch(/^✓ route +It goes to itoc360, ilert$/m);
      expect(stdout).toMatch(/^Told: itoc360 took it .*; ilert took it/m);
      expect(code).toBe(0);
    });
    const { stdout } = await run("incidents", "--state", "open", "--resource", "i-bp1db0001");
    key = /^([0-9a-f]{12}) +open +warn .*shop +itoc360, ilert$/m.exec(stdout)?.[1] ?? "";
    expect(key).not.toBe("");
    expect((await run("why", key)).code).toBe(0);
  });

  test("is silenced, told of no more, and resolved by hand", async () => {
    expect((await run("silence", key, "--for", "30m", "--by", "li.wei")).stdout).toMatch(
      new RegExp(`^${key}: silenced until 20`),
    );
    await run("send", ...ids, "--level", "info");
    const { code, stdout } = await run("why", key, "--at", new Date(Date.now() + 60_000).toISOString());
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Not told: held by a silence of li\.wei until/m);
    expect((await run("silence", key, "--end")).stdout).toBe(`${key}: no longer silenced\n`);
    expect((await run("resolve", key)).stdout).toBe(`${key}: resolved; told: itoc360, ilert\n`);
    const again = await run("resolve", key);
    expect([again.code, again.stderr]).toEqual([2, "error: the incident is over already\n"]);
  });

  test("that is none is said so", async () => {
    const { code, stderr } = await run("why", "0123456789ab");
    expect([code, stderr]).toEqual([2, "error: there is nothing of that name\n"]);
    expect((await run("why", "--rule", "no-such")).stdout).toMatch(/^✗ callback +No callback of no-such/m);
    expect((await run("why")).stderr).toBe("error: of what? Give an incident, --rule or --resource\n");
    expect((await run("hand-over", key, "ilert")).stderr).toBe("error: the incident is over already\n");
    const drill = await run("drill");
    expect([drill.code, drill.stderr]).toEqual([
      2,
      "error: source: has no drill; give it one in the program (`drill` of the source)\n",
    ]);
  });
});
