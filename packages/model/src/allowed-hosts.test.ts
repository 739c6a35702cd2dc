import fc from "fast-check";
import { expect, test } from "vitest";
import { allowedHostsSchema, destinationProblem, hostName } from "./allowed-hosts.ts";

test("a host name has no scheme, port, path or capitals, and the refusal says so", () => {
  for (const good of ["a", "pay.example.com", "xn--mnchen-3ya.example", "127.0.0.1", "a--b.c-d.e"])
    expect(hostName.safeParse(good).success, good).toBe(true);
  const bad = [
    "",
    "pay.example.com:8443",
    "https://pay.example.com",
    "pay.example.com/x",
    "Pay.example",
    "-a.example",
    "a-.example",
    "a..b",
    ".a",
    "a.",
    "*.example.com",
    "a\n",
    `${"a.".repeat(127)}aa`,
  ];
  for (const text of bad) expect(hostName.safeParse(text).success, text).toBe(false);
  expect(allowedHostsSchema.safeParse(["ok.example", "x:1"]).error!.issues).toMatchObject([
    {
      path: [1],
      message: expect.stringMatching(/^"x:1" is not a host name; .*without scheme, port or path/),
    },
  ]);
});

test("whatever may stand in the list lets addresses of that host pass, with any port", () => {
  const label = fc
    .stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/)
    .filter((text) => !text.startsWith("xn--"));
  const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
  fc.assert(
    fc.property(host, fc.integer({ min: 1, max: 65_535 }), host, (name, port, other) => {
      expect(hostName.safeParse(name).success).toBe(true);
      expect(destinationProblem(`https://${name}:${port}/x`, [name])).toBeNull();
      const elsewhere = destinationProblem(`https://${other}/x`, [name]);
      expect(elsewhere === null).toBe(other === name);
    }),
  );
});

test.each([
  ["pay.example", "is not an address; write it in full"],
  ["https://", "is not an address"],
  ["http://pay.example/", "must start with https://"],
  ["javascript:alert(1)", "must start with https://"],
  ["https://pay.example@evil.example/", "user name"],
  [
    "https://pay.example.evil.example/",
    '"pay.example.evil.example" is not one of the realm\'s allowed hosts (pay.example); add it',
  ],
])("%s leads nowhere: %s", (address, problem) => {
  expect(destinationProblem(address, ["pay.example"])).toContain(problem);
});
