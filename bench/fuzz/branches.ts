import type { Profiler } from "node:inspector";
import ts from "typescript";

/** The branches of some files, and which were never taken. */
export interface Coverage {
  branches: number;
  taken: number;
  /** `receiver/sources/time.ts:20 else`: those that never were. */
  missed: string[];
}

/** One way that a program may go: how often it went there, from how often what stands around it ran. */
interface Branch {
  what: string;
  at: number;
  count: (counts: (position: number) => number) => number;
}

/**
 * The branches of a file: both ways of an `if` and of `?:`, the right side of `&&`, `||` and `??`, and every
 * case of a `switch`.
 */
export function branchesOf(source: ts.SourceFile): Branch[] {
  const branches: Branch[] = [];
  const add = (what: string, node: ts.Node, count: Branch["count"]) =>
    branches.push({ what, at: node.getStart(source), count });
  const inside = (node: ts.Node): Branch["count"] => {
    const start = node.getStart(source);
    return (counts) => counts(start);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node)) {
      const [whole, then] = [inside(node.expression), inside(node.thenStatement)];
      add("if", node, then);
      add(
        "else",
        node,
        node.elseStatement ? inside(node.elseStatement) : (counts) => whole(counts) - then(counts),
      );
    } else if (ts.isConditionalExpression(node)) {
      add("?", node.whenTrue, inside(node.whenTrue));
      add(":", node.whenFalse, inside(node.whenFalse));
    } else if (ts.isBinaryExpression(node) && LOGICAL.has(node.operatorToken.kind)) {
      add(node.operatorToken.getText(source), node.right, inside(node.right));
    } else if (ts.isCaseOrDefaultClause(node)) {
      const [first] = node.statements;
      if (first) add("case", node, inside(first));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return branches;
}

const LOGICAL = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** Says which branches of a script V8 has seen. Node leaves every position where it is when it strips types. */
export function covered(file: string, text: string, { functions }: Profiler.ScriptCoverage): Coverage {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  // The innermost range around a position, in whatever function, is the shortest one.
  const ranges = functions
    .flatMap((each) => each.ranges)
    .sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
  const counts = (position: number) =>
    ranges.find(({ startOffset, endOffset }) => startOffset <= position && position < endOffset)?.count ?? 0;
  const branches = branchesOf(source);
  const missed = branches.filter(({ count }) => count(counts) <= 0);
  return {
    branches: branches.length,
    taken: branches.length - missed.length,
    missed: missed.map(
      ({ what, at }) => `${file}:${source.getLineAndCharacterOfPosition(at).line + 1} ${what}`,
    ),
  };
}
