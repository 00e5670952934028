import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from "node:crypto";

/**
 * Secrets of a stack's configuration as Pulumi's passphrase provider writes and reads them: AES-256-GCM
 * under a key of PBKDF2. Source: sdk/go/common/resource/config/crypt.go of pulumi/pulumi.
 */
export class Passphrase {
  /** The field `encryptionsalt` of the stack's file. */
  readonly salt: string;
  readonly #key: Buffer;

  private constructor(salt: string, key: Buffer) {
    this.salt = salt;
    this.#key = key;
  }

  static create(passphrase: string): Passphrase {
    const salt = randomBytes(8);
    const key = keyOf(passphrase, salt);
    return new Passphrase(`v1:${salt.toString("base64")}:${encrypt(key, CHECK)}`, key);
  }

  /** Of a file that has its salt already. Throws where that was made with another passphrase. */
  static open(passphrase: string, salt: string): Passphrase {
    const [, encoded = "", , nonce = "", sealed = ""] = salt.split(":");
    const key = keyOf(passphrase, Buffer.from(encoded, "base64"));
    const bytes = Buffer.from(sealed, "base64");
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(bytes.subarray(-TAG));
    decipher.update(bytes.subarray(0, -TAG));
    decipher.final();
    return new Passphrase(salt, key);
  }

  /** A value as the configuration holds it. */
  secure(value: string): { secure: string } {
    return { secure: encrypt(this.#key, value) };
  }
}

/** What every salt carries encrypted, so that a wrong passphrase is found out. */
const CHECK = "pulumi";

/** Length of the authentication tag in bytes. */
const TAG = 16;

const ITERATIONS = 1_000_000;

function keyOf(passphrase: string, salt: Buffer): Buffer {
  return pbkdf2Sync(passphrase, salt, ITERATIONS, 32, "sha256");
}

function encrypt(key: Buffer, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}
