import { describe, expect, test } from "vitest";
import { quantity } from "../../../receiver/message/quantity.ts";

describe("a value as people read it", () => {
  test.each<[value: string, unit: string | undefined, en: string, zh: string]>([
    // The number alone.
    ["97.4", undefined, "97.4", "97.4"],
    ["97.4", "", "97.4", "97.4"],
    ["3", "count", "3", "3"],
    ["502", "code", "502", "502"],
    ["5", "-", "5", "5"],
    ["5", "none", "5", "5"],
    // As many digits as say something.
    ["97.456789", "%", "97.46 %", "97.46%"],
    ["0.0123456", "%", "0.0123 %", "0.0123%"],
    ["1.005", "%", "1 %", "1%"],
    ["0.99999", "%", "1 %", "1%"],
    ["-12.346", "%", "-12.35 %", "-12.35%"],
    ["0", "%", "0 %", "0%"],
    ["0.000001234", undefined, "0.00000123", "0.00000123"],
    ["0.0000001234", undefined, "1.23e-7", "1.23e-7"],
    ["123456789012", undefined, "123456789012", "123456789012"],
    ["1000000000000000", undefined, "1000000000000000", "1000000000000000"],
    // However it is written.
    [" 97.4 ", "%", "97.4 %", "97.4%"],
    ["1e3", undefined, "1000", "1000"],
    ["1.5E+10", undefined, "15000000000", "15000000000"],
    ["25e-1", undefined, "2.5", "2.5"],
    // What is no number stays as it came.
    ["a lot", "%", "a lot %", "a lot%"],
    ["about 1", undefined, "about 1", "about 1"],
    ["1.2.3", undefined, "1.2.3", "1.2.3"],
    ["1e", undefined, "1e", "1e"],
    ["v1.50", undefined, "v1.50", "v1.50"],
    ["1.50 or so", undefined, "1.50 or so", "1.50 or so"],
    // Bytes in steps of 1,024.
    ["1023", "byte", "1023 B", "1023 B"],
    ["1024", "byte", "1 KiB", "1 KiB"],
    ["1610612736", "Bytes", "1.5 GiB", "1.5 GiB"],
    ["1099511627776", "B", "1 TiB", "1 TiB"],
    ["1125899906842624", "B", "1 PiB", "1 PiB"],
    ["1152921504606846976", "B", "1024 PiB", "1024 PiB"],
    ["-2048", "bytes", "-2 KiB", "-2 KiB"],
    ["2048", "MB", "2 GiB", "2 GiB"],
    ["3", "TB", "3 TiB", "3 TiB"],
    // Bits in steps of 1,000.
    ["999", "bit/s", "999 bit/s", "999 bit/s"],
    ["1000", "bit/s", "1 kbit/s", "1 kbit/s"],
    ["12345678", "bits/s", "12.35 Mbit/s", "12.35 Mbit/s"],
    ["5", "kbit/s", "5 kbit/s", "5 kbit/s"],
    ["5", "Gbits/min", "5 Gbit/min", "5 Gbit/min"],
    // Units that are words.
    ["12", "count/s", "12/s", "12/秒"],
    ["12", "count/min", "12/min", "12/分钟"],
    ["12", "packet/s", "12 packets/s", "12 包/秒"],
    ["12", "rows", "12 rows", "12 行"],
    ["1", "rows", "1 row", "1 行"],
    ["2", "cores", "2 cores", "2 核"],
    ["1", "cores", "1 core", "1 核"],
    // What is not known stands behind it.
    ["12", "ms", "12 ms", "12 ms"],
    ["40", "°C", "40 °C", "40 °C"],
    ["12", "‰", "12‰", "12‰"],
    ["12", "/h", "12/h", "12/h"],
    ["12", "rowbytes", "12 rowbytes", "12 rowbytes"],
    ["12", "byte per s", "12 byte per s", "12 byte per s"],
  ])("%j, unit %j", (value, unit, en, zh) => {
    expect([quantity(value, unit, "en"), quantity(value, unit, "zh")]).toEqual([en, zh]);
  });
});
