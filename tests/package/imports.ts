import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Folders of this machine, not of the repository. */
export const NOT_OURS = readFileSync(join(ROOT, ".gitignore"), "utf8")
  .split("\n")
  .flatMap((line) => (line.endsWith("/") ? line.slice(0, -1) : []));

/** Files of the repository that match, as paths below its root. */
export function filesOf(pattern: string): string[] {
  const exclude = (path: string) => NOT_OURS.includes(path) || path.startsWith(".");
  return globSync(pattern, { cwd: ROOT, exclude }).sort();
}

/** Each source file with the files of the repository that it imports, for their types too. */
export function importGraph(): Map<string, string[]> {
  const byName = ownNames();
  return new Map(
    filesOf("**/*.{ts,tsx,mjs}").map((file) => {
      const targets = specifiers(file).flatMap((name) => {
        if (!name.startsWith(".")) return byName[name] ?? [];
        const target = normalize(join(dirname(file), name));
        return existsSync(join(ROOT, target)) ? target : [];
      });
      return [file, [...new Set(targets)]] as const;
    }),
  );
}

/** What the package's own names, by which examples import it, stand for. */
function ownNames(): Record<string, string> {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const paths = config.compilerOptions.paths as Record<string, string[]>;
  return Object.fromEntries(Object.entries(paths).map(([name, [file = ""]]) => [name, normalize(file)]));
}

function specifiers(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = specifierOf(node);
    if (name && ts.isStringLiteral(name)) found.push(name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return dynamic ? node.arguments[0] : undefined;
}

/** Groups of files each of which imports, over others or not, every other of its group. By Tarjan. */
export function circles(graph: Map<string, string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const lower = (file: string, to = 0) => low.set(file, Math.min(low.get(file) ?? to, to));
  const visit = (file: string): void => {
    const own = index.size;
    index.set(file, own);
    lower(file, own);
    stack.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!index.has(target)) visit(target);
      if (stack.includes(target)) lower(file, low.get(target));
    }
    if (low.get(file) !== own) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1 || graph.get(file)?.includes(file)) found.push(circle.sort());
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return found.sort();
}
