import { serveRequests } from "@scriptyard/languages/children";
import { readSettings } from "./read-settings.ts";

/** A text is what crosses: taking an object apart and putting it together again is work of the thread that serves. */
serveRequests(() => (request) => readSettings(JSON.parse(request as string)));
