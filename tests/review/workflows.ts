import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../cli/run.ts";

export const CI = join(ROOT, "examples", "ci");

interface Step {
  name?: string;
  run?: string;
}

export interface Job {
  environment?: string;
  permissions?: Record<string, string>;
  steps: Step[];
}

export const workflow = (name: string) =>
  parse(readFileSync(join(CI, name), "utf8")) as {
    permissions: Record<string, string>;
    jobs: Record<string, Job>;
  };
export const job = (file: string, name: string) => workflow(file).jobs[name] as Job;

/** The script of a step. */
export function step({ steps }: Job, name: string): string {
  const found = steps.find((each) => each.name === name)?.run;
  if (found === undefined) throw new Error(`no step "${name}"`);
  return found;
}

/** A folder with programs to be called by their names, each of which notes how it was called. */
export function place(programs: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "relay-pipeline-"));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/bash\necho "${name} $*" >> "${folder}/calls"\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  return { folder, calls };
}

/** The package's command in place of npx, which would ask a registry. */
export const NPX = `shift; exec node ${join(ROOT, "cli", "main.ts")} "$@"`;

/** As a runner does it: `bash -e`. */
export function later(
  script: string,
  folder: string,
  env: Record<string, string>,
): Promise<{ code: number | null; out: string }> {
  const child = spawn("bash", ["--norc", "-e", "-c", script], { cwd: folder, env });
  let out = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => {
      out += data.toString();
    });
  return new Promise((done) => child.on("close", (code) => done({ code, out })));
}

/** GitHub's answer to a job that asks for a token of its own, and the job's environment for it. */
export async function githubTokens(): Promise<{ server: Server; env: Record<string, string>; file: string }> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://github");
    const known = request.headers.authorization === "Bearer of-this-job";
    response.writeHead(known && searchParams.get("audience") === "sts.aliyuncs.com" ? 200 : 401);
    response.end(JSON.stringify({ value: "a.made-up.token" }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const file = join(mkdtempSync(join(tmpdir(), "relay-env-")), "env");
  return {
    server,
    file,
    env: {
      GITHUB_ENV: file,
      GITHUB_RUN_ID: "7",
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "of-this-job",
    },
  };
}

/** What a step left for those after it. */
export function environmentOf(file: string): Record<string, string> {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return Object.fromEntries(lines.map((line) => line.split("=", 2)));
}
