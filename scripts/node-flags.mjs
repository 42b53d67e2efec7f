/**
 * How Node runs the server (`start` in package.json). Twice the room that it gives young objects by itself: what a turn makes lives for as long as
 * its answer streams, some seconds, and with 16 MB is copied into the old heap by then, all of which is marked again for every ten megabytes that come to
 * it. 200 streams cost a third less CPU so, for at most 48 MB more. `bench:model` runs the peer's server with the same.
 */
export const serverFlags = ["--max-semi-space-size=32"];
