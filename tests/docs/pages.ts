import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import GithubSlugger from "github-slugger";
import { lexer, type Token, walkTokens } from "marked";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** One Markdown file, read. */
export interface Page {
  /** From the repository's root. */
  file: string;
  /** Where links lead, as they are written. */
  links: string[];
  /** What a link can name behind #, as GitHub makes it of headings. */
  anchors: ReadonlySet<string>;
}

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** Every page that people read: those at the top, of `docs/` and of the examples. */
export function allPages(): Page[] {
  const top = readdirSync(ROOT).filter((name) => name.endsWith(".md"));
  const below = ["docs", "examples"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
      .map((name) => join(folder, name)),
  );
  return [...top, ...below].sort().map((file) => readPage(file, read(file)));
}

export function readPage(file: string, text: string): Page {
  const tokens = lexer(text);
  const links: string[] = [];
  const anchors = new Set<string>();
  const slugger = new GithubSlugger();
  const take = (token: Token) => {
    if (token.type === "link" || token.type === "image") links.push(token.href as string);
    if (token.type === "heading") anchors.add(slugger.slug(plain(token.tokens ?? [])));
  };
  walkTokens(tokens, take);
  return { file, links, anchors };
}

/** The text of a heading, without its marks. */
function plain(tokens: readonly Token[]): string {
  return tokens
    .map((each) =>
      "tokens" in each && each.tokens ? plain(each.tokens) : "text" in each ? each.text : each.raw,
    )
    .join("");
}

/** Where a link leads within the repository: file and anchor. Undefined: out of it. */
export function targetOf({ file }: Page, link: string): { file: string; anchor: string } | undefined {
  if (/^[a-z]+:/i.test(link)) return undefined;
  const [path = "", anchor = ""] = link.split("#");
  const target = path === "" ? file : normalize(join(dirname(file), decodeURIComponent(path)));
  return { file: target.replace(/\/$/, ""), anchor };
}
