interface Protobuf {
  BinaryWriter: {
    prototype: {
      writeString(field: number, text: string | null | undefined): void;
      writeBytes(field: number, bytes: Uint8Array): void;
    };
  };
  BinaryReader: { prototype: { readString(): string; readBytes(): Uint8Array } };
}

/** Libraries that have learned it already: the evaluator's own and a program's may be one. */
const taught = new WeakSet<Protobuf>();

/**
 * Teaches Google's library for protocol buffers to write and read a text as one piece, as the same bytes on the
 * wire: it does so letter by letter, and a receiver's resource holds the whole Worker, which was most of the time
 * that a program of one took. `require` finds the library.
 */
export function passTextsWhole(require: (id: string) => unknown): void {
  const library = require("google-protobuf") as Protobuf;
  if (taught.has(library)) return;
  taught.add(library);
  const { BinaryWriter, BinaryReader } = library;
  BinaryWriter.prototype.writeString = function (field, text) {
    if (text !== null && text !== undefined) this.writeBytes(field, Buffer.from(text, "utf8"));
  };
  BinaryReader.prototype.readString = function () {
    const { buffer, byteOffset, byteLength } = this.readBytes();
    return Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
  };
}
