import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { filled, hookSignerNames, schemeOf } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { type CallRequest, commandOf } from "./commands.ts";

const request: CallRequest = {
  method: "POST",
  url: "https://scripts.example/hooks/acme/orders/42?x=1",
  headers: { "content-type": "application/json" },
  body: `{"name":"Mari O'Hara $HOME \`id\`"}`,
  auth: "none",
};

/** What curl would be given, told by a function of that name in a real shell. */
function runs(command: string, env: { [name: string]: string } = {}): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}\n`;
  return execFileSync("bash", ["-c", script], { env: { ...process.env, ...env }, encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

describe("curl", () => {
  test("a body with quotes, dollars and backticks arrives as it is", () => {
    expect(runs(commandOf("curl", request, null))).toEqual([
      "-X",
      "POST",
      request.url,
      "-H",
      "content-type: application/json",
      "--data-raw",
      request.body,
    ]);
  });

  test("a token is read from the environment unless it is filled in", () => {
    const tokened = { ...request, auth: "token" as const };
    const command = commandOf("curl", tokened, null);
    expect(command).not.toContain("sy_");
    expect(runs(command, { SCRIPTYARD_TOKEN: "sy_secret" })).toContain("Authorization: Bearer sy_secret");
    expect(runs(commandOf("curl", tokened, "sy_mine"))).toContain("Authorization: Bearer sy_mine");
  });

  test("a GET without a body is as short as it can be", () => {
    expect(commandOf("curl", { ...request, method: "GET", headers: {}, body: null }, null)).toBe(
      `curl '${request.url}'`,
    );
  });

  test("brackets of an address are sent as they are, and are no ranges to curl", () => {
    const url = "https://scripts.example/hooks/acme/orders?ids[]=1&of={a,b}";
    expect(
      runs(commandOf("curl", { ...request, method: "GET", headers: {}, body: null, url }, null)),
    ).toEqual(["-g", url]);
  });

  test.each([request.body, null])("the signature it computes is the one the server expects (%s)", (body) => {
    const words = runs(commandOf("curl", { ...request, body, auth: "signature" }, null), {
      SCRIPTYARD_SECRET: "whsec_1",
    });
    const header = words.find((word) => word.startsWith("x-scriptyard-signature"))!;
    const [, t, v1] = /t=(\d+),v1=([0-9a-f]{64})$/.exec(header)!;
    const signed = createHmac("sha256", "whsec_1").update(
      `${t}.POST./hooks/acme/orders/42?x=1.${body ?? ""}`,
    );
    expect(v1).toBe(signed.digest("hex"));
    if (body !== null) expect(words.at(-1)).toBe(body);
  });
});

test.each(hookSignerNames)("what %s would send is the same from a shell and from Node", async (signer) => {
  const scheme = schemeOf(signer, "x-own");
  const secret = signer === "standard" ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" : "sec'ret-1";
  const key = signer === "standard" ? Buffer.from(secret.slice(6), "base64") : secret;
  const signed = { ...request, auth: "signature" as const, scheme };
  const words = runs(commandOf("curl", signed, secret)).join("\n");
  const [, init] = runsJs(commandOf("fetch", signed, secret));
  for (const sent of [
    (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(words)![1]!,
    (name: string) => (init.headers as { [name: string]: string })[name]!,
  ]) {
    const values = {
      id: "",
      t: "",
      method: "POST",
      target: "/hooks/acme/orders/42?x=1",
      body: request.body!,
    };
    let signature = "";
    for (const [name, template] of Object.entries(scheme.headers)) {
      const places = [...template.matchAll(/\{(\w+)\}/g)].map(([, place]) => place!);
      const found = new RegExp(`^${template.replaceAll(/\{\w+\}/g, "(.+)")}$`).exec(sent(name))!;
      for (const [at, place] of places.entries()) {
        if (place === "signature") signature = found[at + 1]!;
        else Object.assign(values, { [place]: found[at + 1]! });
      }
    }
    const expected = createHmac("sha256", key).update(filled(scheme.signed, values));
    expect(signature).toBe(expected.digest(scheme.encoding));
  }
});

/** What fetch is given, told by one of that name in a real Node. */
function runsJs(command: string): [string, { [field: string]: unknown }] {
  const told =
    "globalThis.fetch = async (...given) => ({ status: 0, text: async () => JSON.stringify(given) });";
  const [head = "", ...rest] = command.split("\n");
  // What is imported stands first.
  const text = head.startsWith("import") ? [head, told, ...rest] : [told, command];
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", text.join("\n")], {
    encoding: "utf8",
    env: { ...process.env, FORCE_COLOR: "0" },
  });
  return JSON.parse(said.slice(said.indexOf("[")));
}

describe("JavaScript", () => {
  test("sends the same, and signs it as the server expects", () => {
    const [url, init] = runsJs(commandOf("fetch", { ...request, auth: "signature" }, "whsec_1"));
    expect([url, init.method, init.body]).toEqual([request.url, "POST", request.body]);
    const headers = init.headers as { [name: string]: string };
    const [, t, v1] = /t=(\d+),v1=([0-9a-f]{64})$/.exec(headers["x-scriptyard-signature"]!)!;
    const signed = createHmac("sha256", "whsec_1").update(
      `${t}.POST./hooks/acme/orders/42?x=1.${request.body}`,
    );
    expect(v1).toBe(signed.digest("hex"));
  });

  test("a token is read from the environment unless it is filled in", () => {
    const tokened = { ...request, auth: "token" as const };
    expect(commandOf("fetch", tokened, null)).toContain("process.env.SCRIPTYARD_TOKEN");
    const [, init] = runsJs(commandOf("fetch", tokened, "sy_mine"));
    expect(init.headers).toMatchObject({ authorization: "Bearer sy_mine" });
  });
});
