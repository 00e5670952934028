/** Longest body that is read, in bytes. The largest real callback known is under 4 KiB. */
export const LONGEST_BODY = 64 * 1024;

/**
 * The body as text, counted while it is read: a length that was announced is not believed. Undefined
 * as soon as there is more than `most`; the rest is not read.
 */
export async function readLimited(request: Request, most: number): Promise<string | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > most) return undefined;
  const { text, whole } = await readUpTo(request.body, most);
  return whole ? text : undefined;
}

/** What a stream says, and whether that is all: reading ends with the first piece that goes beyond `most` bytes. */
export async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<{ text: string; whole: boolean }> {
  let text = "";
  if (!body) return { text, whole: true };
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (let length = 0; length <= most; ) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), whole: true };
    length += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return { text, whole: false };
}
