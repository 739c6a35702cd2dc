// Puts an empty realm into the data of a stopped server, since nothing else makes one yet: node new-realm.mjs DATA NAME
import { join } from "node:path";
import { newId } from "@scriptyard/model";
import { createStore } from "@scriptyard/store";

const [data, name] = process.argv.slice(2);
const store = await createStore({ file: join(data, "scriptyard.db") });
const { hostId, timeZone, settingsSchema, settings } = await store.realms.byName("acme");
await store.realms.create({
  id: newId("rlm"),
  name,
  title: name,
  hostId,
  timeZone,
  settingsSchema,
  settings,
  allowedHosts: [],
  createdAt: Date.now(),
});
await store.close();
