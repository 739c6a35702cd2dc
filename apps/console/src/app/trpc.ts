import type { AppRouter } from "@scriptyard/api";
import { MutationCache, QueryCache } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { faultOf } from "./fault.ts";
import { FreshQueryClient } from "./fresh-query-client.ts";
import { basePath } from "./mount.ts";
import { askServer } from "./reach.ts";
import { reportSessionEnded } from "./session.ts";

export type Inputs = inferRouterInputs<AppRouter>;
/** What each procedure answers: `Outputs["scripts"]["get"]`. */
export type Outputs = inferRouterOutputs<AppRouter>;

const url = `${basePath}/api/trpc`;

/** Calls outside React: `await trpcClient.drafts.save.mutate(…)`. */
export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === "subscription",
      true: httpSubscriptionLink({ url }),
      false: httpBatchLink({
        url,
        maxURLLength: 4_000,
        maxItems: 20,
        fetch: (target, init) => askServer(target, init as RequestInit),
      }),
    }),
  ],
});

export const queryClient = new FreshQueryClient({
  queryCache: new QueryCache({ onError: noticeEndedSession }),
  mutationCache: new MutationCache({ onError: noticeEndedSession }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refused request stays refused; a busy server or a dead line may answer the next time.
      retry: (failures, error) => failures < 2 && faultOf(error).retry,
      retryDelay: (failures) => 300 * 2 ** failures,
      refetchOnWindowFocus: "always",
    },
    mutations: { retry: false },
  },
});

/** Outside React: in loaders and event handlers. One per tab. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient });

/** Options for react-query: `useQuery(useTRPC().scripts.tree.queryOptions({ realm }))`. */
export function useTRPC(): TRPCOptionsProxy<AppRouter> {
  return trpc;
}

function noticeEndedSession(error: unknown): void {
  if (faultOf(error).code === "unauthenticated") reportSessionEnded();
}
