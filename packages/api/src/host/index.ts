import { router } from "../trpc/init.ts";
import { declarations } from "./declarations.ts";
import { inputSchema } from "./input-schema.ts";
import { reference } from "./reference.ts";

export const host = router({ declarations, inputSchema, reference });
