import { configDocument } from "@scriptyard/host-kit";
import { hostDocument } from "@scriptyard/installation/host-json";
import { Argument, Command } from "commander";
import { print, shown } from "../output/terminal.ts";

const documents = { config: configDocument, host: hostDocument };

const details = `
  scriptyard schema host > host.schema.json
Then say it in the file, so that editors complete and check it: { "$schema": "./host.schema.json", … }`;

/** `scriptyard schema`: the JSON Schemas of what people write as JSON. */
export function schema(): Command {
  return new Command("schema")
    .description("Print the JSON Schema of scriptyard.config.json or host.json.")
    .addArgument(new Argument("<of>", "which file").choices(Object.keys(documents)))
    .addHelpText("after", details)
    .action((of: keyof typeof documents) => {
      print(shown`${JSON.stringify(documents[of].jsonSchema(), null, 2)}`);
    });
}
