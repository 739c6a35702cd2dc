/** What is installed by others. `of`: the package of the repository it is; `places`: apps inside, where they are in the repository. */
export const products = [
  {
    name: "scriptyard",
    of: "scriptyard-cli",
    description: "Change a product's behaviour safely from the browser: server, console and command line.",
    places: [
      { of: "scriptyard-cli", to: "apps/cli" },
      { of: "scriptyard-server", to: "apps/server" },
    ],
    readme: `# Scriptyard

Lets the people who run a product change its behaviour safely from the browser: typed scripts, sandboxed previews, immutable versions, exact replay.

\`\`\`sh
npx scriptyard init shop   # a host of your own, with a script that is live
cd shop
npx scriptyard start       # console and HTTP API at http://127.0.0.1:4400, and a first sign-in link
\`\`\`

\`npx scriptyard --help\` names every command.
`,
  },
  {
    name: "@scriptyard/client",
    of: "@scriptyard/client",
    description: "Calls a Scriptyard server from a product. No dependencies; Node and browsers.",
  },
  {
    name: "@scriptyard/embed",
    of: "@scriptyard/embed",
    description: "Scriptyard inside a product's own Node process, console below any path.",
    readme: `# @scriptyard/embed

\`\`\`js
import { createScriptyard } from "@scriptyard/embed";

const yard = await createScriptyard({
  hosts: ["./hosts/shop"],
  realms: [{ name: "shop", host: "shop" }],
  dataDir: "./data",
  basePath: "/admin/scripts/",
  authenticate: (request) => staffOf(request), // { user: { email, name }, role } or null
});

app.use(yard.handler); // before whatever parses bodies
const price = await yard.realm("shop").call("pricing/discount", [line]);
\`\`\`

\`yard.realm(name)\` has the methods and errors of \`@scriptyard/client\`. Console, HTTP API, endpoints and the end-user page are below \`basePath\`.
`,
  },
  {
    name: "@scriptyard/sandbox",
    of: "@scriptyard/sandbox",
    description:
      "Runs untrusted scripts in QuickJS: fresh virtual machines in microseconds, limits that hold.",
    readme: `# @scriptyard/sandbox

Runs untrusted scripts in QuickJS on WebAssembly: a fresh virtual machine for each run, restored from an image in microseconds; limits of time, memory and operations under an outside watchdog; worker threads or a process of its own.

\`createSandbox(options)\` answers \`compile\` and \`execute\`; the types say the rest.
`,
  },
  {
    name: "@scriptyard/host-kit",
    of: "@scriptyard/host-kit",
    description: "Defines what of a product scripts may change: hooks, functions, types.",
    readme: `# @scriptyard/host-kit

\`\`\`ts
import { defineHost } from "@scriptyard/host-kit";
import { z } from "zod";

export default defineHost({
  id: "shop",
  version: "1",
  title: "Shop",
  description: "Decides what things cost.",
  hooks: [
    {
      name: "onPrice",
      title: "Price a line",
      description: "Decides what a line of the basket costs.",
      params: [{ name: "line", schema: z.object({ quantity: z.int(), listPrice: z.number() }), description: "Of the basket." }],
      result: z.object({ price: z.number() }),
      resultType: "Price",
      functions: [],
    },
  ],
  functions: [],
});
\`\`\`

\`npx scriptyard init\` makes a host with every kind of function in it.
`,
  },
];
