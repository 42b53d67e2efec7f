import type { Tx } from "./open.ts";
import { reviews } from "./schema.ts";

type DemoReview = [author: string, rating: number, daysAgo: number, text: string];

/** What earlier guests of the demo wrote, by place. */
// biome-ignore format: a table
export const demoReviews: Record<string, DemoReview[]> = {
  "lisbon-loft": [["Paula", 5, 40, "Light from morning to evening, and Inês thinks of everything."], ["Ivo", 4, 95, "Lovely, but the stairs are real stairs."], ["Sanne", 5, 160, "Desk, fast wifi, good coffee around the corner."]],
  "lisbon-garden": [["Hugo", 5, 22, "Our dog slept under the lemon tree for a week."], ["Marta", 5, 71, "Silent at night, which is rare in Lisbon."], ["Owen", 4, 130, "The cot was clean and already made up."]],
  "lisbon-tram": [["Lena", 4, 33, "Charming and central. Bring earplugs for the tram."], ["Piet", 4, 88, "Small kitchen, big view."]],
  "lisbon-belem": [["Rosa", 5, 18, "The first place in years where my chair went everywhere."], ["Kurt", 4, 102, "A little far out, but parking at the door."]],
  "lisbon-warehouse": [["Anke", 5, 27, "Six of us cooked every night at that table."], ["Dario", 4, 66, "Huge and well heated."], ["Zoe", 3, 140, "A lorry woke us twice."]],
  "lisbon-family": [["Clara", 5, 15, "The children did not want to leave the swing."], ["Jorge", 5, 58, "Calm street, the market is a joy."], ["Emma", 4, 120, "Steep stairs with a toddler, gates are provided."], ["Noah", 5, 200, "Room for all seven of us."]],
  "porto-river": [["Ana", 5, 50, "We sat at the window for hours."], ["Bram", 4, 110, "Music from the quay until eleven."]],
  "porto-foz": [["Inga", 5, 30, "The sea does the rest."], ["Luis", 4, 84, "Tram to the centre takes a while, worth it."], ["Moira", 5, 150, "Dog bowl and a towel for sandy paws at the door."]],
  "porto-courtyard": [["Petra", 5, 12, "I worked here for a month and heard nothing but birds."], ["Said", 4, 77, "Simple, spotless."]],
  "porto-terrace": [["Greta", 5, 45, "Breakfast among camellias."], ["Tom", 4, 99, "The garage is tight, measure your car."], ["Yara", 4, 170, "Great for two families."]],
  "new-york-stoop": [["Marcus", 5, 20, "Denise's tips alone were worth it."], ["Heidi", 4, 60, "Real neighbourhood, easy subway."], ["Arjun", 5, 125, "The floors creak, the welcome is warm."]],
  "barcelona-house": [["Julie", 5, 36, "Four families met in that patio."], ["Stefan", 4, 90, "Bring a fan for the top room in July."]],
  "barcelona-beach": [["Elif", 4, 25, "The strip of sea is thin but it is there."], ["Rafa", 5, 70, "Bikes, breeze, balcony."], ["Karin", 4, 145, "Lift was out for a day; Marc carried our bags."]],
  "kyoto-machiya": [["Yuki", 5, 31, "The bath smells of cypress."], ["Daniel", 5, 85, "Quiet, old, perfect."], ["Mei", 4, 155, "Cold floors in January, warm futons."]],
  "kyoto-temple": [["Sophie", 5, 28, "You wake with the bell and do not mind."], ["Hiro", 4, 92, "No kitchen, but who cooks in Gion?"]],
  "tokyo-studio": [["Lina", 5, 19, "The best street in Tokyo."], ["Ben", 4, 64, "Compact, and everything works."], ["Chiara", 4, 133, "Kenji left a map of the cats."]],
  "tokyo-tower": [["Oscar", 5, 41, "We saw Fuji on three mornings of five."], ["Nadia", 4, 97, "Wheelchair fits in the lift and the bathroom."]],
  "edinburgh-flat": [["Isla", 5, 23, "Dry, warm, and books downstairs."], ["Paul", 4, 79, "Gulls at five in the morning."]],
  "edinburgh-mews": [["Hannah", 5, 34, "The stove made our week."], ["Gavin", 5, 101, "Our two dogs were greeted by name."], ["Ines", 4, 165, "People photograph your front door."]],
  "cape-town-cottage": [["Lwazi", 5, 29, "The seals are louder than promised and we loved them."], ["Kate", 4, 83, "Windy terrace, wonderful view."]],
  "reykjavik-cabin": [["Björn", 5, 38, "Northern lights from the step."], ["Amelie", 4, 91, "Cosy. The harbour wakes early."], ["Ravi", 5, 148, "The wool blankets nearly came home with us."]],
  "sydney-terrace": [["Grace", 5, 21, "Coffee, records and a fig tree."], ["Liam", 4, 76, "Planes now and then."]],
  "berlin-altbau": [["Nils", 5, 26, "The canal at the end of the street is everything."], ["Aoife", 4, 69, "Fourth floor, no lift, strong legs."], ["Katja", 5, 138, "A cot, a high chair and a box of toys."]],
  "kuwait-seafront": [["Fahad", 5, 24, "Sunrise over the Gulf from the kitchen."], ["Layla", 5, 80, "Cool, calm and very clean."], ["Deepa", 4, 142, "Parking below the house was a relief."]],
};

/** `now` in UTC ms: reviews are as many days old as the table says. */
export function seedReviews(tx: Tx, { now }: { now: number }): void {
  const rows = Object.entries(demoReviews).flatMap(([placeId, written]) =>
    written.map(([author, rating, daysAgo, text], index) => ({
      id: `review-${placeId}-${index + 1}`,
      placeId,
      author,
      rating,
      text,
      createdAt: now - daysAgo * dayMs,
    })),
  );
  tx.insert(reviews).values(rows).run();
}

const dayMs = 86_400_000;
