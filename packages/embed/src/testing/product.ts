import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AppRouter } from "@scriptyard/api";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { pino } from "pino";
import { createScriptyard, type Scriptyard, type ScriptyardOptions } from "../index.ts";

/** The host that `scriptyard init` makes. */
export const shop = fileURLToPath(new URL("../../../../apps/cli/templates/init/hosts/shop", import.meta.url));

/** A Scriptyard in a data folder of its own, for a product whose staff is known by a header. */
export async function embedded(change: Partial<ScriptyardOptions> = {}): Promise<Embedded> {
  const folder = mkdtempSync(join(tmpdir(), "scriptyard-embed-"));
  const yard = await createScriptyard({
    hosts: [shop],
    realms: [{ name: "shop", host: "shop" }],
    folder,
    dataDir: "data",
    basePath: "/admin/scripts/",
    workers: 1,
    log: pino({ level: "silent" }),
    authenticate: staff,
    signInUrl: "/login",
    ...change,
  });
  return {
    yard,
    folder,
    async [Symbol.asyncDispose]() {
      await yard[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Embedded = AsyncDisposable & { yard: Scriptyard; folder: string };

/** A host whose only script throws. */
export function throwingHost(folder: string): string {
  const host = join(folder, "hosts", "throws");
  mkdirSync(join(host, "scripts", "a"), { recursive: true });
  writeFileSync(
    join(host, "host.ts"),
    `import { defineHost } from "@scriptyard/host-kit";
import { z } from "zod";
export default defineHost({
  id: "throws", version: "1", title: "Throws", description: "Throws.",
  hooks: [{
    name: "onCall", title: "Call", description: "Is called.",
    params: [{ name: "n", schema: z.number(), description: "Any." }],
    result: z.number(), resultType: "Answer", functions: [],
  }],
  functions: [],
});
`,
  );
  writeFileSync(
    join(host, "scripts", "a", "b.ts"),
    'export const onCall: ScriptyardHooks["onCall"] = (n) => {\n  throw new RangeError(String(n));\n};\n',
  );
  return host;
}

/** The product's own session: `x-staff: ada@shop.example admin`. */
export function staff({ headers }: IncomingMessage) {
  const [email, role] = String(headers["x-staff"] ?? "").split(" ");
  if (!email) return null;
  return { user: { email, name: `Staff ${email}` }, role: role as "admin" };
}

/** A product that listens on a free port of loopback. */
export async function listening(
  product: RequestListener | Server,
): Promise<AsyncDisposable & { origin: string }> {
  const server = typeof product === "function" ? createServer(product) : product;
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the console in a browser of this member of staff asks with. */
export function consoleOf(origin: string, who: string | null, headers: Record<string, string> = {}) {
  const link = httpBatchLink({
    url: `${origin}/admin/scripts/api/trpc`,
    headers: { origin, ...(who === null ? {} : { "x-staff": who }), ...headers },
  });
  return createTRPCClient<AppRouter>({ links: [link] });
}
