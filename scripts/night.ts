// `npm run record-night`: plays the night on call and draws its real output into docs/night.svg, which the README shows.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SCENARIO = join(ROOT, "examples", "scenarios", "night.yaml");
/** The same night each time, so that the picture changes only with what is seen. */
const START = "2026-11-20T22:00:00Z";
/** How many lines of what happens are drawn; the table below has all of it. */
const SHOWN = 16;
const [LINE, CHAR, MARGIN] = [19, 7.8, 20];

/** What `local --once` prints of the night, without the addresses, which are others each time. */
export function playNight(): string {
  const folder = mkdtempSync(join(tmpdir(), "night-"));
  try {
    const scenario = join(folder, "night.yaml");
    writeFileSync(scenario, `start: ${START}\n${readFileSync(SCENARIO, "utf8")}`);
    const args = [join(ROOT, "cli", "main.ts"), "local", "--once", "--scenario", scenario];
    const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
    return execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The output as a picture of a terminal. */
export function nightSvg(output: string): string {
  const lines = output.split("\n");
  const events = lines.filter((line) => /^\d\d:\d\d:\d\d /.test(line)).slice(0, SHOWN);
  const table = lines.slice(
    lines.findIndex((line) => /^rule +resource/.test(line)),
    lines.findIndex((line) => line.startsWith("✓")) + 1,
  );
  const all = ["$ npm start -- --once", "", ...events, "…", "", ...table];
  const width = Math.ceil(Math.max(...all.map((line) => line.length)) * CHAR + 2 * MARGIN);
  const height = all.length * LINE + 2 * MARGIN;
  const texts = all.map((line, index) => {
    const y = MARGIN + LINE * (index + 0.75);
    return `<text x="${MARGIN}" y="${y}" fill="${colourOf(line)}" xml:space="preserve">${escaped(line)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">`,
    "<title>A night on call, played on one machine: each alert, what becomes of it, and who is told</title>",
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...texts,
    "</svg>\n",
  ].join("\n");
}

function colourOf(line: string): string {
  if (/^[✓$]/.test(line) || / OK /.test(line)) return "#7ee787";
  if (/ critical \d/.test(line)) return "#ff7b72";
  if (/ (?:warn|INSUFFICIENT_DATA) /.test(line) && /^\d/.test(line)) return "#e3b341";
  return line.includes("→") ? "#8b949e" : "#e6edf3";
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(join(ROOT, "docs", "night.svg"), nightSvg(playNight()));
