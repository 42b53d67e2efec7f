import type { PlaceOnOffer } from "../../db/stays.ts";
import { rankStays, type Wanted } from "./rank-stays.ts";

const place = (id: string, other: Partial<PlaceOnOffer> = {}): PlaceOnOffer =>
  ({
    id,
    guestsMax: 2,
    nightMinor: 6_000,
    cleaningFeeMinor: 2_500,
    currency: "EUR",
    features: ["wifi"],
    rating: 4,
    ...other,
  }) as PlaceOnOffer;

const wanted: Wanted = {
  checkIn: "2026-12-04",
  checkOut: "2026-12-08",
  nights: 4,
  people: 2,
  wishes: ["wifi"],
};

const idsOf = (places: PlaceOnOffer[], want: Wanted) =>
  rankStays(places, [], want).map((stay) => stay.place.id);

test("places that are alike in all else come by their id, in whatever order they are stored", () => {
  const [ash, elm, oak] = [place("ash"), place("elm"), place("oak")];
  for (const stored of [
    [ash, elm, oak],
    [oak, elm, ash],
    [elm, oak, ash],
  ])
    expect(idsOf(stored, wanted)).toEqual(["ash", "elm", "oak"]);
  const like = place("yew");
  expect(idsOf([oak, like, ash], { ...wanted, like })).toEqual(["ash", "oak"]);
});

test.each([
  ["fulfils more wishes", { features: ["wifi", "garden"] }],
  ["is cheaper", { nightMinor: 5_900 }],
  ["is rated better", { rating: 5 }],
])("an id decides only between equals: one that %s comes first", (_why, better) => {
  const want = { ...wanted, wishes: ["wifi", "garden"] };
  expect(idsOf([place("ash"), place("oak", better)], want)).toEqual(["oak", "ash"]);
});
