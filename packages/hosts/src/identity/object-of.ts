import type { JsonObject } from "@scriptyard/host-kit";
import { isObject, type Json } from "@scriptyard/model";

/** A part of what was told; nothing where it is no object. */
export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
