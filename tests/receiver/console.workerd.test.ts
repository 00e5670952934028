import { beforeEach, describe, expect, test } from "vitest";
import { operatorToken, statusToken } from "../../receiver/config/token.ts";
import { CONFIG, SECRET } from "./bindings.ts";
import { fields } from "./callback.ts";
import { freshWorld, MINUTE, pass, post, request } from "./kit.ts";
import { world } from "./virtual-world.ts";

freshWorld();

const WITH_CONSOLE = { ...CONFIG, console: {} };
beforeEach(() => {
  world.deployed = (env) => ({ ...env, CONFIG: WITH_CONSOLE });
});

const ORIGIN = "https://relay.example.com";

async function ask(path: string, cookie = "", form?: Record<string, string>) {
  const response = await request(`${ORIGIN}${path}`, {
    redirect: "manual",
    headers: { cookie },
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  });
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
}

async function signIn(token: string, name = "Li Wei"): Promise<string> {
  const { headers } = await ask("/console/sign-in", "", { token, name });
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}

const operator = () => signIn(operatorToken(SECRET, 1));
const reader = () => signIn(statusToken(SECRET));
const csrfIn = (text: string) => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
const linkIn = (text: string) => /href="(\/console\/incidents\/[^"]+)"/.exec(text)?.[1] ?? "";

describe("signing in", () => {
  test("there are no pages where the program asks for none", async () => {
    world.deployed = (env) => env;
    expect((await ask("/console")).status).toBe(404);
    expect((await ask("/console/sign-in")).status).toBe(404);
  });

  test("a token becomes a cookie that scripts can't read", async () => {
    const { status, headers } = await ask("/console/sign-in", "", { token: operatorToken(SECRET, 1) });
    expect(status).toBe(303);
    expect(headers.get("set-cookie")).toMatch(
      /; Path=\/console; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  test.each(["wrong", "", operatorToken(SECRET, 2)])("the token %j opens nothing", async (token) => {
    const { status, headers, text } = await ask("/console/sign-in", "", { token });
    expect([status, headers.get("set-cookie")]).toEqual([403, null]);
    expect(text).toContain("This token is not valid.");
  });

  test.each(["/console", "/console/incidents", "/console/why", "/console/events", "/console/nothing"])(
    "%s leads whoever is not signed in to the sign-in",
    async (path) => {
      const cookie = await operator();
      for (const each of ["", "relay_console=x.y", `${cookie}x`, cookie.replace("operator", "reader")]) {
        const { status, headers } = await ask(path, each);
        expect([status, headers.get("location")]).toEqual([303, "/console/sign-in"]);
      }
    },
  );

  test("pages keep nothing and let nothing in from elsewhere", async () => {
    const { headers } = await ask("/console", await reader());
    expect(headers.get("cache-control")).toBe("no-store");
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
  });

  test("a switch of the language leads nowhere else", async () => {
    for (const to of ["//evil.example", "https://evil.example", "/console\\..\\x", "/consolex"]) {
      const { headers } = await ask(`/console/set?language=zh&to=${encodeURIComponent(to)}`);
      expect(headers.get("location")).toBe("/console");
    }
    const { headers } = await ask("/console/set?language=zh&to=/console/why");
    expect(headers.get("location")).toBe("/console/why");
    const cookie = `${await reader()}; relay_language=zh`;
    expect((await ask("/console", cookie)).text).toContain("没有未恢复的事件。");
  });
});

describe("an incident", () => {
  test("is found, read, and resolved once somebody has said yes", async () => {
    await post("production", fields());
    await pass(MINUTE);
    const cookie = await operator();
    const path = linkIn((await ask("/console/incidents?state=open&source=production", cookie)).text);
    const page = (await ask(path, cookie)).text;
    expect(page).toContain("Callback as received");
    const form = {
      csrf: csrfIn(page),
      what: "resolve",
      key: decodeURIComponent(path.split("/").at(-1) ?? ""),
      back: path,
    };
    expect((await ask("/console/act", cookie, form)).text).toContain("Do this?");
    expect((await ask("/console/incidents?state=open", cookie)).text).toContain("/console/incidents/");
    const did = await ask("/console/act", cookie, { ...form, sure: "1" });
    expect(did.status).toBe(200);
    expect(did.text).toContain("Done: Resolve");
    await pass(MINUTE);
    expect((await ask("/console/incidents?state=open", cookie)).text).toContain("No incident matches.");
    expect((await ask(path, cookie)).text).toContain("Li Wei");
    expect((await ask(`/console/why?incident=${form.key}`, cookie)).text).toContain("Answer");
  });

  test("is not touched by a reader, nor by a form of somebody else", async () => {
    await post("production", fields());
    await pass(MINUTE);
    const form = { what: "resolve", key: "x", sure: "1" };
    const cookie = await reader();
    const csrf = csrfIn((await ask("/console", cookie)).text);
    expect((await ask("/console/act", cookie, { ...form, csrf })).status).toBe(403);
    expect((await ask("/console/act", await operator(), { ...form, csrf })).status).toBe(403);
    expect((await ask("/console/act", await operator(), form)).status).toBe(403);
    expect((await ask("/console/dead-letters/itoc360", cookie)).status).toBe(403);
  });

  test("shows what strangers wrote as text", async () => {
    await post("production", fields({ alertName: '<img src=x onerror="alert(1)">' }));
    await pass(MINUTE);
    const cookie = await operator();
    const list = (await ask("/console/incidents", cookie)).text;
    for (const text of [list, (await ask(linkIn(list), cookie)).text]) {
      expect(text).not.toContain("<img");
      expect(text).toContain("&lt;img");
    }
  });
});

test.each(["/console/dead-letters/itoc360", "/console/quarantine/production", "/console/why"])(
  "%s answers, and a name that is not there does not",
  async (path) => {
    const cookie = await operator();
    expect((await ask(path, cookie)).status).toBe(200);
    expect((await ask(`${path}x`, cookie)).status).toBe(404);
  },
);
