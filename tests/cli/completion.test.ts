import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import { relay, relayHere } from "./run.ts";

let scripts: Record<string, string>;

beforeAll(async () => {
  scripts = { bash: (await relay(["completion", "bash"])).stdout };
  for (const shell of ["zsh", "fish"]) scripts[shell] = (await relayHere(["completion", shell])).stdout;
});

/** What bash offers for a line, its last word unfinished. */
function offered(line: string): string[] {
  const words = line.split(" ");
  const array = words.map((word) => `'${word}'`).join(" ");
  const text = `${scripts.bash}\nCOMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; _cloudmonitor_relay; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", text], { encoding: "utf8" }).trim().split("\n");
}

describe("completion", () => {
  test("in bash: commands, options and the words that an option takes", () => {
    expect(offered("cloudmonitor-relay loc")).toEqual(["local"]);
    expect(offered("cloudmonitor-relay ")).toEqual(
      expect.arrayContaining(["local", "catalogue", "completion"]),
    );
    expect(offered("cloudmonitor-relay local --on")).toEqual(["--once"]);
    expect(offered("cloudmonitor-relay catalogue --re")).toEqual(["--region"]);
    expect(offered("cloudmonitor-relay catalogue --protocol ht")).toEqual(["https", "http"]);
    expect(offered("cloudmonitor-relay completion f")).toEqual(["fish"]);
  });

  test.each(["zsh", "fish"])("in %s: every command and option", (shell) => {
    for (const word of ["local", "catalogue", "once", "scenario", "region", "namespace", "bash zsh fish"]) {
      expect(scripts[shell]).toContain(word);
    }
  });

  test("an unknown shell is an unusable argument", async () => {
    expect(await relayHere(["completion", "tcsh"])).toMatchObject({ code: 2, stdout: "" });
  });
});
