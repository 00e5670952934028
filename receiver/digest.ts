export const encoder = new TextEncoder();

/** SHA-256 of a value's JSON, as 64 hexadecimal digits. */
export async function sha256(value: unknown): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(JSON.stringify(value)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

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
