import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { withBothSides } from "../../review/commits/both-sides.ts";
import { provideDependencies } from "../../review/commits/dependencies.ts";
import type { Review } from "../../review/review.ts";
import { ROOT, relay, relayHere } from "../cli/run.ts";
import { programFiles, Repository, stackFile } from "./repository.ts";

const repository = new Repository();
const alerts = join(repository.folder, "alerts");
/** Where the command checks commits out. */
const temporary = mkdtempSync(join(tmpdir(), "relay-temporary-"));

const review = (...args: string[]) => [
  ...["review", "-C", alerts, "--config", "hostname=alerts.example.com"],
  ...args,
];
const environment = { TMPDIR: temporary };

beforeAll(() => {
  repository.write({
    ...programFiles(85),
    "alerts/Pulumi.production.yaml": stackFile("v1:first"),
  });
  repository.commit("Base");
  repository.git("switch", "--quiet", "--create", "change");
  repository.write({
    ...programFiles(95),
    "alerts/Pulumi.production.yaml": stackFile("v1:second"),
    "alerts/Pulumi.preview.yaml": stackFile("v1:third"),
  });
  repository.commit("Change");
  repository.git("switch", "--quiet", "main");
  repository.write(programFiles(85, "export const unrelated = 1;"));
  repository.commit("Somebody else's");
  repository.git("switch", "--quiet", "change");
});

describe("cloudmonitor-relay review", { timeout: 60_000 }, () => {
  test("compares with where the change began, for each stack, and leaves nothing behind", async () => {
    const { code, stdout, stderr } = await relay(
      review("--base", "main", "--json", "--exit-code"),
      undefined,
      environment,
    );
    expect([code, stderr]).toEqual([1, ""]);
    const { stacks, base, head, comment } = JSON.parse(stdout) as Review & { comment: string };
    expect([base, head]).toEqual([repository.git("rev-parse", "main~1"), null]);
    expect(stacks.map((each) => each.stacks)).toEqual([["preview"], ["production"]]);
    const later = "{it} critical fires later: from ≥ 85 % for 3 min to ≥ 95 % for 3 min";
    expect(stacks[1]).toMatchObject({
      changes: [
        { title: "relay", sentences: [{ text: "the destination `itoc` of {it} gets another source token" }] },
        { title: "cpu", account: "eu-central-1", groups: ["on-call"], sentences: [{ text: later }] },
      ],
      configuration: [{ text: "the secret configuration `shop:token` changes" }],
    });
    // A stack that is new: everything in it is.
    expect(stacks[0]?.changes.map(({ change }) => change)).not.toContain("changed");
    // Nothing of what others did on main meanwhile.
    expect(comment).not.toContain("unrelated");
    expect(comment).toMatch(/^<!-- cloudmonitor-relay review -->\n/);
    expect(repository.git("worktree", "list").split("\n")).toHaveLength(1);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("compares commits too, for the stacks that are named, into a file", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "relay-out-")), "review.md");
    const { code, stdout, stderr } = await relayHere(
      review("--base", "main", "--head", "change", "--stack", "production", "-o", file),
      environment,
    );
    expect([code, stdout, stderr]).toEqual([0, "", ""]);
    expect(readFileSync(file, "utf8")).toBe(`<!-- cloudmonitor-relay review -->
### Alerts: what this change means

1 receiver changed and 1 rule changed

#### Receiver

- the destination \`itoc\` of **\`relay\`** gets another source token

#### eu-central-1 · on-call

- **\`cpu\`** critical fires later: from ≥ 85 % for 3 min to ≥ 95 % for 3 min

#### Configuration

- the secret configuration \`shop:token\` changes

<details><summary>2 properties of 2 resources</summary>

\`relay\` (\`cloudflare:index/workersScript:WorkersScript\`)
\`\`\`diff
! bindings.DESTINATION_ITOC.text: changed (secret)
\`\`\`

\`cpu\` (\`alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule\`)
\`\`\`diff
- escalations.critical.threshold: "85"
+ escalations.critical.threshold: "95"
\`\`\`

</details>

<sub>${repository.git("rev-parse", "main~1").slice(0, 10)} → ${repository.git("rev-parse", "change").slice(0, 10)}</sub>
`);
  });

  test("links to lines of the head, by GitHub's environment or a URL that is given, and shows no local path", async () => {
    const head = repository.git("rev-parse", "change");
    const github = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/shop" };
    const args = review("--base", "main", "--head", "change", "--stack", "production");
    const inPipeline = await relayHere(args, { ...environment, ...github });
    expect(inPipeline.stdout).toMatch(
      new RegExp(`\\*\\*\\]\\(https://github.com/acme/shop/blob/${head}/alerts/index.ts#L\\d+\\)`),
    );
    const link = "https://code.example.com/{commit}/{file}:{line}";
    const given = await relayHere([...args, "--link", link], environment);
    expect(given.stdout).toContain(`(https://code.example.com/${head}/alerts/index.ts:`);
    for (const folder of [repository.folder, temporary, ROOT]) expect(given.stdout).not.toContain(folder);
  });

  test("ends with 2 where it can't be used", async () => {
    const { code, stderr } = await relayHere(review("--base", "nowhere"), environment);
    expect(stderr).toBe(
      'error: "nowhere" is no commit of this repository; is it spelt right, and fetched?\n',
    );
    expect(code).toBe(2);
  });

  test.each([
    [{ directory: "/" }, "/: is not in a git repository"],
    [{ directory: repository.folder }, "Pulumi.yaml: not found"],
    [
      { config: { hostname: "no host" } },
      /at the base \(main\) can't be evaluated:\n.*hostname must be a host name/s,
    ],
  ])("says what is wrong with %j", async (options, message) => {
    const usual = {
      directory: alerts,
      base: "main",
      head: undefined,
      stacks: ["production"],
      config: {},
      progress: () => {},
    };
    await expect(withBothSides({ ...usual, ...options }, async () => {})).rejects.toThrow(message);
    expect(repository.git("worktree", "list").split("\n")).toHaveLength(1);
  });
});

describe("the dependencies of the other commit", () => {
  const lock = (name: string) =>
    JSON.stringify({
      name,
      version: "1.0.0",
      lockfileVersion: 3,
      requires: true,
      packages: { "": { name, version: "1.0.0" } },
    });
  const pair = (own: string, other: string, file = "package-lock.json") => {
    const holder = mkdtempSync(join(tmpdir(), "relay-dependencies-"));
    for (const [folder, text] of [
      ["head", own],
      ["base", other],
    ] as const) {
      mkdirSync(join(holder, folder, "alerts"), { recursive: true });
      writeFileSync(join(holder, folder, file), text);
      writeFileSync(
        join(holder, folder, "package.json"),
        JSON.stringify({ name: JSON.parse(text).name, version: "1.0.0" }),
      );
    }
    mkdirSync(join(holder, "head", "node_modules", "something"), { recursive: true });
    return { head: join(holder, "head"), base: join(holder, "base") };
  };

  test("are the installed ones, by link, where the lockfile is the same", async () => {
    const { head, base } = pair(lock("a"), lock("a"));
    await provideDependencies(head, base, "alerts/", () => {});
    expect(existsSync(join(base, "node_modules", "something"))).toBe(true);
  });

  test("are installed beside it where the lockfile differs", async () => {
    const { head, base } = pair(lock("a"), lock("b"));
    const said: string[] = [];
    await provideDependencies(head, base, "alerts/", (text) => said.push(text));
    expect(existsSync(join(base, "node_modules", "something"))).toBe(false);
    expect(said).toEqual([
      "installing the dependencies of the other commit, whose package-lock.json differs",
    ]);
  });

  test.each([
    ["pnpm-lock.yaml", lock("b"), "pnpm install --frozen-lockfile --ignore-scripts"],
    ["yarn.lock", "# yarn lockfile v1\n", "yarn install --frozen-lockfile --ignore-scripts"],
    ["yarn.lock", "__metadata:\n  version: 8\n", "yarn install --immutable --mode=skip-build"],
  ])("of %s are installed by its own package manager, without scripts", async (file, text, command) => {
    const { head, base } = pair(lock("a"), lock("b"), file);
    writeFileSync(join(base, file), text);
    const [name = ""] = command.split(" ");
    const bin = mkdtempSync(join(tmpdir(), "relay-bin-"));
    writeFileSync(join(bin, name), '#!/bin/sh\necho "$(basename "$0") $*" > called\n', { mode: 0o755 });
    vi.stubEnv("PATH", `${bin}:${process.env.PATH}`);
    try {
      await provideDependencies(head, base, "alerts/", () => {});
    } finally {
      vi.unstubAllEnvs();
    }
    expect(readFileSync(join(base, "called"), "utf8").trim()).toBe(command);
    vi.stubEnv("PATH", mkdtempSync(join(tmpdir(), "relay-bin-")));
    try {
      await expect(provideDependencies(head, base, "alerts/", () => {})).rejects.toThrow(
        `${name} is not installed here, and \`${command}\` is what gives the other commit its dependencies`,
      );
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe("a program that has to be built", { timeout: 60_000 }, () => {
  const built = new Repository();
  const files = (threshold: number) => {
    const { "alerts/Pulumi.yaml": project = "", "alerts/index.ts": program = "" } = programFiles(threshold);
    return {
      ".gitignore": "node_modules\nbin\n",
      "alerts/Pulumi.yaml": project.replace("main: index.ts", "main: bin/index.ts"),
      "alerts/package.json": JSON.stringify({
        scripts: { build: "mkdir -p bin && cp source.ts bin/index.ts" },
      }),
      "alerts/source.ts": program,
    };
  };
  const directory = join(built.folder, "alerts");

  test("is built at each commit, and in the working tree only by whoever works there", async () => {
    built.write(files(85));
    built.commit("Base");
    built.write(files(95));
    built.commit("Change");
    const { code, stdout } = await relayHere([
      "review",
      "-C",
      directory,
      "--base",
      "HEAD~1",
      "--head",
      "HEAD",
    ]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("critical fires later")]);
    const unbuilt = await relayHere(["review", "-C", directory, "--base", "HEAD~1"]);
    expect([unbuilt.code, unbuilt.stderr]).toEqual([
      2,
      expect.stringMatching(
        /the program .*bin\/index\.ts is not there; build it first, e\.g\. with `npm run build`\n$/,
      ),
    ]);
  });

  test("of another language is told what to do", async () => {
    built.write({ "yaml/Pulumi.yaml": "name: other\nruntime: yaml\nresources: {}\n" });
    built.commit("YAML");
    const { code, stderr } = await relayHere(["review", "-C", join(built.folder, "yaml"), "--base", "HEAD"]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(
        /the runtime is yaml, and only programs for Node\.js are evaluated here; run `pulumi preview/,
      ),
    ]);
  });
});
