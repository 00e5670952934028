import { parser } from "@prometheus-io/lezer-promql";

/** What is wrong with a PromQL expression, or undefined. The grammar is Prometheus' own. */
export function checkPromql(text: string): string | undefined {
  if (text.trim() === "") return "must not be empty";
  let problem: string | undefined;
  parser.parse(text).iterate({
    enter: (node) => {
      if (problem !== undefined || !node.type.isError) return;
      const near = text.slice(node.from, node.from + 20).trim();
      problem = `is not PromQL: see position ${node.from + 1}${near === "" ? ", the end" : `, "${near}"`}`;
    },
  });
  return problem;
}
