/**
 * For drizzle-kit, run from `packages/store` by `pnpm db:generate`. There are two groups of tables (`main`, `records`:
 * on SQLite a file each) and two dialects, so four folders of migrations; SCRIPTYARD_TABLES and SCRIPTYARD_DIALECT
 * choose one. Without them: the main tables on SQLite.
 */
const group = process.env.SCRIPTYARD_TABLES ?? "main";
const dialect = process.env.SCRIPTYARD_DIALECT ?? "sqlite";

export default {
  dialect: dialect === "pg" ? "postgresql" : "sqlite",
  schema: "./drizzle/tables.cjs",
  out: `./migrations/${dialect}/${group}`,
};
