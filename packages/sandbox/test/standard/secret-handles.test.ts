import { createHmac, generateKeyPairSync, verify } from "node:crypto";
import type { GuestFunction, Json } from "@scriptyard/model";
import { createSandbox, type HandedSecrets, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, invocation, modes, SPECIFIER } from "../programs.ts";

const name = { name: "name", schema: { type: "string" }, optional: false };
const anything = { name: "value", schema: {}, optional: true };
const own = { kind: "engine", part: "secrets", capability: "secrets" } as const;
const functions: GuestFunction[] = [
  { ...own, name: "secrets.get", params: [name, anything] },
  { ...own, name: "secrets.text", params: [anything] },
  { ...own, name: "secrets.basic", params: [anything, anything] },
  { ...own, name: "secrets.value", capability: "secrets.value", params: [name] },
];
const bindings = { hash: "secrets", functions, hooks: [{ name: "onExecute", params: [], methods: {} }] };

const pair = generateKeyPairSync("ed25519");
const pem = pair.privateKey.export({ format: "pem", type: "pkcs8" }) as string;
const values = { stripe: "sk_live_4242", aes: "000102030405060708090a0b0c0d0e0f", signer: pem };
const secrets: HandedSecrets = { values, names: ["aes", "elsewhere", "signer", "stripe"], plain: true };

const hmac = { name: "HMAC", hash: "SHA-256" };
const capabilities = ["secrets"];

describe.each(engines)("secrets on %s", (engine) => {
  describe.each(modes)("$mode", ({ options }) => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await createSandbox({ ...options, engine });
    });
    afterAll(() => sandbox[Symbol.asyncDispose]());

    async function run(body: string, more: object = {}, head = ""): Promise<Json> {
      const code = `${head}\nconst hmac = ${JSON.stringify(hmac)};\nexport async function onExecute() {\n${body}\n}`;
      const modules = [{ specifier: SPECIFIER, code }];
      const compiled = await sandbox.compile({ entry: SPECIFIER, modules, bindings, host: null });
      if (compiled.status === "error") throw new Error(compiled.error.message);
      const outcome = await sandbox.execute(
        compiled.image,
        invocation([], { capabilities, secrets, ...more }),
      );
      const said = JSON.stringify(outcome);
      for (const value of Object.values(values)) if (!("open" in more)) expect(said).not.toContain(value);
      if (outcome.status === "error") throw new Error(outcome.error.message);
      return outcome.result;
    }

    it("handles are printed without their value, and cannot be made or changed by a script", async () => {
      const result = await run(`
        const key = secrets.get("stripe");
        log.info("have " + key, { key });
        console.log(key);
        const made = [];
        for (const act of [() => new key.constructor(), () => { key.more = 1; }, () => Object.setPrototypeOf(key, {})])
          try { act(); made.push("done"); } catch (error) { made.push(error.name); }
        return [\`\${key}\`, JSON.stringify({ key }), key, Object.keys(key), typeof key, key.isSecret,
          String(secrets.text\`Bearer \${key} and \${1}\`), String(secrets.basic("api", key)), made];`);
      expect(result).toEqual([
        "[secret stripe]",
        '{"key":"[secret stripe]"}',
        "[secret stripe]",
        [],
        "object",
        true,
        "Bearer [secret stripe] and 1",
        "Basic api:[secret stripe]",
        ["TypeError", "TypeError", "TypeError"],
      ]);
    });

    it("keys are made of them on the host's side", async () => {
      const bytes = "[...new Uint8Array(";
      const result = (await run(`
        const data = new TextEncoder().encode("hello");
        const key = await crypto.subtle.importKey("raw", secrets.get("stripe"), hmac, true, ["sign", "verify"]);
        const signature = await crypto.subtle.sign("HMAC", key, data);
        // A key with known texts around it would tell the rest of it, byte by byte.
        const long = await crypto.subtle.importKey("raw", secrets.text\`v1:\${secrets.get("stripe")}\`, hmac, false, ["sign"])
          .catch((error) => error.message);
        const aes = await crypto.subtle.importKey("raw", secrets.get("aes", { as: "hex" }), "AES-CTR", false, ["encrypt", "decrypt"]);
        const way = { name: "AES-CTR", counter: new Uint8Array(16), length: 64 };
        const closed = await crypto.subtle.encrypt(way, aes, data);
        const signer = await crypto.subtle.importKey("pkcs8", secrets.get("signer"), "Ed25519", false, ["sign"]);
        const refused = await crypto.subtle.exportKey("raw", key).catch((error) => error.name);
        return [${bytes}signature)], await crypto.subtle.verify("HMAC", key, signature, data),
          long, aes.algorithm.length,
          new TextDecoder().decode(await crypto.subtle.decrypt(way, aes, closed)),
          ${bytes}await crypto.subtle.sign("Ed25519", signer, data))], signer.type, key.extractable, refused];`)) as Json[];
      const signed = (key: string) => [...createHmac("sha256", key).update("hello").digest()];
      expect(result.slice(0, 5)).toEqual([
        signed("sk_live_4242"),
        true,
        expect.stringContaining("a key is one secret, with nothing around it"),
        128,
        "hello",
      ]);
      const signature = Buffer.from(result[5] as number[]);
      expect(verify(null, Buffer.from("hello"), pair.publicKey, signature)).toBe(true);
      expect(result.slice(6)).toEqual(["private", false, "InvalidAccessError"]);
    });

    it("what the script took at its top level is made around the call as well", async () => {
      expect(await run(`return String(get("stripe"));`, {}, "const { get } = secrets;")).toBe(
        "[secret stripe]",
      );
      await expect(run(`return 1;`, {}, `secrets.get("stripe");`)).rejects.toThrow("while the script loads");
    });

    it("std/jwt signs and verifies with them", async () => {
      const result = await run(
        `const token = await sign({ sub: "u" }, secrets.get("stripe"), { algorithm: "HS256" });
         const other = await sign({ sub: "v" }, secrets.get("signer"), { algorithm: "EdDSA" });
         return [(await verify(token, secrets.get("stripe"))).sub, decode(other).header.alg];`,
        {},
        `import { decode, sign, verify } from "std/jwt";`,
      );
      expect(result).toEqual(["u", "EdDSA"]);
    });

    it("one that is not there is an error at the call, which names those that are", async () => {
      await expect(run(`secrets.get("strpe");`)).rejects.toThrow(
        'secrets.get: there is no secret "strpe" for this script. There are: aes, elsewhere, signer, stripe.',
      );
      await expect(run(`secrets.get("else" + "where");`)).rejects.toThrow(
        'secrets.get: write the name "elsewhere" as a text of the script',
      );
      await expect(run(`secrets.get("stripe");`, { secrets: undefined })).rejects.toThrow(
        "The realm has none",
      );
      await expect(run(`secrets.get("__proto__");`)).rejects.toThrow('no secret "__proto__"');
      await expect(
        run(
          `await crypto.subtle.importKey("raw", secrets.get("stripe", { as: "hex" }), hmac, false, ["sign"]);`,
        ),
      ).rejects.toThrow('the value of the secret "stripe" is not hex');
    });

    it("the plain text needs a capability of its own; without any, there are no secrets", async () => {
      await expect(run(`return secrets.value("stripe");`)).rejects.toThrow("not a function");
      const all = { capabilities: ["secrets", "secrets.value"], open: true };
      expect(await run(`return secrets.value("stripe");`, all)).toBe("sk_live_4242");
      const draft = { ...all, secrets: { ...secrets, plain: false } };
      await expect(run(`return secrets.value("stripe");`, draft)).rejects.toThrow("is for what is published");
      await expect(run(`return secrets.get("stripe");`, { capabilities: [] })).rejects.toThrow(
        /secrets'? is not defined/,
      );
    });
  });
});
