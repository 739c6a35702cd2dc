import { lazyRouteComponent } from "@tanstack/react-router";
import { UnreachableError } from "./fault.ts";
import { askServer } from "./reach.ts";

/**
 * A page whose code comes when it is opened. Code that is gone is of another build, and the router loads the console anew;
 * of a server that stops or does not answer that would leave nothing but the browser's own error page.
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(
    () =>
      load().catch(async (error: unknown) => {
        throw (await wouldReload()) ? error : new UnreachableError({ cause: error });
      }),
    name,
  );

function wouldReload(): Promise<boolean> {
  return askServer(location.href, { method: "HEAD", cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );
}
