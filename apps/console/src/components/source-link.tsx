import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRealm } from "../app/realm.ts";
import { useTRPC } from "../app/trpc.ts";

type Ran = {
  id: string;
  scriptId: string;
  module: string;
  name: string;
  version: number | null;
};

/**
 * Leads to a line of the very text that ran: that version of the script, or that version of the library it was
 * published with. A draft's line opens the draft with the execution's input.
 */
export function SourceLink(props: { execution: Ran; file: string; line: number; children: ReactNode }) {
  const realm = useRealm();
  const { execution, file, line } = props;
  const own = file === `${execution.module}/${execution.name}`;
  const version = useQuery({
    ...useTRPC().versions.get.queryOptions({
      scriptId: execution.scriptId as `scr_${string}`,
      number: execution.version ?? 1,
    }),
    enabled: !own && execution.version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [module, name] = file.split("/");
  // Until it is known which version of a library ran, a link would lead to the wrong text.
  if (!module || !name || version.isLoading) return <>{props.children}</>;
  const library = version.data?.libraries.find((one) => one.specifier === file);
  // A library that came from a file or default has no version to open.
  const ran = own ? execution.version : library && "version" in library ? library.version : undefined;
  return (
    <Link
      to="/r/$realm/scripts/$module/$name"
      params={{ realm, module, name }}
      search={{ line, ...(ran ? { version: ran } : own ? { execution: execution.id } : {}) }}
    >
      {props.children}
    </Link>
  );
}
