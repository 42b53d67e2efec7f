import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (path: string): string => fileURLToPath(new URL(`./web/${path}`, import.meta.url));

/** The first to know `AbortSignal.any` and `light-dark()`: spring 2024. */
const browsers = ["chrome123", "firefox124", "safari17.5"];

/**
 * Builds `web/dist`: the demo page, the console, and `widget.js`, one script that any other site can load.
 * `npx vite build` builds both environments, one after the other.
 */
export default defineConfig({
  root: at("."),
  publicDir: false,
  build: { outDir: at("dist"), target: browsers, modulePreload: { polyfill: false } },
  environments: {
    client: {
      build: { emptyOutDir: true, rolldownOptions: { input: [at("index.html"), at("console.html")] } },
    },
    widget: {
      consumer: "client",
      build: {
        emptyOutDir: false,
        cssCodeSplit: false,
        rolldownOptions: {
          input: at("widget/main.ts"),
          output: { format: "iife", entryFileNames: "widget.js" },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      await builder.build(builder.environments.client!);
      await builder.build(builder.environments.widget!);
    },
  },
});
