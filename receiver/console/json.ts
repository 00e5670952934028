import { bodyText } from "../limit.ts";
import { jsonOf } from "../sources/fields.ts";

/** Longest body that an operator may send, in bytes. */
const LONGEST = 4096;

/** An answer that nobody may keep. */
export function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

export function refuse(status: number, error: string): Response {
  return answer(status, { error });
}

/** The JSON that an operator sends; nothing is an empty object, and what is none is undefined. Or why it is refused. */
export async function givenIn(request: Request): Promise<{ given: unknown } | { refused: Response }> {
  const read = await bodyText(request, { most: LONGEST });
  if ("problem" in read) return { refused: refuse(read.status, read.problem) };
  if (!read.whole || read.text.length > LONGEST)
    return { refused: refuse(413, `the body is longer than ${LONGEST} bytes`) };
  return { given: read.text.trim() === "" ? {} : jsonOf(read.text) };
}
