import type { FlowStartInput } from "@scriptyard/runner";
import type { FastifyRequest } from "fastify";
import type { PlaceDatabase } from "./places/database.ts";
import { type ProxyHeader, proxyReader } from "./places/proxy-headers.ts";

/** Headers that scripts may see. Nothing that identifies a session. */
const shownHeaders = ["accept-language", "user-agent", "referer", "sec-ch-ua-platform", "dnt"];

type PageVisitor = NonNullable<FlowStartInput["page"]>;

export type VisitorOptions = {
  trustedProxies: readonly string[];
  /** What trusted proxies say of a visitor. */
  proxyHeaders: readonly ProxyHeader[];
  /** Where addresses are; null = nobody knows. */
  places: Pick<PlaceDatabase, "find"> | null;
};

/** Who opened the page, as far as it knows. What a trusted proxy says of the place goes before the database. */
export function createVisitors(options: VisitorOptions): (request: FastifyRequest) => PageVisitor {
  const { places } = options;
  const fromProxy = proxyReader(options.proxyHeaders, options.trustedProxies);
  return (request) => {
    const told = fromProxy(request);
    const own = visitorOf(request);
    return {
      ...own,
      headers: { ...own.headers, ...told.headers },
      ...places?.find(request.ip),
      ...told.place,
    };
  };
}

function visitorOf(request: FastifyRequest): PageVisitor {
  const headers: PageVisitor["headers"] = {};
  for (const name of shownHeaders) {
    const value = request.headers[name];
    if (typeof value === "string") headers[name] = value.slice(0, 500);
  }
  return {
    ip: request.ip,
    method: request.method,
    path: request.url.split("?")[0]!,
    headers,
    userAgent: userAgentOf(request.headers["user-agent"] ?? ""),
    locale: localeOf(request.headers["accept-language"]),
    time: new Date().toISOString(),
  };
}

/** Family, system and kind of device, as far as the header says; order matters, since browsers name each other. */
export function userAgentOf(text: string): { family: string; os: string; device: string } {
  const first = (rules: readonly (readonly [RegExp, string])[]) =>
    rules.find(([pattern]) => pattern.test(text))?.[1] ?? "unknown";
  const mobile = /Mobi|iPhone|iPod/i.test(text);
  const tablet = /iPad|Tablet|Android(?!.*Mobi)/i.test(text);
  const os = first([
    [/iPhone|iPad|iPod/, "iOS"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/CrOS/, "ChromeOS"],
    [/Mac OS X|Macintosh/, "macOS"],
    [/Linux/, "Linux"],
  ]);
  return {
    family: first([
      [/Edg(?:e|A|iOS)?\//, "Edge"],
      [/OPR\/|Opera/, "Opera"],
      [/Firefox\/|FxiOS\//, "Firefox"],
      [/Chrome\/|CriOS\/|Chromium\//, "Chrome"],
      [/Safari\//, "Safari"],
      [/curl\//, "curl"],
    ]),
    os,
    device: tablet ? "tablet" : mobile ? "phone" : os === "unknown" ? "unknown" : "desktop",
  };
}

/** The first language of `Accept-Language` as a BCP 47 tag. */
export function localeOf(header: string | undefined): string {
  const first = header?.split(",")[0]?.split(";")[0]?.trim() ?? "";
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(first) ? first : "en";
}
