import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "@scriptyard/model";
import { expect, test } from "vitest";
import { findConfig, openConfig, openInstallation } from "../index.ts";
import { folderWith } from "../testing/folder.ts";

const open = async (files: { [path: string]: string | object }, environment = {}, serves = true) => {
  using folder = folderWith(files);
  const config = await openConfig(findConfig(null, [folder.path])!);
  return await openInstallation(config, { environment, serves });
};
const problemsOf = async (product: object, files: { [path: string]: string | object } = {}) => {
  const wrong: unknown = await open({
    "scriptyard.config.json": { hosts: ["identity"], product },
    ...files,
  }).catch((cause: unknown) => cause);
  return (wrong as Error).message;
};
const call = { realm: "north", signal: new AbortController().signal };

test("code of the product answers, with the realm that asks", async () => {
  const { product, productFiles } = await open({
    "scriptyard.config.json": { hosts: ["identity"], product: { identity: "./product/users.ts" } },
    "product/users.ts": `import type { ProductFunctions } from "@scriptyard/host-kit";
import { nameOf } from "./names.ts";
export default { "users.find": async ([by], { realm }) => [nameOf(by, realm)] } satisfies ProductFunctions;`,
    "product/names.ts": "export const nameOf = (by: object, realm: string) => ({ by, realm });",
  });
  expect(await product.get("identity")!["users.find"]!([{ id: "a" }], call)).toEqual([
    { by: { id: "a" }, realm: "north" },
  ]);
  expect(productFiles.map((file) => file.slice(-16))).toEqual(["product/users.ts"]);
});

test("an instance of a class answers by its methods, inherited ones as well, and keeps its own members", async () => {
  const { product } = await open({
    "scriptyard.config.json": { hosts: ["identity"], product: { identity: "./accounts.ts" } },
    "accounts.ts": `class Known { known = ["a"]; async "users.find"() { return this.known; } }
class Accounts extends Known { log() {} async "users.link"() { return this.known.length; } }
export default new Accounts();`,
  });
  const functions = product.get("identity")!;
  expect(Object.keys(functions).sort()).toEqual(["users.find", "users.link"]);
  expect(await functions["users.find"]!([], call)).toEqual(["a"]);
  expect(await functions["users.link"]!([], call)).toBe(1);
});

test("where no server opens it, the product's code is not run and only has to be there", async () => {
  const config = { hosts: ["identity"], product: { identity: "./accounts.ts" } };
  const files = { "scriptyard.config.json": config };
  const code = { "accounts.ts": 'throw new Error("the database is locked");' };
  const { product, productFiles } = await open({ ...files, ...code }, {}, false);
  expect([product.size, productFiles.length]).toEqual([0, 1]);
  await expect(open({ ...files, ...code })).rejects.toThrow("the database is locked");
  await expect(open(files, {}, false)).rejects.toThrow(
    "product.identity: ./accounts.ts: there is nothing at",
  );
});

test("an HTTP call carries the arguments by name, and the realm; it is signed", async () => {
  const asked: Json[] = [];
  const service = createServer((request, answer) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      asked.push([request.method!, request.url!, body, "x-scriptyard-signature" in request.headers]);
      answer.end('{"id":"u_1"}');
    });
  }).listen(0, "127.0.0.1");
  await once(service, "listening");
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  try {
    const { product } = await open(
      {
        "scriptyard.config.json": {
          hosts: ["identity"],
          product: {
            identity: {
              "users.find": { url: `${url}/find` },
              "users.update": { url: `${url}/{realm}/users/{id}`, method: "PUT", secret: "USERS_SECRET" },
            },
          },
        },
      },
      { USERS_SECRET: "hush" },
    );
    const functions = product.get("identity")!;
    expect(await functions["users.update"]!(["u/1", { name: "A" }], call)).toEqual({ id: "u_1" });
    await functions["users.find"]!([{ email: "a@b.example" }], call);
    expect(asked).toEqual([
      ["PUT", "/north/users/u%2F1", '{"changes":{"name":"A"}}', true],
      ["POST", "/find", '{"realm":"north","by":{"email":"a@b.example"}}', false],
    ]);
  } finally {
    service.close();
    service.closeAllConnections();
  }
});

test("everything that is wrong is told at once, each with its place", async () => {
  const said = await problemsOf({
    identity: {
      "users.fnd": { url: "https://a.example" },
      "user.set": { url: "https://a.example" },
      "users.find": { url: "https://a.example/{id}" },
      "users.link": { url: "https://a.example", secret: "NOT_SET" },
      "users.update": { url: "ftp://a.example" },
    },
    shop: "./shop.ts",
  });
  for (const part of [
    'product.identity["users.fnd"]: the host "identity" leaves no such function to the product (did you mean "users.find"?)',
    'product.identity["user.set"]: the host "identity" leaves no such function to the product',
    'product.identity["users.find"].url: {id} is no parameter; there are realm, by',
    'product.identity["users.link"].secret: the environment has no NOT_SET',
    'product.identity["users.update"].url: "ftp://a.example" is no address',
    'product.shop: there is no host "shop"; the hosts of this file: identity',
  ])
    expect(said).toContain(part);
  expect(await problemsOf({ identity: "./none.ts" })).toContain("product.identity: ./none.ts: ");
  expect(await problemsOf({ identity: "./a.ts" }, { "a.ts": "export default 1;" })).toContain(
    "product.identity: exports no functions",
  );
  for (const nothing of ["{}", "new (class Accounts { find() {} })()"])
    expect(await problemsOf({ identity: "./a.ts" }, { "a.ts": `export default ${nothing};` })).toContain(
      "product.identity: has none of the functions: users.find, users.update, users.link",
    );
  expect(
    await problemsOf(
      { identity: "./a.ts" },
      { "a.ts": 'class Accounts { async "users.fnd"() {} }\nexport default new Accounts();' },
    ),
  ).toContain('did you mean "users.find"?');
  expect(
    await problemsOf({ identity: "./a.ts" }, { "a.ts": 'export default { "users.find": "x" };' }),
  ).toContain('product.identity["users.find"]: ');
});
