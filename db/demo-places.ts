import type { places } from "./schema.ts";

const portugal = { country: "Portugal", timeZone: "Europe/Lisbon" };
const spain = { country: "Spain", timeZone: "Europe/Madrid" };
const japan = { country: "Japan", timeZone: "Asia/Tokyo" };
const uk = { country: "United Kingdom", timeZone: "Europe/London" };
const lisbon = { city: "Lisbon", ...portugal };
const porto = { city: "Porto", ...portugal };

interface Offer {
  guestsMax: number;
  policy: NonNullable<(typeof places.$inferInsert)["policy"]>;
  /** `[night, cleaning fee, deposit]` in minor units. */
  price: [night: number, cleaningFee: number, deposit: number];
  currency?: string;
  features: string;
}

const forSale = ({ guestsMax, policy, price, currency = "EUR", features }: Offer) => ({
  guestsMax,
  policy,
  currency,
  nightMinor: price[0],
  cleaningFeeMinor: price[1],
  depositMinor: price[2],
  features: JSON.stringify(features.split(", ")),
});

/** The invented places of the demo: several in Lisbon and Porto, so that there is always another one to recommend. */
// biome-ignore format: a table
export const demoPlaces: (typeof places.$inferInsert)[] = [
  { id: "lisbon-loft", name: "Loft in Alfama", ...lisbon, address: "Beco do Carneiro 7", hostName: "Inês",
    ...forSale({ guestsMax: 3, policy: "moderate", price: [6_000, 4_200, 0], features: "wifi, kitchen, washing machine, workspace" }),
    description: "A bright loft under the roof, up three flights in the oldest quarter. You hear fado from the lane below on Fridays." },
  { id: "lisbon-garden", name: "Garden Flat in Graça", ...lisbon, address: "Rua da Verónica 31", hostName: "Teresa",
    ...forSale({ guestsMax: 4, policy: "moderate", price: [7_200, 4_000, 0], features: "wifi, pets, garden, kitchen, washing machine, quiet, crib" }),
    description: "Ground floor with a walled garden and a lemon tree. Dogs are welcome; the cat next door will visit." },
  { id: "lisbon-tram", name: "Tram View Flat in Estrela", ...lisbon, address: "Calçada da Estrela 88", hostName: "Rui",
    ...forSale({ guestsMax: 2, policy: "flexible", price: [5_400, 3_000, 0], features: "wifi, kitchen, balcony, air conditioning" }),
    description: "One bedroom and a narrow balcony above the 28 tram. Lively until the last tram at night." },
  { id: "lisbon-belem", name: "Studio in Belém", ...lisbon, address: "Rua de Pedrouços 12", hostName: "Carla",
    ...forSale({ guestsMax: 2, policy: "flexible", price: [4_900, 2_500, 0], features: "wifi, kitchen, step-free, parking" }),
    description: "A studio without a single step from the street to the shower, near the river path." },
  { id: "lisbon-warehouse", name: "Warehouse Loft in Marvila", ...lisbon, address: "Rua do Açúcar 54", hostName: "Miguel",
    ...forSale({ guestsMax: 6, policy: "strict", price: [13_500, 6_500, 20_000], features: "wifi, kitchen, washing machine, parking, workspace, step-free, pets" }),
    description: "A former cork store with a long table for ten and room for six to sleep." },
  { id: "lisbon-family", name: "Family House in Campo de Ourique", ...lisbon, address: "Rua Coelho da Rocha 70", hostName: "Sofia",
    ...forSale({ guestsMax: 7, policy: "moderate", price: [15_800, 8_000, 15_000], features: "wifi, kitchen, washing machine, garden, crib, quiet, workspace" }),
    description: "Three floors, a small yard with a swing, and the market around the corner." },
  { id: "porto-river", name: "River Flat in Ribeira", ...porto, address: "Rua da Lada 24", hostName: "Duarte",
    ...forSale({ guestsMax: 4, policy: "flexible", price: [9_500, 3_500, 0], features: "wifi, kitchen, washing machine, balcony" }),
    description: "Two windows over the Douro and the lights of Gaia across the water." },
  { id: "porto-foz", name: "Seaside Flat in Foz", ...porto, address: "Rua do Passeio Alegre 140", hostName: "Beatriz",
    ...forSale({ guestsMax: 4, policy: "moderate", price: [10_400, 4_500, 0], features: "wifi, kitchen, sea view, parking, balcony, pets" }),
    description: "You look at the lighthouse from the sofa. In winter the waves are loud, and that is the point." },
  { id: "porto-courtyard", name: "Courtyard Studio in Cedofeita", ...porto, address: "Rua do Breiner 203", hostName: "Tiago",
    ...forSale({ guestsMax: 2, policy: "flexible", price: [6_100, 2_800, 0], features: "wifi, kitchen, quiet, workspace, step-free" }),
    description: "A quiet studio at the back of a gallery street, with a desk that takes two screens." },
  { id: "porto-terrace", name: "Terrace House in Bonfim", ...porto, address: "Rua de Santos Pousada 318", hostName: "Joana",
    ...forSale({ guestsMax: 6, policy: "strict", price: [12_900, 6_000, 15_000], features: "wifi, kitchen, washing machine, garden, pets, crib, parking" }),
    description: "A townhouse with a terrace full of camellias and a garage for one small car." },
  { id: "new-york-stoop", name: "Brownstone Floor in Brooklyn", city: "New York", country: "United States",
    timeZone: "America/New_York", address: "218 Decatur Street", hostName: "Denise",
    ...forSale({ guestsMax: 4, policy: "strict", price: [21_500, 8_500, 0], currency: "USD", features: "wifi, kitchen, air conditioning, workspace" }),
    description: "The parlour floor of a brownstone, with a stoop to sit on and jazz on Saturdays two doors down." },
  { id: "barcelona-house", name: "Garden House in Gràcia", city: "Barcelona", ...spain, address: "Carrer de Verdi 112", hostName: "Núria",
    ...forSale({ guestsMax: 8, policy: "flexible", price: [16_900, 9_000, 30_000], features: "wifi, kitchen, washing machine, garden, air conditioning, crib" }),
    description: "Four bedrooms around a patio with an orange tree; the bakery opens at seven." },
  { id: "barcelona-beach", name: "Beach Flat in Poblenou", city: "Barcelona", ...spain, address: "Carrer de Pujades 205", hostName: "Marc",
    ...forSale({ guestsMax: 4, policy: "moderate", price: [11_200, 5_500, 0], features: "wifi, kitchen, air conditioning, balcony, sea view, workspace" }),
    description: "Fifth floor with a lift, a strip of sea from the balcony, and bikes in the hall." },
  { id: "kyoto-machiya", name: "Machiya by the Canal", city: "Kyoto", ...japan, address: "Kiyamachi-dori 41", hostName: "Haruka",
    ...forSale({ guestsMax: 4, policy: "non_refundable", price: [21_000, 6_000, 0], currency: "JPY", features: "wifi, kitchen, garden, quiet" }),
    description: "A wooden townhouse with a tub of cypress and a garden you can cross in four steps." },
  { id: "kyoto-temple", name: "Rooms by the Temple in Kyoto", city: "Kyoto", ...japan, address: "Hanamikoji-dori 9", hostName: "Ren",
    ...forSale({ guestsMax: 3, policy: "moderate", price: [16_500, 5_000, 0], currency: "JPY", features: "wifi, quiet, air conditioning" }),
    description: "Two tatami rooms. The bell rings at six, gently." },
  { id: "tokyo-studio", name: "Studio in Yanaka", city: "Tokyo", ...japan, address: "Yanaka 3-12-8", hostName: "Kenji",
    ...forSale({ guestsMax: 2, policy: "moderate", price: [12_200, 4_500, 0], currency: "JPY", features: "wifi, kitchen, washing machine, air conditioning, workspace" }),
    description: "A small studio on a street of cats and temple walls." },
  { id: "tokyo-tower", name: "High Flat in Shinagawa", city: "Tokyo", ...japan, address: "Konan 2-4-1", hostName: "Aiko",
    ...forSale({ guestsMax: 4, policy: "flexible", price: [24_800, 7_000, 0], currency: "JPY", features: "wifi, kitchen, washing machine, air conditioning, step-free, sea view, parking" }),
    description: "Thirty-first floor. On clear mornings Fuji stands at the end of the bay." },
  { id: "edinburgh-flat", name: "Flat in Leith", city: "Edinburgh", ...uk, address: "9 Shore Place", hostName: "Fiona",
    ...forSale({ guestsMax: 3, policy: "moderate", price: [8_250, 3_000, 0], currency: "GBP", features: "wifi, kitchen, washing machine, parking" }),
    description: "A harbour flat above a bookshop, warm and dry whatever the weather says." },
  { id: "edinburgh-mews", name: "Mews House in Stockbridge", city: "Edinburgh", ...uk, address: "14 Circus Lane", hostName: "Callum",
    ...forSale({ guestsMax: 5, policy: "strict", price: [14_600, 5_500, 20_000], currency: "GBP", features: "wifi, kitchen, washing machine, garden, pets, crib, quiet" }),
    description: "A cobbled lane, a wood stove and roses that get photographed a great deal." },
  { id: "cape-town-cottage", name: "Cottage in Kalk Bay", city: "Cape Town", country: "South Africa",
    timeZone: "Africa/Johannesburg", address: "6 Gatesville Road", hostName: "Thandi",
    ...forSale({ guestsMax: 4, policy: "non_refundable", price: [10_300, 2_800, 0], currency: "GBP", features: "wifi, kitchen, sea view, garden, pets" }),
    description: "A fisherman's cottage above the harbour. Seals bark at night; earplugs are in the drawer." },
  { id: "reykjavik-cabin", name: "Cabin at the Harbour", city: "Reykjavík", country: "Iceland",
    timeZone: "Atlantic/Reykjavik", address: "Grandagarður 15", hostName: "Sigrún",
    ...forSale({ guestsMax: 3, policy: "strict", price: [14_500, 5_000, 0], features: "wifi, kitchen, sea view, parking" }),
    description: "Corrugated iron outside, wool blankets inside, and the whale boats in front." },
  { id: "sydney-terrace", name: "Terrace in Newtown", city: "Sydney", country: "Australia", timeZone: "Australia/Sydney",
    address: "52 Wilson Street", hostName: "Mia",
    ...forSale({ guestsMax: 5, policy: "flexible", price: [17_500, 7_500, 0], currency: "USD", features: "wifi, kitchen, washing machine, garden, pets, balcony" }),
    description: "An iron-lace terrace house with a courtyard and a very old fig tree." },
  { id: "berlin-altbau", name: "Altbau Flat in Kreuzberg", city: "Berlin", country: "Germany", timeZone: "Europe/Berlin",
    address: "Graefestraße 22", hostName: "Jule",
    ...forSale({ guestsMax: 4, policy: "moderate", price: [9_800, 4_000, 0], features: "wifi, kitchen, washing machine, balcony, workspace, crib, pets" }),
    description: "High ceilings, creaking boards, a canal at the end of the street." },
  { id: "kuwait-seafront", name: "Seafront Flat in Salmiya", city: "Kuwait City", country: "Kuwait", timeZone: "Asia/Kuwait",
    address: "Arabian Gulf Street 118", hostName: "Dalal",
    ...forSale({ guestsMax: 5, policy: "moderate", price: [34_500, 8_250, 0], currency: "KWD", features: "wifi, kitchen, washing machine, air conditioning, sea view, parking, step-free, crib" }),
    description: "Eleventh floor over the corniche, cool in August and quiet in the mornings." },
];
