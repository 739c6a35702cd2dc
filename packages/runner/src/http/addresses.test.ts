import { expect, test } from "vitest";
import { isPublic, pinnedAddresses } from "./addresses.ts";

test.each(["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2606:4700:4700::1111", "2a00:1450::1"])(
  "%s is public",
  (address) => {
    expect(isPublic(address)).toBe(true);
  },
);

test.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.255",
  "168.63.129.16",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "2001:0:1::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "fc00::1",
  "fd12::1",
  "fe80::1",
  "fe80::1%eth0",
  "ff02::1",
  "not an address",
])("%s is not", (address) => {
  expect(isPublic(address)).toBe(false);
});

test("a host with one private address among public ones is refused whole", async () => {
  const both = async () => [
    { address: "8.8.8.8", family: 4 },
    { address: "10.0.0.1", family: 4 },
  ];
  expect(await pinnedAddresses(both, "shop.example", false)).toBeNull();
  expect(await pinnedAddresses(both, "shop.example", true)).toHaveLength(2);
  expect(await pinnedAddresses(both, "[::1]", false)).toBeNull();
  await expect(pinnedAddresses(async () => [], "shop.example", false)).rejects.toThrow("no address");
});

test("nobody waits for a name that is not answered once the call is over", async () => {
  const never = () => new Promise<never>(() => undefined);
  for (const signal of [AbortSignal.timeout(20), AbortSignal.abort()])
    await expect(pinnedAddresses(never, "shop.example", false, signal)).rejects.toThrow(/abort|timeout/i);
});
