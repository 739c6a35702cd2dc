import { type Command, Option } from "commander";
import { jsonOption } from "../commands/options.ts";

/** What of it: several keys, separated by spaces. */
export function selectionOptions(command: Command): Command {
  return command
    .option(
      "--only <keys...>",
      "these alone: scripts/login/terms, scripts/login, flows, triggers, settings, policy",
    )
    .option("--except <keys...>", "all but these");
}

export function importOptions(command: Command): Command {
  return selectionOptions(command)
    .option("--overwrite <keys...>", "write over these where they are in conflict")
    .option("--note <text>", "note of the versions that are published")
    .addOption(new Option("--dry-run", "show the plan, write nothing").conflicts("yes"))
    .option("--yes", "ask nothing")
    .addOption(jsonOption());
}
