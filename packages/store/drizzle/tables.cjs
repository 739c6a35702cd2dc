// What drizzle-kit reads: it looks for tables among a module's exports. The object of them is exported as it is, so that none
// has to be named here a second time: one that was forgotten would have no migration, and nobody would be told.
const { pgKit } = require("../src/dialects/pg/kit.ts");
const { sqliteKit } = require("../src/dialects/sqlite/kit.ts");
const { mainTables, recordTables } = require("../src/schema/index.ts");

const kit = process.env.SCRIPTYARD_DIALECT === "pg" ? pgKit : sqliteKit;
module.exports = process.env.SCRIPTYARD_TABLES === "records" ? recordTables(kit) : mainTables(kit);
