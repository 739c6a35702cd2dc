// A shop in plain Node. What a basket costs is decided by a script of the Scriptyard server that runs beside it.
import { createServer } from "node:http";
import { createClient, ScriptFailed, ScriptyardError } from "@scriptyard/client";

const yard = createClient({
  url: process.env.SCRIPTYARD_URL ?? "http://127.0.0.1:4400",
  token: process.env.SCRIPTYARD_TOKEN ?? "",
  timeoutMs: Number(process.env.SCRIPTYARD_TIMEOUT_MS ?? 2_000),
});

/** A shop sells at its list price while nobody can say anything better. */
async function priceOf(line) {
  try {
    return await yard.realm("shop").call("pricing/line", [line]);
  } catch (error) {
    // The script's author finds the run under Errors; the shop goes on.
    if (error instanceof ScriptFailed) console.error(`${error.executionId}: ${error.message}`);
    // Busy, restarting, not there: the client has tried again where that may help.
    else if (error instanceof ScriptyardError && error.code !== "bad_request") console.error(error.message);
    else throw error;
    return { price: line.quantity * line.listPrice };
  }
}

async function basket(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { lines } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  const priced = await Promise.all(
    lines.map(async (line) => {
      const { price, reason } = await priceOf(line);
      return { ...line, price, reason };
    }),
  );
  return { lines: priced, total: priced.reduce((sum, { price }) => sum + price, 0) };
}

const shop = createServer((request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(`${JSON.stringify(body)}\n`);
  };
  if (request.method !== "POST" || request.url !== "/basket") return answer(404, { error: "POST /basket" });
  basket(request).then(
    (priced) => answer(200, priced),
    (error) => answer(error instanceof ScriptyardError ? 422 : 400, { error: error.message }),
  );
});

shop.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () =>
  console.log(`Shop: http://127.0.0.1:${shop.address().port}`),
);
process.once("SIGTERM", () => shop.close(() => process.exit(0)));
