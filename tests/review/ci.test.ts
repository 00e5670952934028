import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { reviewCommand } from "../../cli/review.ts";
import { MARKER } from "../../review/comment/markdown.ts";
import { ROOT } from "../cli/run.ts";

const text = (name: string) => readFileSync(join(ROOT, "examples", "ci", name), "utf8");

interface Step {
  name?: string;
  run?: string;
}

const github = parse(text("github.yml")) as { permissions: object; jobs: { review: { steps: Step[] } } };
const gitlab = parse(text("gitlab.yml")) as { "alerts-review": { script: string[]; variables: object } };

/** A folder with a review, and a first commands' folder of the PATH. */
function place(review: string): string {
  const folder = mkdtempSync(join(tmpdir(), "relay-ci-"));
  writeFileSync(join(folder, "review.md"), review);
  return folder;
}

describe("the ready jobs", () => {
  test.each([
    ["github.yml", github.jobs.review.steps.flatMap(({ run }) => run ?? [])],
    ["gitlab.yml", gitlab["alerts-review"].script],
  ])("%s calls the command as it is, and finds its comment by its marker", (_name, scripts) => {
    const all = scripts.join("\n");
    const [, call = ""] = /npx cloudmonitor-relay review (.*)/.exec(all) ?? [];
    const known = reviewCommand().options.map(({ long }) => long);
    const used = call.match(/--[a-z-]+/g) ?? [];
    expect(used).toContain("--base");
    expect(known).toEqual(expect.arrayContaining(used));
    expect(all).toContain(MARKER);
  });

  test("fetch what the review compares with, and may do no more than comment", () => {
    expect(github.jobs.review.steps[0]).toMatchObject({
      with: { "fetch-depth": 0, "persist-credentials": false },
    });
    expect(github.permissions).toEqual({ contents: "read", "pull-requests": "write" });
    expect(gitlab["alerts-review"].variables).toEqual({ GIT_DEPTH: 0 });
  });
});

describe("on GitHub", () => {
  const script = github.jobs.review.steps.find(({ name }) => name === "Comment")?.run ?? "";

  /** Runs the script with a stand-in of `gh` that answers these comments, and tells how it was called. */
  function comment(ids: string): string[] {
    const folder = place("a review");
    writeFileSync(
      join(folder, "gh"),
      `#!/bin/sh\necho "$*" >> "${folder}/calls"\ncase "$*" in *--paginate*) printf '${ids}';; esac\n`,
    );
    chmodSync(join(folder, "gh"), 0o755);
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      COMMENTS: "repos/a/b/issues/7/comments",
      COMMENT: "repos/a/b/issues/comments",
    };
    execFileSync("bash", ["-e", "-c", script], { cwd: folder, env });
    return readFileSync(join(folder, "calls"), "utf8")
      .trim()
      .split("\n")
      .filter((line) => line.includes("--method"));
  }

  test("the first review posts a comment", () => {
    expect(comment("")).toEqual([
      "api --silent --method POST repos/a/b/issues/7/comments --field body=@review.md",
    ]);
  });

  test("the next one updates it", () => {
    expect(comment("42\\n43\\n")).toEqual([
      "api --silent --method PATCH repos/a/b/issues/comments/42 --field body=@review.md",
    ]);
  });
});

describe("on GitLab", () => {
  const notes: { id: number; body: string }[] = [];
  let server: Server;
  let url: string;

  beforeAll(async () => {
    // GitLab's notes as far as the job uses them, two on a page.
    server = createServer(async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://gitlab");
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const given = Buffer.concat(chunks).toString();
      const path = "/projects/5/merge_requests/9/notes";
      if (request.headers["private-token"] !== "a-token" || !pathname.startsWith(path))
        return response.writeHead(404).end();
      if (request.method === "GET") {
        const page = Number(searchParams.get("page"));
        const more = notes.length > page * 2;
        response.writeHead(200, { "x-next-page": more ? String(page + 1) : "" });
        return response.end(JSON.stringify(notes.slice((page - 1) * 2, page * 2)));
      }
      const { body } = JSON.parse(given) as { body: string };
      const known = notes.find(({ id }) => pathname === `${path}/${id}`);
      if (request.method === "PUT" && known) known.body = body;
      else if (request.method === "POST" && pathname === path) notes.push({ id: notes.length + 1, body });
      else return response.writeHead(405).end();
      return response.writeHead(200).end("{}");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.close();
  });

  const script = gitlab["alerts-review"].script.at(-1) ?? "";
  const run = (review: string) =>
    new Promise<number | null>((done) => {
      const env = {
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
        CI_API_V4_URL: url,
        CI_PROJECT_ID: "5",
        CI_MERGE_REQUEST_IID: "9",
        REVIEW_TOKEN: "a-token",
      };
      spawn("bash", ["-e", "-c", script], { cwd: place(review), env, stdio: "ignore" }).on("close", done);
    });

  test("one note is posted, and then updated, wherever it stands among others", async () => {
    notes.push({ id: 1, body: "by hand" });
    expect(await run(`${MARKER}\nfirst`)).toBe(0);
    notes.unshift({ id: 8, body: "x" }, { id: 9, body: "y" });
    expect(await run(`${MARKER}\nsecond`)).toBe(0);
    expect(notes.filter(({ body }) => body.startsWith(MARKER))).toEqual([
      { id: 2, body: `${MARKER}\nsecond` },
    ]);
  });
});
