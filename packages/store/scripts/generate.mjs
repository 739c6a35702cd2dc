// pnpm db:generate [name]: writes a migration for every group of tables and dialect whose schema has changed.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const name = process.argv[2];
const cwd = fileURLToPath(new URL("..", import.meta.url));

for (const dialect of ["sqlite", "pg"]) {
  for (const group of ["main", "records"]) {
    console.log(`\n${dialect} ${group}`);
    execFileSync(
      "drizzle-kit",
      ["generate", "--config", "../../drizzle.config.ts", ...(name ? ["--name", name] : [])],
      {
        cwd,
        stdio: "inherit",
        env: { ...process.env, SCRIPTYARD_DIALECT: dialect, SCRIPTYARD_TABLES: group },
      },
    );
  }
}
