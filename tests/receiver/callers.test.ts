import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../receiver/alert.ts";
import { ipv4, isAllowed, isOfAnother } from "../../receiver/callers.ts";

/** Addresses that the vendor lists as its callers, of the international site and of China's. */
const VENDOR = ["47.74.206.0/26", "47.74.206.192/26", "8.222.159.116", "203.119.128.0/17", "59.82.0.0/16"];

describe("a caller", () => {
  test.each([
    ["47.74.206.0", true],
    ["47.74.206.63", true],
    ["47.74.206.64", false],
    ["47.74.206.191", false],
    ["47.74.206.192", true],
    ["47.74.206.255", true],
    ["47.74.207.0", false],
    ["8.222.159.116", true],
    ["8.222.159.117", false],
    ["203.119.127.255", false],
    ["203.119.128.0", true],
    ["203.119.255.255", true],
    ["203.120.0.0", false],
    ["59.82.84.7", true],
    ["59.83.0.0", false],
    [null, false],
    ["", false],
    ["2001:db8::1", false],
    ["47.74.206", false],
    ["47.74.206.1.1", false],
    ["47.74.206.1 ", false],
    ["47.74.206.256", false],
    ["47.74.206.0001", false],
    ["47.74.206.+1", false],
    ["47.74.206.0x1", false],
    ["47.74.206.", false],
  ])("from %j is one of the vendor's: %s", (address, allowed) => {
    expect(isAllowed(address, VENDOR)).toBe(allowed);
  });

  test("is in a range whose first bits it shares, and in no other", () => {
    const byte = fc.nat(255);
    const address = fc.tuple(byte, byte, byte, byte);
    const bitsOf = (bytes: number[]) => bytes.map((each) => each.toString(2).padStart(8, "0")).join("");
    fc.assert(
      fc.property(address, address, fc.nat(32), fc.nat(32), (one, other, bits, shared) => {
        // Half of the address is often the range's own, or hardly any would be in one.
        const bytes = one.map((each, index) => (index * 8 < shared ? other[index] : each)) as number[];
        const same = bitsOf(bytes).slice(0, bits) === bitsOf(other).slice(0, bits);
        expect(isAllowed(bytes.join("."), [`${other.join(".")}/${bits}`])).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });

  test("is allowed by no range where there is none, and by none that can't be read", () => {
    expect(isAllowed("47.74.206.1", [])).toBe(false);
    expect(isAllowed("47.74.206.1", ["nonsense/8"])).toBe(false);
    expect(isAllowed("nonsense", ["nonsense/8"])).toBe(false);
  });
});

test.each([
  ["0.0.0.0", 0],
  ["0.0.1.0", 256],
  ["10.1.2.3", 167_838_211],
  ["255.255.255.255", 2 ** 32 - 1],
  ["255.255.255.256", Number.NaN],
  ["1.2.3", Number.NaN],
  ["1.2.3.4.5", Number.NaN],
  ["1..3.4", Number.NaN],
  ["1.2.3.1000", Number.NaN],
  ["a1.2.3.4", Number.NaN],
  ["1.2.3.4a", Number.NaN],
])("the address %s is the number %d", (text, number) => {
  expect(ipv4(text)).toBe(number);
});

test.each([
  ["1100000000000000", "1200000000000000", true],
  ["1100000000000000", "1100000000000000", false],
  ["1100000000000000", undefined, false],
  [undefined, "1200000000000000", false],
  [undefined, undefined, false],
])("where the account %s is expected, one of %s is of another: %s", (expected, account, another) => {
  expect(isOfAnother(expected, { account } as Alert)).toBe(another);
});
