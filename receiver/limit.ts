/** Longest body that is read, in bytes after decompression: 300 alerts of Prometheus rules are some 600 KiB. */
export const LONGEST_BODY = 1024 * 1024;

/** Longest body that is no JSON. The largest real form known is under 4 KiB. */
export const LONGEST_FORM = 64 * 1024;

/** How long a body may take to arrive, in milliseconds. CloudMonitor itself waits 5 s for the answer. */
export const SLOWEST_BODY = 10_000;

/** The formats that a body may be compressed in. */
const ENCODINGS: Record<string, "gzip" | "deflate"> = { gzip: "gzip", "x-gzip": "gzip", deflate: "deflate" };

/** A body as text; `whole`: whether that is all of it. Or why it could not be read, with the status to answer. */
type BodyText = { text: string; whole: boolean } | { problem: string; status: 408 | 415 };

/**
 * The body as text, at most `most` bytes of it, counted while it is read and decompressed. One that does
 * not come is let go of.
 *
 * An announced length is where the runtime ends the body, whatever is sent, unless `Transfer-Encoding` is
 * there too, which comes before it (RFC 9112, section 6.3). A short body is then read at once: that takes
 * half of the processor time of a callback.
 */
export async function bodyText(
  request: Request,
  {
    most = LONGEST_BODY,
    contentType = request.headers.get("content-type"),
  }: { most?: number; contentType?: string | null } = {},
): Promise<BodyText> {
  const { headers } = request;
  const encoding = (headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  const format = ENCODINGS[encoding];
  if (!format && encoding !== "identity")
    return { problem: `the body is compressed with ${encoding}; gzip and deflate can be read`, status: 415 };
  const length = headers.get("content-length") ?? Number.POSITIVE_INFINITY;
  const isShort = !format && Number(length) <= LONGEST_FORM && !headers.has("transfer-encoding");
  let isLate = false;
  let settled = () => {};
  const late = (reject: (error: Error) => void) => {
    const timer = setTimeout(() => {
      isLate = true;
      reject(new Error("late"));
    }, SLOWEST_BODY);
    settled = () => clearTimeout(timer);
  };
  try {
    if (isShort) {
      const text = await new Promise<string>((resolve, reject) => {
        late(reject);
        shortText(request, contentType).then(resolve, reject);
      });
      return { text, whole: true };
    }
    // Not before it is needed: to ask for the stream costs, even if nobody reads it.
    const { body } = request;
    const plain = format && body ? body.pipeThrough(new DecompressionStream(format)) : body;
    const never = new Promise<never>((_, reject) => late(reject));
    return await readUpTo(plain as ReadableStream<Uint8Array> | null, most, never);
  } catch {
    return isLate
      ? { problem: `the body did not arrive within ${SLOWEST_BODY / 1000} s`, status: 408 }
      : { problem: `the body is not the ${encoding} that it says to be`, status: 415 };
  } finally {
    settled();
  }
}

const decoder = new TextDecoder();

/** `text()` is the cheapest, but has the runtime warn of every form, whose Content-Type does not say that it is text. */
async function shortText(request: Request, contentType: string | null): Promise<string> {
  const isText = /json|^text\//i.test(contentType ?? "");
  return isText ? request.text() : decoder.decode(await request.arrayBuffer());
}

/**
 * What a stream says, and whether that is all: reading ends with the first piece that goes beyond `most`
 * bytes. Throws when the stream fails, or `late` does.
 */
export async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  most: number,
  late?: Promise<never>,
): Promise<{ text: string; whole: boolean }> {
  let text = "";
  if (!body) return { text, whole: true };
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (let room = most; ; ) {
      const { done, value } = await (late ? Promise.race([reader.read(), late]) : reader.read());
      if (done) return { text: text + decoder.decode(), whole: true };
      text += decoder.decode(value.subarray(0, room), { stream: true });
      room -= value.length;
      if (text.length > LONGEST_FORM && !/^\s*[{[]/.test(text)) return { text, whole: false };
      if (room < 0) return { text, whole: false };
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
