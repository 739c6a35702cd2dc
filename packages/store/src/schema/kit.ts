import type { sqliteKit } from "../dialects/sqlite/kit.ts";

/**
 * Column makers of one dialect; tables are functions of a kit and so are written once. Rules that keep engines alike:
 * times are epoch milliseconds, JSON is text, ids are made by the application, text is `prose` unless we made it.
 */
export type Kit = typeof sqliteKit;
