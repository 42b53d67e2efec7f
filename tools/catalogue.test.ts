import * as z from "zod";
import type { Db } from "../db/open.ts";
import { actions } from "../db/schema.ts";
import { catalogue, toToolSpec } from "./catalogue.ts";
import { call, contextOf, seededDatabase } from "./seeded-context-for-tests.ts";

const specs = catalogue.map(toToolSpec);
const takesReference = specs.filter((spec) => "bookingRef" in (spec.inputSchema.properties as object));

test("the tools are these, and what writes says so", () => {
  expect(specs.map((spec) => `${spec.effect} ${spec.name}`)).toEqual([
    "read search_help_center",
    "read list_my_bookings",
    "read get_booking",
    "read quote_cancellation",
    "write cancel_booking",
    "read refund_status",
    "read search_stays",
    "read check_availability",
    "write book_stay",
    "read quote_change",
    "write change_dates",
    "write change_guests",
    "read quote_refund",
    "write request_refund",
    "read check_duplicate_charge",
    "write report_problem",
    "write resend_receipt",
    "handoff escalate_to_human",
  ]);
});

describe.each(specs.map((spec) => [spec.name, spec] as const))("%s", (_name, spec) => {
  const properties = Object.entries(spec.inputSchema.properties as Record<string, { description?: string }>);

  test("describes each of its fields and takes no others", () => {
    for (const [, schema] of properties) expect(schema.description?.length).toBeGreaterThan(20);
    expect(spec.inputSchema.additionalProperties).toBe(false);
  });

  test("has no field that says who the guest is or what to pay", () => {
    const names = properties.map(([name]) => name).join(" ");
    expect(names).not.toMatch(/guest|user|customer|mail|name|phone|amount|price|refund|currency|confirm/i);
  });

  test("asks for every field that must be there", () => {
    for (const name of (spec.inputSchema.required as string[] | undefined) ?? [])
      expect(spec.slots[name]?.ask).toMatch(/\?$/);
  });

  test("brings 12 to 30 examples that no other tool has", () => {
    expect(spec.examples.length).toBeGreaterThanOrEqual(12);
    expect(spec.examples.length).toBeLessThanOrEqual(30);
    const others = specs.filter((other) => other !== spec).flatMap((other) => other.examples);
    expect(
      spec.examples.filter(
        (example, at) => spec.examples.indexOf(example) !== at || others.includes(example),
      ),
    ).toEqual([]);
  });

  test("can be rendered when it reads, and only then", () => {
    expect(typeof spec.render).toBe(spec.effect === "read" ? "function" : "undefined");
  });
});

test("a schema is plain JSON Schema that says how a reference is written", () => {
  const schema = toToolSpec(catalogue.find((tool) => tool.name === "get_booking")!).inputSchema;
  expect(schema).toMatchObject({
    type: "object",
    required: ["bookingRef"],
    properties: { bookingRef: { type: "string", pattern: "^BK-\\d{1,9}$" } },
  });
  expect(z.fromJSONSchema(schema as never).safeParse({ bookingRef: "BK-204" }).success).toBe(true);
});

describe("another guest's booking", () => {
  let db: Db;
  beforeAll(async () => {
    db = await seededDatabase();
  });
  afterAll(() => db.$client.close());

  test("these tools take a reference", () => {
    expect(takesReference.map((spec) => spec.name)).toEqual([
      "get_booking",
      "quote_cancellation",
      "cancel_booking",
      "refund_status",
      "quote_change",
      "change_dates",
      "change_guests",
      "quote_refund",
      "request_refund",
      "check_duplicate_charge",
      "report_problem",
      "resend_receipt",
    ]);
  });

  /** What else a tool must be told. */
  const further: Record<string, Record<string, unknown>> = {
    change_guests: { people: 3 },
    quote_refund: { items: ["cleaning_fee"] },
    request_refund: { items: ["cleaning_fee"] },
    report_problem: { kind: "broken", description: "There is no hot water" },
  };

  test.each(takesReference.map((spec) => spec.name))(
    "is refused by %s in the very words of one that does not exist",
    async (name) => {
      const maria = await contextOf(db, "maria");
      const input = { bookingRef: "BK-999", ...further[name] };
      const missing = await call(maria, name, input);
      expect(missing).toMatchObject({ kind: "refused", refusal: { refused: "not-found" } });
      for (const foreign of ["BK-310", "BK-355", "BK-402", "BK-417", "BK-288", "BK-450"]) {
        const refused = await call(maria, name, { ...input, bookingRef: foreign });
        expect({ ...refused, input }).toEqual(missing);
      }
      expect(
        db
          .select()
          .from(actions)
          .all()
          .filter((action) => action.guestId === "maria"),
      ).toEqual([]);
    },
  );

  test("is found by none of the tools that take no reference", async () => {
    const jonas = await contextOf(db, "jonas");
    for (const name of ["list_my_bookings", "refund_status"]) {
      expect(JSON.stringify(await call(jonas, name))).not.toMatch(/BK-/);
    }
  });
});
