import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { type FastifyInstance, fastify } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerConsole } from "./register.ts";
import { registerSecurityHeaders } from "./security-headers.ts";

const root = mkdtempSync(join(tmpdir(), "scriptyard-console-"));
const log = pino({ level: "silent" });
const script = "console.log(1);\n".repeat(200);
let app: FastifyInstance;

beforeAll(async () => {
  mkdirSync(join(root, "assets"));
  writeFileSync(join(root, "index.html"), "<!doctype html><title>Scriptyard</title>");
  writeFileSync(join(root, "assets", "main-abc123.js"), script);
  writeFileSync(join(root, "assets", "main-abc123.js.br"), brotliCompressSync(script));
  app = fastify();
  await app.register(async (scope) => {
    await registerSecurityHeaders(scope, { secure: false });
    await registerConsole(scope, { root, log, basePath: "", signInUrl: null });
  });
});
afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true });
});

describe("the built console", () => {
  test("hashed files are kept for a year and served compressed where they are", async () => {
    const plain = await app.inject("/assets/main-abc123.js");
    expect(plain.body).toBe(script);
    expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    const small = await app.inject({ url: "/assets/main-abc123.js", headers: { "accept-encoding": "br" } });
    expect(small.headers["content-encoding"]).toBe("br");
    expect(small.headers["content-type"]).toMatch(/javascript/);
    expect(small.rawPayload.length).toBeLessThan(script.length / 2);
  });

  test.each(["/", "/acme/scripts/login/risk-check", "/welcome?token=x"])(
    "%s is the page, always fresh",
    async (url) => {
      const answer = await app.inject(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain("<title>Scriptyard</title>");
      expect(answer.headers["cache-control"]).toBe("no-cache");
      const policy = String(answer.headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy.replace("style-src 'self' 'unsafe-inline'", "")).not.toContain("unsafe");
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
      expect(answer.headers).not.toHaveProperty("strict-transport-security");
    },
  );

  test.each(["/assets/gone-123.js", "/robots.txt", "/api/nope", "/f/nope", "/../package.json"])(
    "%s is not the page",
    async (url) => {
      const answer = await app.inject(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: "not_found" });
    },
  );

  test("below a path, its page asks for its files there and says so", async () => {
    const page =
      '<title>Scriptyard</title><script src="./theme.js"></script><link href="./assets/main.css"><img src="https://x/y.png">';
    const other = mkdtempSync(join(tmpdir(), "scriptyard-console-"));
    writeFileSync(join(other, "index.html"), page);
    const below = fastify();
    await registerConsole(below, { root: other, log, basePath: "/admin/x", signInUrl: '/login?to="a&b' });
    const { body } = await below.inject("/r/acme");
    expect(body).toBe(
      '<meta name="scriptyard-base" content="/admin/x" /><meta name="scriptyard-sign-in" content="/login?to=&#34;a&#38;b" />' +
        '<title>Scriptyard</title><script src="/admin/x/theme.js"></script><link href="/admin/x/assets/main.css"><img src="https://x/y.png">',
    );
    expect((await below.inject("/")).body).toBe(body);
    expect((await below.inject("/index.html")).statusCode).toBe(404);
    await below.close();
    rmSync(other, { recursive: true });
  });

  test("a console that is not built says so", async () => {
    const bare = fastify();
    await registerConsole(bare, { root: join(root, "nowhere"), log, basePath: "", signInUrl: null });
    const answer = await bare.inject("/");
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain("npm run build");
    await bare.close();
  });
});
