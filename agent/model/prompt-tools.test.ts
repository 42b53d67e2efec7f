import { catalogue, toToolSpec } from "../../tools/catalogue.ts";
import { quoteCancellation } from "./example-request.ts";
import { promptTools } from "./prompt-tools.ts";
import { tokensIn } from "./token-estimate.ts";

const tool = (inputSchema: Record<string, unknown>) => ({ ...quoteCancellation, inputSchema });
const parametersOf = (inputSchema: Record<string, unknown>) =>
  promptTools([tool(inputSchema)])[0]?.function.parameters;

test("what only a check reads is left out, at every depth; what a model reads stays, and so does a field of that name", () => {
  const pattern = "^BK-\\d{1,9}$";
  expect(
    parametersOf({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: {
        bookingRef: { type: "string", pattern, maxLength: 60, description: "The reference." },
        maximum: { type: "integer", minimum: 1, maximum: 50 },
        who: {
          type: "array",
          maxItems: 9,
          items: {
            type: "object",
            properties: { name: { anyOf: [{ type: "string", minLength: 1 }, { type: "null" }] } },
            additionalProperties: false,
          },
        },
        when: { type: "string", enum: ["all", "past"], default: "all" },
      },
      required: ["bookingRef"],
      additionalProperties: false,
    }),
  ).toEqual({
    type: "object",
    properties: {
      bookingRef: { type: "string", pattern, description: "The reference." },
      maximum: { type: "integer" },
      who: {
        type: "array",
        items: { type: "object", properties: { name: { anyOf: [{ type: "string" }, { type: "null" }] } } },
      },
      when: { type: "string", enum: ["all", "past"], default: "all" },
    },
    required: ["bookingRef"],
  });
});

/** By estimate. What all of them take is paid by every first prompt, and by every one on a server without a prefix cache. */
const tokensPerToolMax = 190;

test("no example of the offline model costs a prompt anything, and a tool on average few tokens", () => {
  const tools = promptTools(catalogue.map(toToolSpec));
  const written = JSON.stringify(tools);
  for (const { examples } of catalogue)
    for (const example of examples) expect(written).not.toContain(example);
  expect(tokensIn(written) / tools.length).toBeLessThan(tokensPerToolMax);
});
