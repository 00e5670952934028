import fc from "fast-check";
import { expect, test } from "vitest";
import { shortHash } from "../../../components/canonical.ts";
import { HASH_DIGITS, idOf, isHash, stableName, withoutHash } from "../../../receiver/stable-name.ts";

test("an id is the stable name and a hash, and the name is read back from it", () => {
  expect(idOf("ecs-cpu", "0123456789")).toBe("ecs-cpu--0123456789");
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }).filter((text) => !text.includes("\n")),
      fc.json(),
      (name, content) => {
        const hash = shortHash(content);
        expect(isHash(hash)).toBe(true);
        expect(stableName(idOf(name, hash))).toBe(name);
      },
    ),
  );
});

test.each([
  ["ecs-cpu", "has no hash"],
  ["--0123456789", "would have no name"],
  ["ecs-cpu-0123456789", "has one hyphen"],
  ["ecs-cpu--012345678", "is a digit short"],
  ["ecs-cpu--01234567890", "has a digit too many"],
  ["ecs-cpu--0123456789 (copy)", "goes on"],
  ["ecs-cpu--ABCDEF0123", "is in capitals"],
])("%s stays as it is: it %s", (id) => {
  expect(stableName(id)).toBe(id);
});

test("only the last hash is taken off", () => {
  expect(stableName("a--0123456789--abcdef0123")).toBe("a--0123456789");
});

test("a resource's name in the program loses its hash", () => {
  expect(withoutHash("night-blacklist-0123456789")).toBe("night-blacklist");
  expect(withoutHash("night-blacklist")).toBe("night-blacklist");
  expect(withoutHash("night-blacklist-0123")).toBe("night-blacklist-0123");
});

test("a hash is so many hexadecimal digits and nothing else", () => {
  expect("0123456789").toHaveLength(HASH_DIGITS);
  expect(["0123456789", "abcdefabcd"].every(isHash)).toBe(true);
  expect(["", "012345678", "01234567890", "012345678g", "x0123456789"].some(isHash)).toBe(false);
});
