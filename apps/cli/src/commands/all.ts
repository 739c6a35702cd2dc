import type { Command } from "commander";
import type { Env } from "../env.ts";
import { exec } from "./exec.ts";
import { token } from "./token.ts";

/** Every subcommand, one line each. */
export const commands: readonly ((env: Env) => Command)[] = [exec, token];
