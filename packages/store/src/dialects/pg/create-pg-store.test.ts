import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { storeContract } from "../../testing/contract.ts";
import { createPgStore } from "./create-pg-store.ts";

storeContract("PGlite", async (now) => {
  const client = new PGlite();
  return await createPgStore({ db: drizzle(client), close: () => client.close(), name: "PGlite", now });
});
