import { emptyPolicy, type Realm } from "@scriptyard/model";
import { revisionOf } from "../../revision.ts";

/** Of what a realm says about security levels; a realm that said nothing yet has the empty policy's. */
export const policyRevision = ({ policy }: Pick<Realm, "policy">): string =>
  revisionOf([policy ?? emptyPolicy]);
