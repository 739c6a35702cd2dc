// A shop that has Scriptyard inside: its staff changes what a basket costs from the browser, below /admin/scripts/.
import { randomBytes } from "node:crypto";
import { createScriptyard } from "@scriptyard/embed";
import { fastify } from "fastify";

const here = new URL(".", import.meta.url);

/** The shop's own staff, and who of them is signed in. A real one has passwords, and a table. */
const staff = new Map([
  ["ada", { email: "ada@shop.example", name: "Ada", role: "admin" }],
  ["bob", { email: "bob@shop.example", name: "Bob", role: "operator" }],
]);
const sessions = new Map();

const yard = await createScriptyard({
  hosts: ["../shop"],
  realms: [{ name: "shop", host: "shop", title: "Shop" }],
  folder: here,
  dataDir: process.env.SHOP_DATA ?? "data",
  basePath: "/admin/scripts/",
  authenticate(request) {
    const secret = /(?:^|; )shop_session=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
    const person = sessions.get(secret);
    return person ? { user: person, role: person.role } : null;
  },
  signInUrl: "/login",
});

const shop = fastify({ logger: false });

shop.register(
  async (scope) => {
    // Before the shop's own parsers read the body.
    scope.addHook("onRequest", async (request, reply) => {
      reply.hijack();
      yard.handler(request.raw, reply.raw);
    });
    scope.all("/", async () => undefined);
    scope.all("/*", async () => undefined);
  },
  { prefix: "/admin/scripts" },
);

/** What the shop is about: a script decides what each line of a basket costs. */
shop.post("/basket", async ({ body }) => {
  const lines = await Promise.all(
    body.lines.map(async (line) => ({ ...line, ...(await yard.realm("shop").call("pricing/line", [line])) })),
  );
  return { lines, total: lines.reduce((sum, { price }) => sum + price, 0) };
});

shop.get("/", async (_request, reply) =>
  page(reply, '<p><a href="/login">Sign in as staff</a> · <a href="/admin/scripts/">Scripts</a></p>'),
);
shop.get("/login", async (_request, reply) =>
  page(
    reply,
    [...staff].map(
      ([id, { name, role }]) =>
        `<form method="post" action="/login/${id}"><button>Sign in as ${name} (${role})</button></form>`,
    ),
  ),
);
shop.addContentTypeParser("application/x-www-form-urlencoded", async (_request, payload) => {
  payload.resume();
});
shop.post("/login/:id", async ({ params }, reply) => {
  const person = staff.get(params.id);
  if (!person) return reply.code(404).send("Nobody has this name.\n");
  const secret = randomBytes(24).toString("base64url");
  sessions.set(secret, person);
  reply.header("set-cookie", `shop_session=${secret}; Path=/; HttpOnly; SameSite=Lax`);
  return reply.redirect("/admin/scripts/", 303);
});

function page(reply, content) {
  return reply
    .type("text/html; charset=utf-8")
    .send(`<!doctype html><title>Shop</title><h1>Shop</h1>${[content].flat().join("")}`);
}

const address = await shop.listen({ port: Number(process.env.PORT ?? 3000), host: "127.0.0.1" });
console.log(`Shop: ${address}`);

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void stop());

async function stop() {
  await shop.close();
  await yard[Symbol.asyncDispose]();
  process.exit(0);
}
