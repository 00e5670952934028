/** Longest body that is read, in bytes. The largest real callback known is under 4 KiB. */
export const LONGEST_BODY = 64 * 1024;

/**
 * The body as text, counted while it is read: a length that was announced is not believed. Undefined
 * as soon as there is more than `most`; the rest is not read.
 */
export async function readLimited(request: Request, most: number): Promise<string | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > most) return undefined;
  if (!request.body) return "";
  const reader = request.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
