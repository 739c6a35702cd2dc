import { diagnosticSchema, partialLimitsSchema, type Version, versionLibrarySchema } from "@scriptyard/model";
import { z } from "zod";
import type { Tables } from "../schema/index.ts";
import { checkedColumn } from "./columns.ts";

export function toVersion(row: Tables["versions"]["$inferSelect"]): Version {
  return { ...row, ...checkedParts(row) };
}

/** The JSON columns, checked. */
export function checkedParts(row: Pick<Version, "id" | "limits" | "libraries" | "diagnostics">) {
  const where = `versions.${row.id}`;
  return {
    limits: checkedColumn(partialLimitsSchema, row.limits, `${where} limits`),
    libraries: checkedColumn(libraries, row.libraries, `${where} libraries`),
    diagnostics: checkedColumn(diagnostics, row.diagnostics, `${where} diagnostics`),
  };
}

const libraries = z.array(versionLibrarySchema);
const diagnostics = z.array(diagnosticSchema);
