/**
 * The seam between the chat and the place where its server runs.
 *
 * A transport is shaped like `fetch`, because that is what ChatKit's `api.fetch` option takes: it
 * gets the request's URL and body and answers with a `Response`, whose body may be an event stream.
 * Two ways to end a response early differ: aborting the request's signal stops the response itself,
 * while cancelling the body only stops listening, and the response goes on without this viewer.
 */
export type Transport = typeof fetch;
