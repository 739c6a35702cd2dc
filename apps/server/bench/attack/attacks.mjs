// Long: the list of attacks, an entry each.
// What hurts a server through its own doors. Each attack says what it sends; `allowed` are the statuses that are an
// honest answer to it. `round` makes texts differ, so that no cache answers. `fits`: refused for its size it would be no attack.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { person, query } from "../person.mjs";

/** Texts, by what is bad about them. Each is new by its comment, and within the size that is accepted (256 KB). */
export const texts = {
  /** Every statement is an error, and every error's frame holds the whole line. */
  "many-errors-one-line": (n) => `/*${n}*/${"const a=1;".repeat(25_000)}`,
  "returns-one-line": (n) => `/*${n}*/${"return;".repeat(35_000)}`,
  "open-comments": (n) => `export const s = \`${n}${"/*x".repeat(80_000)}\`;`,
  "open-templates": (n) => `/*${n}*/${"`${".repeat(80_000)}`,
  "open-brackets": (n) => `/*${n}*/${"[".repeat(240_000)}`,
  "open-jsx": (n) => `/*${n}*/${"<a>".repeat(80_000)}`,
  "regex-openers": (n) => `/*${n}*/${"/[".repeat(120_000)}`,
  unicode: (n) => `/*${n}*/${"é‍💥".repeat(25_000)}`,
  "line-separators": (n) => `/*${n}*/${"\u2028;".repeat(60_000)}`,
  imports: (n) =>
    `/*${n}*/${Array.from({ length: 4_000 }, (_, i) => `import {a as a${i}} from "shared/x${i}";`).join("")}`,
  names: (n) => `/*${n}*/${Array.from({ length: 12_000 }, (_, i) => `unknown_name_${i};`).join("")}`,
  spreads: (n) => `/*${n}*/export const a = [${"...[],".repeat(40_000)}];`,
  "type-bomb": (n) =>
    `type T${n} = 1; type X<N extends unknown[]> = N["length"] extends 900 ? N : X<[...N, ...N extends [...infer H, infer L] ? [L] : [1]]>;
     type P<A> = A extends [infer H, ...infer R] ? { [K in keyof R]: P<R> } : A;
     export const x: P<[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22]> = null as unknown as X<[1]>;`,
  "union-bomb": (n) =>
    `type D = "0"|"1"|"2"|"3"|"4"|"5"|"6"|"7"|"8"|"9"; type S = \`${n}\${D}\${D}\${D}\${D}\`; const f = (s: S): S => s; export const y = f("x");`,
};

const endpoint = (top, body) => `${top}\nexport function onRequest(request: unknown) { ${body} }`;

/** Runs, by what is bad about them. */
const programs = {
  "top-level-loop": (n) => endpoint(`let i = ${n}; for (;;) i++;`, "return { status: 200 };"),
  /** Native code, which polls nothing: its thread has to be ended from outside. */
  "top-level-native": (n) =>
    endpoint(
      `const found = [].indexOf.call({ length: 2 ** 53 - 1 } as never, ${n} as never);`,
      "return { status: found };",
    ),
  "top-level-memory": (n) =>
    endpoint(`const a = [${n}]; for (;;) a.push(a.length);`, "return { status: 200 };"),
  "refined-error": (n) =>
    endpoint(
      `const s = \`${n}${"/*x".repeat(75_000)}\`;`,
      "const o: any = null; return { status: s.length, body: o.missing };",
    ),
  "deep-error": (n) =>
    endpoint(
      "",
      `function f(d: number): number { return d ? f(d - 1) : (null as any).x${n}; } return f(900);`,
    ),
  "log-flood": (n) => endpoint("", `for (let i = ${n}; ; i++) console.log("x".repeat(9000), i);`),
  loop: (n) => endpoint("", `for (let i = ${n}; ; i++);`),
};

const scripted = [200, 400, 413, 422, 429, 503];

const trpc = (path, input) => ({ path: `/api/trpc/${path}`, body: JSON.stringify(input) });
const batch = (path, inputs) => ({
  path: `/api/trpc/${inputs.map(() => path).join(",")}?batch=1`,
  body: JSON.stringify({ ...inputs }),
});
const nested = (levels) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

/** Costs an engine each time, so that its realm is held back for a while: what came after it would be refused unseen. */
const costly = "top-level-native";

const preview = (name) => ({
  name: `preview.${name}`,
  send: (server, who, round) =>
    who.send(
      ...sent(
        trpc("scripts.preview", {
          scriptId: server.victim,
          source: programs[name](round),
          args: server.sample.args,
        }),
      ),
    ),
  allowed: scripted,
});

export const attacks = [
  ...Object.entries(texts).map(([name, text]) => ({
    name: `check.${name}`,
    send: (server, who, round) =>
      who.send(...sent(trpc("scripts.check", { scriptId: server.victim, source: text(round) }))),
    allowed: scripted,
  })),
  ...Object.keys(programs)
    .filter((name) => name !== costly)
    .map(preview),
  {
    name: "check.batch",
    send: (server, who, round) =>
      who.send(
        ...sent(
          batch(
            "scripts.check",
            Array.from({ length: 20 }, (_, n) => ({
              scriptId: server.victim,
              source: texts[n < 2 ? "type-bomb" : "union-bomb"](round * 20 + n),
            })),
          ),
        ),
      ),
    allowed: [200, 207, 429, 503],
  },
  {
    name: "draft.many-errors-one-line",
    prepare: ownScripts,
    async send(server, who, round) {
      const draft = server.drafts[who.n];
      const source = texts["many-errors-one-line"](round);
      const saved = await who.send(
        ...sent(trpc("drafts.save", { scriptId: draft.scriptId, source, baseRevision: draft.revision })),
      );
      if (saved.status === 200)
        draft.revision = JSON.parse(saved.text).result.data.draft?.revision ?? draft.revision;
      const published = await who.send(
        ...sent(
          trpc("versions.publish", { scriptId: draft.scriptId, note: "attack", revision: draft.revision }),
        ),
      );
      return [saved, published];
    },
    allowed: [...scripted, 409],
  },
  {
    name: "replay.loop",
    async prepare(server) {
      server.recorded = [];
      const { draft } = await server.boss.ask("scripts.get", named("endpoint"));
      await server.boss.call("drafts.save", {
        scriptId: server.victim,
        source: programs.loop(0),
        baseRevision: draft.revision,
      });
      for (let n = 0; n < 4; n++) {
        const body = JSON.stringify({
          args: [{ ...server.sample.args[0], body: { n, text: "x".repeat(60_000) } }],
        });
        const answer = await server.boss.send("/api/v1/realms/arena/scripts/attack/endpoint/execute", {
          headers: { authorization: `Bearer ${server.token}` },
          body,
        });
        server.recorded.push(JSON.parse(answer.text).executionId);
      }
    },
    send: (server, who, round) =>
      who.send(
        ...sent(
          trpc("executions.replay", {
            executionId: server.recorded[round % server.recorded.length],
            on: round % 2 === 0 ? "draft" : "recorded",
          }),
        ),
      ),
    allowed: scripted,
  },
  {
    name: "restore.large",
    async prepare(server) {
      await ownScripts(server);
      const source = `export function onRequest() { return { status: 200 }; }\n${`// ${"long ".repeat(14)}\n`.repeat(3_300)}`;
      for (const [n, own] of server.drafts.entries()) {
        const { scriptId } = own;
        const { draft } = await server.boss.ask("scripts.get", named(`own-${n}`));
        const saved = await server.boss.call("drafts.save", {
          scriptId,
          source,
          baseRevision: draft.revision,
        });
        const { revision } = saved.draft;
        const { version } = await server.boss.call("versions.publish", { scriptId, note: "large", revision });
        Object.assign(own, { revision, version: version.number });
      }
    },
    async send(server, who) {
      const draft = server.drafts[who.n];
      const { scriptId, version, revision } = draft;
      const restored = await who.send(
        ...sent(trpc("versions.restore", { scriptId, version, baseRevision: revision })),
      );
      if (restored.status === 200) draft.revision = JSON.parse(restored.text).result.data.draft.revision;
      const history = await who.send(query("drafts.history", { scriptId, limit: 50 }), { method: "GET" });
      const state = await who.send(query("drafts.state", { scriptId, revision: draft.revision }), {
        method: "GET",
      });
      return [restored, history, state];
    },
    allowed: [...scripted, 404, 409],
  },
  {
    name: "try-it.visitors",
    send: (_server, who, round) =>
      who.send(
        ...sent(
          trpc("flows.try", {
            realm: "acme",
            flow: "login",
            mode: round % 2 === 0 ? "draft" : "live",
            context: { user: visitor(round) },
          }),
        ),
      ),
    allowed: scripted,
    fits: true,
  },
  {
    name: "samples.huge",
    prepare: ownScripts,
    async send(server, who, round) {
      const { scriptId } = server.drafts[who.n];
      const saved = await who.send(
        ...sent(
          trpc("samples.save", { scriptId, name: `huge ${who.n} ${round}`, args: ["x".repeat(900_000)] }),
        ),
      );
      return [saved, await who.send(query("samples.list", { scriptId }), { method: "GET" })];
    },
    allowed: [...scripted, 409],
  },
  {
    name: "samples.deep",
    prepare: ownScripts,
    send: (server, who, round) =>
      who.send(`/api/trpc/samples.save`, {
        body: `{"scriptId":"${server.drafts[who.n].scriptId}","name":"deep ${round}","args":[${nested(200_000)}]}`,
      }),
    allowed: [...scripted, 409],
  },
  {
    name: "settings.many-types",
    // Who administers one realm works beside those of all others.
    send: (server, _who, round) =>
      server.boss.send(
        ...sent(
          trpc("realms.previewSettings", {
            realm: "arena",
            settingsSchema: chainOfTypes(900, round),
            settings: { a: round },
          }),
        ),
      ),
    allowed: scripted,
    fits: true,
  },
  {
    name: "triggers.many-types",
    // Refused for its script, which is no tool; its schemas are judged all the same.
    send: (server, who, round) =>
      who.send(
        ...sent(
          trpc("triggers.create", {
            realm: "arena",
            kind: "tool",
            name: `t${who.n}x${round}`,
            scriptId: server.victim,
            config: { toolName: `t${round}`, summary: "Many.", parameters: chainOfTypes(900, round) },
          }),
        ),
      ),
    allowed: scripted,
    fits: true,
  },
  {
    name: "files.hostile-texts",
    async send(server, who, round) {
      const folder = join(server.scripts, "@arena", "attack");
      mkdirSync(folder, { recursive: true });
      const kinds = Object.values(texts);
      writeFileSync(join(folder, `file-${who.n}.ts`), kinds[round % kinds.length](round));
      await new Promise((resolve) => setTimeout(resolve, 200));
      return who.send(query("scripts.list", { realm: "arena" }), { method: "GET" });
    },
    allowed: [200, 429, 503],
  },
  {
    name: "input.many-unknown-keys",
    send: (server, who) =>
      who.send("/api/trpc/scripts.check", {
        body: JSON.stringify({
          scriptId: server.victim,
          ...Object.fromEntries(Array.from({ length: 4_000 }, (_, n) => [`k${n}`, n])),
        }),
      }),
    allowed: scripted,
    fits: true,
  },
  {
    name: "input.many-wrong-args",
    send: (server, who) =>
      who.send(
        ...sent(
          trpc("scripts.preview", {
            scriptId: server.victim,
            args: [Object.fromEntries(Array.from({ length: 4_500 }, (_, n) => [`k${n}`, n]))],
          }),
        ),
      ),
    allowed: scripted,
    fits: true,
  },
  {
    name: "rest.wide-input",
    send: (server, who) =>
      who.send("/api/v1/realms/arena/scripts/attack/endpoint/execute", {
        headers: { authorization: `Bearer ${server.token}` },
        body: JSON.stringify({ args: [Array.from({ length: 11_000 }, (_, n) => n)] }),
      }),
    allowed: scripted,
    fits: true,
  },
  {
    name: "rest.deep-input",
    send: (server, who) =>
      who.send("/api/v1/realms/arena/scripts/attack/endpoint/execute", {
        headers: { authorization: `Bearer ${server.token}` },
        body: `{"args":[${nested(400_000)}]}`,
      }),
    allowed: scripted,
  },
  {
    name: "strangers.unknown-address",
    send: (server, _who, round) =>
      fetch(`${server.url}/nothing-${round}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: nested(400_000),
      }).then(async (answer) => ({ status: answer.status, text: await answer.text() })),
    allowed: [404],
  },
  {
    name: "rest.not-json",
    send: (server, who) =>
      who.send("/api/v1/realms/arena/messages", {
        headers: { authorization: `Bearer ${server.token}` },
        body: `{"topic":"a","payload":${'"\\u0000'.repeat(110_000)}`,
      }),
    allowed: scripted,
  },
  {
    name: "hooks.large-bodies",
    async prepare(server) {
      await server.boss.call("triggers.create", {
        realm: "arena",
        kind: "http",
        name: "attack",
        scriptId: server.victim,
        config: { path: "/attack", auth: "none", rateLimitPerMinute: 0 },
      });
    },
    send: (server, who, round) =>
      who.send(`/hooks/arena/attack?${"a=b&".repeat(1_000)}n=${round}`, {
        headers: { authorization: `Bearer ${server.token}` },
        body: JSON.stringify({ a: "x".repeat(100_000), list: Array.from({ length: 10_000 }, (_, n) => n) }),
      }),
    allowed: [...scripted, 414, 431],
  },
  {
    name: "tools.patterns",
    async prepare(server) {
      const { script, draft } = await server.boss.call("scripts.create", {
        realm: "arena",
        module: "attack",
        name: "tool",
        hook: "onCall",
        language: "typescript",
        template: "tool",
      });
      await server.boss.call("versions.publish", {
        scriptId: script.id,
        note: "attack",
        revision: draft.revision,
      });
      const text = (pattern) => ({ type: "string", maxLength: 256, pattern });
      const parameters = {
        type: "object",
        properties: {
          list: { type: "array", items: text("a*a*a*b") },
          one: text(`^${"(a|a)".repeat(38)}b`),
          numbers: { type: "array", uniqueItems: true },
        },
      };
      await server.boss.call("triggers.create", {
        realm: "arena",
        kind: "tool",
        name: "attack-tool",
        scriptId: script.id,
        config: { toolName: "attack", summary: "Patterns.", parameters },
      });
    },
    send: (server, who, round) =>
      who.send("/api/v1/realms/arena/tools/attack/call", {
        headers: { authorization: `Bearer ${server.token}` },
        body: JSON.stringify({
          params: [
            { list: Array.from({ length: 250 }, (_, n) => `${"a".repeat(240)}${n}${round}`) },
            { one: "a".repeat(200) },
            { numbers: Array.from({ length: 9_000 }, (_, n) => [n]) },
          ][round % 3],
        }),
      }),
    allowed: scripted,
  },
  {
    name: "search.text",
    send: (_server, who, round) =>
      who.send(
        query("executions.list", {
          realm: "arena",
          filter: { text: `%_\\${"a%".repeat(90)}${round}` },
          limit: 200,
        }),
        { method: "GET" },
      ),
    allowed: [200, 429],
  },
  {
    name: "search.histograms",
    send: (_server, who, round) =>
      who.send(
        query("executions.histogram", {
          realm: "arena",
          filter: { text: `x${round}`, fromMs: 0, toMs: Date.now() },
          buckets: 400,
        }),
        { method: "GET" },
      ),
    allowed: [200, 429],
  },
  {
    name: "sign-in.guesses",
    // As strangers, who have no session to lose.
    send: (server, _who, round) =>
      Promise.all(
        Array.from({ length: 5 }, (_, n) =>
          person(server.url).send(
            ...sent(
              trpc("session.signIn", {
                email: `person${(round + n) % 10}@example.com`,
                password: `guess ${round} ${n}`,
              }),
            ),
          ),
        ),
      ),
    allowed: [401, 429, 503],
  },
  {
    name: "sign-in.batch",
    send: (_server, who, round) =>
      who.send(
        ...sent(
          batch(
            "session.signIn",
            Array.from({ length: 20 }, (_, n) => ({
              email: `person${n % 10}@example.com`,
              password: `guess ${round} ${n}`,
            })),
          ),
        ),
      ),
    allowed: [400],
  },
  {
    name: "probes.readyz",
    send: (_server, who) =>
      Promise.all(Array.from({ length: 20 }, () => who.send("/readyz", { method: "GET" }))),
    allowed: [200],
  },
  {
    name: "triggers.configs",
    send: (server, who, round) =>
      who.send(
        ...sent(
          round % 2
            ? trpc("triggers.create", {
                realm: "arena",
                kind: "schedule",
                name: `s${who.n}x${round}`,
                scriptId: server.victim,
                config: { cron: `${"1,".repeat(20_000)}1 * * * *` },
              })
            : trpc("triggers.create", {
                realm: "arena",
                kind: "bus",
                name: `b${who.n}x${round}`,
                scriptId: server.victim,
                config: { topic: "*.".repeat(20_000) },
              }),
        ),
      ),
    allowed: scripted,
  },
  preview(costly),
  {
    name: "flow.forms",
    async send(server, who) {
      const page = await who.send("/f/acme/login", { method: "GET" });
      const path = page.headers.get("location");
      // Refused for beginning too many: there is no session that a form could go to.
      if (path === null) return [page];
      const form = await who.send(path, {
        body: Array.from({ length: 2_000 }, (_, n) => `f${n}=${"%C3%A9".repeat(2)}`).join("&"),
        headers: { "content-type": "application/x-www-form-urlencoded", origin: server.url },
      });
      return [page, form];
    },
    // 404: the form went to no session of this browser's, and nobody looked at it.
    allowed: [200, 303, 400, 403, 413, 429, 503],
  },
];

/** Somebody with as many attributes as fit into the input. */
const visitor = (round) => ({
  id: `usr_${round}`,
  email: "visitor@example.com",
  attributes: Object.fromEntries(Array.from({ length: 2_500 }, (_, n) => [`k${n}`, `${round}`])),
});

/** Each holds the next, within the size of a schema. */
const chainOfTypes = (n, round) => ({
  type: "object",
  properties: { a: { $ref: "#/$defs/T0" }, [`b${round}`]: {} },
  $defs: Object.fromEntries(
    Array.from({ length: n }, (_, index) => [
      `T${index}`,
      index === n - 1
        ? { type: "string", "x-sensitive": true }
        : { type: "object", properties: { a: { $ref: `#/$defs/T${index + 1}` } } },
    ]),
  ),
});

const named = (name) => ({ realm: "arena", module: "attack", name });

function sent({ path, body }) {
  return [path, { body }];
}

/** A script of their own for everybody, so that people do not conflict with each other. */
async function ownScripts(server) {
  if (server.drafts) return;
  server.drafts = [];
  for (const who of server.people) {
    const { script, draft } = await who.call("scripts.create", {
      realm: "arena",
      module: "attack",
      name: `own-${who.n}`,
      hook: "onRequest",
      language: "typescript",
      template: "http-endpoint",
    });
    server.drafts.push({ scriptId: script.id, revision: draft.revision });
  }
}
