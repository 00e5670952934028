/** The largest page that all the lists take. */
const PAGE_SIZE = 100;

/** Says what is being read, for whoever waits. */
export type Progress = (text: string) => void;

interface Answer {
  body?: { code?: unknown; success?: boolean; message?: string };
}

/** All items of a list that is answered in pages. */
export async function allPages<Item>(
  list: (pageNumber: number, pageSize: number) => Promise<{ items: Item[]; total: number }>,
): Promise<Item[]> {
  const all: Item[] = [];
  for (let page = 1; ; page++) {
    const { items, total } = await list(page, PAGE_SIZE);
    all.push(...items);
    if (items.length === 0 || all.length >= total) return all;
  }
}

/** The body of an answer. A refusal may come with status 200 and say so in the body only. */
export function bodyOf<T extends Answer>(action: string, answer: T): NonNullable<T["body"]> {
  const { body } = answer;
  if (body === undefined) throw new Error(`${action}: empty answer`);
  if (body.success === false || (body.code !== undefined && String(body.code) !== "200")) {
    throw new Error(`${action}: ${String(body.code)}: ${body.message ?? "refused"}`);
  }
  return body;
}

/** Without what the provider takes for not there: undefined, empty texts, lists and objects. */
export function withoutEmpty(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([, value]) =>
        value !== undefined &&
        value !== null &&
        value !== "" &&
        !(Array.isArray(value) && value.length === 0) &&
        !(typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0),
    ),
  );
}

/** A number as the provider keeps it where its schema says text. */
export function text(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
