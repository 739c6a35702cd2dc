import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createStore } from "./index.ts";
import { storeContract } from "./testing/contract.ts";

const folder = mkdtempSync(join(tmpdir(), "scriptyard-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

storeContract("SQLite file", (now) => createStore({ file: join(folder, "data", "scriptyard.db"), now }));
storeContract("SQLite memory", (now) => createStore({ memory: true, now }));
