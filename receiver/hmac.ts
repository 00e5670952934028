const encoder = new TextEncoder();

/** HMAC-SHA256 in base64. */
export async function hmac(key: string | Uint8Array<ArrayBuffer>, text: string): Promise<string> {
  const secret = await crypto.subtle.importKey(
    "raw",
    typeof key === "string" ? encoder.encode(key) : key,
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", secret, encoder.encode(text)));
  return btoa(String.fromCharCode(...mac));
}
