import { filled, type HookSigner, hookSignerNames, schemeOf } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signatureBytes } from "./signature.ts";
import { isSignedBy } from "./signers.ts";

const nowMs = 1_770_000_000_000;
const own = "x-signature";
const at = (seconds: number) => ({ nowMs: seconds * 1_000, claim: async () => true });
const asked = (body: string, headers: { [name: string]: string }) => ({
  method: "POST",
  pathAndQuery: "/hooks/acme/in?x=1",
  headers,
  body: Buffer.from(body),
});
const fits = (
  name: HookSigner,
  secret: string,
  request: ReturnType<typeof asked>,
  when = at(nowMs / 1_000),
) => isSignedBy({ name, header: own }, secret, request, when);

// From the senders' own documentation.
test("what the senders document is accepted", async () => {
  expect(
    await fits(
      "github",
      "It's a Secret to Everybody",
      asked("Hello, World!", {
        "x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
      }),
    ),
  ).toBe(true);
  const command =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
  expect(
    await fits(
      "slack",
      "8f742231b10e8888abcd99yyyzzz85a5",
      asked(command, {
        "x-slack-request-timestamp": "1531420618",
        "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
      }),
      at(1_531_420_618),
    ),
  ).toBe(true);
  const headers = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  };
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  expect(await fits("standard", secret, asked('{"test": 2432232314}', headers), at(1_614_265_330))).toBe(
    true,
  );
});

/** As its sender would send it. */
function signed(name: HookSigner, secret: string, body: string, seconds: number) {
  const scheme = schemeOf(name, own);
  const values = { t: String(seconds), id: "msg_1" };
  const bare = asked(body, {});
  const signature = signatureBytes(scheme, secret, bare, values).toString(scheme.encoding);
  const headers = Object.fromEntries(
    Object.entries(scheme.headers).map(([header, template]) => [
      header,
      filled(template, { ...values, signature }),
    ]),
  );
  return { ...bare, headers };
}

test("each sender's signature fits its body, secret and time, and nothing else", async () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  const secret = fc.string({ minLength: 8, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...hookSignerNames),
      secret,
      text,
      text,
      async (name, key, body, other) => {
        const seconds = nowMs / 1_000;
        const request = signed(name, key, body, seconds);
        expect(await fits(name, key, request)).toBe(true);
        if (Buffer.from(other).equals(Buffer.from(body))) return;
        expect(await fits(name, key, { ...request, body: Buffer.from(other) })).toBe(false);
        expect(await fits(name, `${key}x`, request)).toBe(false);
        expect(await fits(name, key, { ...request, headers: {} })).toBe(false);
        const isTimed = schemeOf(name, own).signed.includes("{t}");
        expect(await fits(name, key, request, at(seconds + 301))).toBe(!isTimed);
        const taken = { nowMs, claim: async () => false };
        expect(await fits(name, key, request, taken)).toBe(!isTimed);
      },
    ),
  );
});

test("two signatures stand side by side while a secret is rotated; noise in headers is no signature", async () => {
  const seconds = nowMs / 1_000;
  const one = signed("stripe", "new-secret", "{}", seconds);
  const [, v1] = one.headers["stripe-signature"]!.split(",v1=");
  const both = `t=${seconds},v1=${"0".repeat(64)},v1=${v1},v0=abc`;
  expect(await fits("stripe", "new-secret", { ...one, headers: { "stripe-signature": both } })).toBe(true);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...hookSignerNames),
      fc.string({ maxLength: 5_000 }),
      async (name, noise) => {
        const headers = Object.fromEntries(Object.keys(schemeOf(name, own).headers).map((h) => [h, noise]));
        expect(await fits(name, "new-secret", { ...one, headers })).toBe(false);
      },
    ),
  );
  const hex = signed("hmac", "other-secret", "{}", seconds);
  const prefixed = { ...hex, headers: { [own]: `sha256=${hex.headers[own]}` } };
  expect(await fits("hmac", "other-secret", prefixed)).toBe(true);
});
