import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { shop } from "./testing/product.ts";

const text = readFileSync(new URL("../../../docs/embedding.md", import.meta.url), "utf8");
const [making = "", mounting = "", person = ""] = [...text.matchAll(/```js\n(.*?)```/gs)].map(
  ([, code]) => code!,
);
const [express = "", fastify = "", plain = ""] = mounting.split(/^\/\/ .*\n/m).slice(1);

/** Around the code of the document: what it leaves to the product, and somebody who asks. */
const program = `
import { createServer, request } from "node:http";
import express from "express";
import { fastify } from "fastify";
const line = { sku: "A-100", quantity: 12, listPrice: 10, currency: "EUR" };
const staffOf = () => (${person.replace(/\/\/.*/, "")});
const product = (_request, response) => response.end("the product's");
${making}
const servers = [];
{
  const app = express();
  ${express}
  app.get("/", product);
  servers.push(await new Promise((resolve) => { const server = app.listen(0, () => resolve(server)); }));
}
{
  const app = fastify();
  ${fastify}
  app.get("/", async () => "the product's");
  await app.listen({ port: 0 });
  servers.push(app.server);
}
servers.push(await new Promise((resolve) => { const server = ${plain.trim().replace(/;$/, "")}.listen(0, () => resolve(server)); }));
const ask = (server, path) => new Promise((resolve, reject) =>
  request({ port: server.address().port, path, headers: { host: "shop.example" } }, async (response) => {
    let body = "";
    for await (const chunk of response) body += chunk;
    resolve(response.statusCode + " " + body);
  }).on("error", reject).end());
const me = "/admin/scripts/api/trpc/session.me";
const answers = [];
for (const server of servers) {
  answers.push([await ask(server, me), await ask(server, "/")]);
  server.closeAllConnections();
  server.close();
}
console.log(JSON.stringify({ price: price.price, answers }));
await yard[Symbol.asyncDispose]();
process.exit(0);
`;

test("the code of docs/embedding.md runs as it stands: scripts are called, the console is mounted in each of the three", {
  timeout: 180_000,
}, () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "scriptyard-docs-")));
  try {
    const own = dirname(dirname(fileURLToPath(import.meta.url)));
    cpSync(shop, join(folder, "hosts/shop"), { recursive: true });
    mkdirSync(join(folder, "node_modules/@scriptyard"), { recursive: true });
    symlinkSync(own, join(folder, "node_modules/@scriptyard/embed"));
    for (const name of ["express", "fastify"])
      symlinkSync(join(own, "node_modules", name), join(folder, "node_modules", name));
    writeFileSync(join(folder, "product.mjs"), program);
    const said = execFileSync(process.execPath, ["product.mjs"], { cwd: folder, encoding: "utf8" });
    const { price, answers } = JSON.parse(said.trim().split("\n").at(-1)!) as {
      price: number;
      answers: [console: string, product: string][];
    };
    expect(price).toBe(96);
    expect(answers).toHaveLength(3);
    for (const [console, product] of answers) {
      expect(console).toMatch(/^200 .*"email":"ada@shop\.example"/);
      expect(product).toBe("200 the product's");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("its table names every option, and none that is not there", () => {
  const source = readFileSync(new URL("options.ts", import.meta.url), "utf8");
  const type = /export type ScriptyardOptions = \{(.*?)\n\};/s.exec(source)![1]!;
  const options = [...type.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name);
  const table = text.slice(text.indexOf("## Options"));
  const named = [...table.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(new Set(named)).toEqual(new Set(options));
});
