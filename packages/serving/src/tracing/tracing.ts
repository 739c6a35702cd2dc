import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Execution } from "@scriptyard/model";
import type { FastifyInstance } from "fastify";
import { versionLabel } from "../version-label.ts";

export type Tracing = AsyncDisposable & {
  /** A span for each request, child of the caller's `traceparent`. */
  register(app: FastifyInstance): void;
  /** A span for each execution, child of the request that caused it, made when it is over: nothing is added to its run. */
  observe(execution: Execution): void;
};

/**
 * OpenTelemetry traces to an OTLP collector over HTTP.
 *
 * @param endpoint base address, as in `OTEL_EXPORTER_OTLP_ENDPOINT`: `/v1/traces` is added
 */
export function createTracing(endpoint: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": "scriptyard" }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })],
  });
  const contexts = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(contexts);
  const propagator = new W3CTraceContextPropagator();
  const tracer = provider.getTracer("scriptyard");

  return {
    register(app) {
      app.addHook("onRequest", (request, reply, done) => {
        const caller = propagator.extract(context.active(), request.headers, headerGetter);
        const route = request.routeOptions.url ?? "unknown";
        const attributes = { "http.request.method": request.method, "http.route": route };
        const span = tracer.startSpan(
          `${request.method} ${route}`,
          { kind: SpanKind.SERVER, attributes },
          caller,
        );
        reply.raw.once("close", () => {
          span.setAttribute("http.response.status_code", reply.statusCode);
          if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        });
        context.with(trace.setSpan(caller, span), done);
      });
    },

    observe(execution) {
      const { startedAt, metrics, error } = execution;
      const span = tracer.startSpan(
        `run ${execution.module}/${execution.name}`,
        { startTime: startedAt, attributes: attributesOf(execution) },
        context.active(),
      );
      if (error) span.setStatus({ code: SpanStatusCode.ERROR, message: error.type });
      span.end(startedAt + (metrics.queueUs + metrics.compileUs + metrics.runUs) / 1_000);
    },

    async [Symbol.asyncDispose]() {
      await provider.shutdown();
      contexts.disable();
      context.disable();
    },
  };
}

/** No input, no result, no text of errors: those stay in the execution's record, which the id leads to. */
function attributesOf(execution: Execution) {
  const { metrics } = execution;
  return {
    "scriptyard.execution.id": execution.id,
    "scriptyard.realm.id": execution.realmId,
    "scriptyard.script": `${execution.module}/${execution.name}`,
    "scriptyard.version": versionLabel(execution),
    "scriptyard.trigger": execution.trigger,
    "scriptyard.outcome": execution.errorType ?? "ok",
    "scriptyard.operations": metrics.operations,
    "scriptyard.queue_us": metrics.queueUs,
    "scriptyard.run_us": metrics.runUs,
    "scriptyard.compile_us": metrics.compileUs,
  };
}

const headerGetter = {
  keys: (headers: object) => Object.keys(headers),
  get: (headers: { [name: string]: string | string[] | undefined }, name: string) => headers[name],
};
