import type { Preview } from "../preview/preview.ts";
import { code, listText } from "../wording/words.ts";
import { type Section, sectionsOf } from "./sections.ts";

/** What the real stack says: what was changed by hand, and what would be done. */
export function previewSections(preview: Preview): Section[] {
  const drift = sectionsOf({ changes: preview.drift, configuration: [], stacks: [], madeUp: [] });
  return [
    ...preview.errors.map((error) => ({ heading: "The preview failed", lines: [line(code(error), true)] })),
    ...drift.map(({ heading, lines }) => ({ heading: `Changed outside of the program: ${heading}`, lines })),
    ...(drift.length === 0 && preview.refreshOnly
      ? [
          {
            heading: "Changed outside of the program",
            lines: [line("nothing: the cloud has what the stack has", false)],
          },
        ]
      : []),
    ...(preview.refreshOnly ? [] : [plannedSection(preview)]),
  ];
}

const ORDER = ["replace", "delete", "create", "update"];

function plannedSection({ counts, steps, stack }: Preview): Section {
  const list = Object.entries(counts)
    .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([op, count]) => `${count} to ${op}`);
  const lines = [...steps]
    .sort(
      (a, b) =>
        Number(b.sentence.risk) - Number(a.sentence.risk) || ORDER.indexOf(a.op) - ORDER.indexOf(b.op),
    )
    .map(({ title, sentence }) =>
      line(sentence.text.replaceAll("{it}", `**${code(title)}**`), sentence.risk),
    );
  const nothing = line("nothing would be done", false);
  return {
    heading: `What \`pulumi preview\` would do to ${code(stack)}: ${listText(list) || "nothing"}`,
    lines: lines.length > 0 ? lines : [nothing],
  };
}

function line(text: string, risk: boolean) {
  return { text, risk, plain: false };
}
