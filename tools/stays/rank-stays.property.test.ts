import fc from "fast-check";
import { totalOf } from "../../db/ledger.ts";
import type { PlaceOnOffer } from "../../db/stays.ts";
import { daysLater } from "./calendar-days.ts";
import { overlaps } from "./nearest-free-dates.ts";
import { type RankedStay, rankStays, type Wanted } from "./rank-stays.ts";
import { knownWishes } from "./wishes.ts";

/* For any places, any nights that are taken, any wishes. */

const date = fc.nat(60).map((days) => daysLater("2027-03-20", days));
const nights = fc.integer({ min: 1, max: 9 });
const features = fc.subarray([...knownWishes]);
const place = fc.record({
  guestsMax: fc.integer({ min: 1, max: 8 }),
  nightMinor: fc.constantFrom(4_900, 6_000, 6_000, 9_500, 30_000),
  cleaningFeeMinor: fc.constantFrom(0, 2_500, 5_000),
  currency: fc.constantFrom("EUR", "EUR", "JPY"),
  features,
  rating: fc.option(fc.integer({ min: 1, max: 5 })),
});
const places = fc
  .array(place, { maxLength: 25 })
  .map((all) => all.map((one, index) => ({ id: `place-${index}`, ...one }) as unknown as PlaceOnOffer));
const taken = fc.array(
  fc
    .record({ at: fc.nat(24), checkIn: date, nights })
    .map((t) => ({ placeId: `place-${t.at}`, checkIn: t.checkIn, checkOut: daysLater(t.checkIn, t.nights) })),
  { maxLength: 40 },
);
const wanted = fc
  .record({
    checkIn: date,
    nights,
    people: fc.integer({ min: 1, max: 8 }),
    wishes: features,
    limit: fc.option(fc.nat(40_000)),
  })
  .map(
    ({ limit, ...rest }): Wanted => ({
      ...rest,
      checkOut: daysLater(rest.checkIn, rest.nights),
      ...(limit !== null && { nightMinorMax: () => limit }),
    }),
  );

test("whatever is found is free on these dates and takes everybody, and nothing that is and does is left out", () => {
  fc.assert(
    fc.property(places, taken, wanted, (all, gone, want) => {
      const found = rankStays(all, gone, want).map((stay) => stay.place);
      for (const one of all) {
        const isFree = !gone.some((nights) => nights.placeId === one.id && overlaps(nights, want));
        expect(found.includes(one)).toBe(isFree && one.guestsMax >= want.people);
      }
      expect(found).toHaveLength(new Set(found).size);
    }),
  );
});

const fulfils = (stay: RankedStay): Set<string> =>
  new Set([...stay.met, ...((stay.underLimitMinor ?? -1) >= 0 ? ["limit"] : [])]);

test("who fulfils strictly more wishes at no higher price never comes after", () => {
  fc.assert(
    fc.property(places, wanted, (all, want) => {
      const found = rankStays(all, [], want);
      for (const [at, later] of found.entries()) {
        for (const earlier of found.slice(0, at)) {
          const [more, less] = [fulfils(later), fulfils(earlier)];
          const isStrictlyMore = more.size > less.size && [...less].every((wish) => more.has(wish));
          const isNoDearer =
            later.place.currency === earlier.place.currency && totalOf(later.price) <= totalOf(earlier.price);
          expect(isStrictlyMore && isNoDearer).toBe(false);
        }
      }
    }),
  );
});

test("of equals in wishes the cheaper comes first", () => {
  fc.assert(
    fc.property(places, wanted, (all, want) => {
      const found = rankStays(all, [], { ...want, wishes: [] }).filter((s) => s.place.currency === "EUR");
      for (const [at, stay] of found.slice(1).entries()) {
        const before = found[at]!;
        if (fulfils(stay).size === fulfils(before).size)
          expect(totalOf(stay.price)).toBeGreaterThanOrEqual(totalOf(before.price));
      }
    }),
  );
});

test("the same question has the same answer, in whatever order the places come", () => {
  fc.assert(
    fc.property(places, taken, wanted, fc.infiniteStream(fc.nat()), (all, gone, want, random) => {
      const ids = (list: PlaceOnOffer[]) => rankStays(list, gone, want).map((stay) => stay.place.id);
      const keyed = all.map((one) => ({ one, key: random.next().value as number }));
      const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
      expect(ids(shuffled)).toEqual(ids(all));
    }),
  );
});

test("of places like another, it is not one itself, and among equals in wishes a near price comes first", () => {
  fc.assert(
    fc.property(places, wanted, (all, want) => {
      fc.pre(all.length > 1);
      const like = all[0]!;
      const found = rankStays(all, [], { ...want, like });
      expect(found.map((stay) => stay.place.id)).not.toContain(like.id);
      const isNear = ({ place: { currency, nightMinor } }: RankedStay) =>
        currency === like.currency && Math.abs(nightMinor - like.nightMinor) * 4 <= like.nightMinor;
      for (const [at, stay] of found.slice(1).entries()) {
        const before = found[at]!;
        if (fulfils(stay).size === fulfils(before).size)
          expect(Number(isNear(before))).toBeGreaterThanOrEqual(Number(isNear(stay)));
      }
    }),
  );
});
